import { Failure, formatDuration, type Host } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Settled } from './settled.ts';
import { type Keys, readKeys } from './trust/keys.ts';

export interface Ports extends Host {
  /** The machine of the destination and of the database's programs. */
  readonly shell: Shell;
  /** True where the caller holds the database's advisory lock already. */
  readonly locked?: boolean;
}

/** One run of the action: what was asked for, and what is left of its time. */
export interface Job extends Ports {
  readonly inputs: Settled;
  readonly project: string;
  readonly keys: Keys;
  /** Milliseconds until the deadline of the action. @throws Failure `timeout` */
  remaining(): number;
  /** Milliseconds since the start. */
  elapsed(): number;
}

export function createJob(inputs: Settled, ports: Ports): Job {
  const started = ports.clock.now();
  const elapsed = (): number => ports.clock.now() - started;
  return {
    ...ports,
    inputs,
    project: inputs['project-name'] ?? (ports.context.repository.split('/').at(-1) || 'database'),
    keys: readKeys(inputs).keys,
    elapsed,
    remaining() {
      const left = inputs.timeout - elapsed();
      if (left > 0) return left;
      throw new Failure('timeout', `The deadline of ${formatDuration(inputs.timeout)} passed.`, { hint: 'Raise the input timeout.' });
    },
  };
}
