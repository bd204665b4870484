import { Failure, formatDuration } from '@slipway/action';
import type { Tool } from './tools/tool.ts';
import type { Inputs, Ports, Workplace } from './workplace.ts';

/** One run's work: where, with what inputs, and until when. */
export interface Work extends Workplace {
  readonly inputs: Inputs;
  readonly ports: Ports;
  /** What applies the migrations. */
  readonly tool: Tool;
  readonly signal: AbortSignal;
  /** Names the run in the server's list of sessions. */
  readonly runName: string;
  /** Milliseconds that are left, at most `limit`. @throws Failure `timeout` where none are */
  remaining(limit?: number): number;
}

export function createWork(workplace: Workplace, tool: Tool, inputs: Inputs, ports: Ports, started: number): Work {
  const { context, clock } = ports;
  return {
    ...workplace,
    tool,
    inputs,
    ports,
    signal: ports.signal,
    runName: `${context.runId}.${context.runAttempt} ${context.repository}`.trim(),
    remaining(limit = Number.MAX_SAFE_INTEGER) {
      const left = started + inputs.timeout - clock.now();
      if (left > 0) return Math.min(left, limit);
      throw new Failure('timeout', `The migrations did not end within ${formatDuration(inputs.timeout)}.`, {
        hint: 'Raise the input timeout.',
      });
    },
  };
}
