import type { WatchReport } from '@slipway/checks';
import type { DeployOptions, Pair } from './options.ts';
import { overlap, type Receipt } from './receipt.ts';
import type { Trial } from './trial.ts';
import type { Work } from './work.ts';

export interface Ending {
  readonly trial: Trial;
  readonly watched: WatchReport;
  readonly outcome: 'switched' | 'rolled-back' | 'kept';
  readonly identity: string;
  readonly undo: string;
}

/** The receipt of a switch, however it ended. */
export function account(work: Work, options: DeployOptions, pair: Pair, ending: Ending): Receipt {
  const { trial, watched, outcome, identity, undo } = ending;
  return {
    project: work.name,
    outcome,
    version: options.release.version,
    previousVersion: pair.previous,
    color: pair.idle,
    previousColor: pair.live,
    images: options.release.images,
    switchedAt: trial.orderedAt > 0 ? new Date(trial.orderedAt).toISOString() : '',
    switchMs: trial.switchMs,
    requests: watched.requests,
    failed: watched.failed,
    p50: rounded(watched.p50),
    p95: rounded(watched.p95),
    ...overlap(watched, pair.previous, options.release.version, trial.orderedAt),
    identity,
    undo,
    steps: work.timings,
    rollbackCommand: outcome === 'switched' && pair.live ? options.rollbackCommand : '',
  };
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 10) / 10;
}
