import type { ReleaseReceipt } from '../../actions/release/src/receipt.ts';
import type { LoadResult } from '../load/result.ts';
import { lastOldFirstNew } from '../load/switchover.ts';
import type { DemoRelease, Outcome, Served } from './receipt.ts';

/** All that was seen of one release: by the action, by the users, and afterwards. */
export interface Seen {
  readonly version: string;
  /** The version that served before. */
  readonly previous: string;
  readonly exitCode: number;
  /** The action's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly message: string;
  readonly load: LoadResult | undefined;
  readonly notes: DemoRelease['notes'];
}

/** One release of the receipt. The users' figures come from the load client only; the action's own watch is another matter. */
export function composeRelease(seen: Seen): DemoRelease {
  const { version, previous, outputs, notes } = seen;
  const outcome = outcomeOf(seen);
  const told = toldBy(outputs['receipt']);
  return {
    version,
    previous,
    outcome,
    reason: outputs['reason'] ?? '',
    message: outcome === 'released' ? '' : seen.message,
    ...told,
    ...seenByUsers(seen, told.switchedAt),
    notes,
  };
}

type Told = Pick<
  DemoRelease,
  'switchedAt' | 'steps' | 'timeline' | 'backup' | 'migration' | 'images' | 'scan' | 'identity' | 'undo' | 'rollbackCommand'
>;

function toldBy(text: string | undefined): Told {
  const none: Told = {
    switchedAt: '',
    steps: [],
    timeline: [],
    backup: null,
    migration: null,
    images: {},
    scan: {},
    identity: '',
    undo: '',
    rollbackCommand: '',
  };
  if (!text) return none;
  const { switchedAt, steps, timeline, backup, migration, images, scan, identity, undo, rollbackCommand } = JSON.parse(
    text,
  ) as ReleaseReceipt;
  return {
    switchedAt,
    steps,
    timeline,
    backup: backup ?? null,
    migration: migration ?? null,
    images,
    scan,
    identity,
    undo,
    rollbackCommand,
  };
}

type SeenByUsers = Pick<
  DemoRelease,
  'requests' | 'failed' | 'failures' | 'latency' | 'series' | 'loadStarted' | 'served' | 'lastOldMs' | 'firstNewMs'
>;

function seenByUsers({ load, version, previous }: Seen, switchedAt: string): SeenByUsers {
  const nobody = { requests: 0, failed: 0, failures: [], latency: null, series: [], loadStarted: null, served: [] };
  if (!load) return { ...nobody, lastOldMs: null, firstNewMs: null };
  const { requests, failed, failures, latency, series, started } = load;
  const change =
    switchedAt && previous ? lastOldFirstNew(load, previous, version, Date.parse(switchedAt)) : { lastOldMs: null, firstNewMs: null };
  return { requests, failed, failures, latency, series, loadStarted: started, served: servedBy(load), ...change };
}

/** Exit code and outcome must say the same; where they do not, the demo has failed. */
function outcomeOf({ exitCode, outputs }: Seen): Outcome {
  if (exitCode === 0 && outputs['outcome'] === 'released') return 'released';
  if (exitCode === 1 && outputs['outcome'] === 'rolled-back') return 'rolled-back';
  return 'failed';
}

function servedBy(load: Pick<LoadResult, 'versions'>): Served[] {
  return [...load.versions]
    .sort((a, b) => a.first - b.first)
    .map(({ version, first, last, count }) => ({ version, requests: count, first, last }));
}
