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
  readonly why?: string;
}

/** The receipt of a switch, however it ended. */
export function account(work: Work, options: DeployOptions, pair: Pair, ending: Ending): Receipt {
  const { trial, watched, outcome, identity, undo } = ending;
  return {
    project: work.name,
    outcome,
    ...(ending.why === undefined ? {} : { why: ending.why }),
    ...(options.takenOver === undefined ? {} : { takenOver: options.takenOver }),
    version: options.release.version,
    previousVersion: pair.previous,
    color: pair.idle,
    previousColor: pair.live,
    images: options.release.images,
    previousImages: trial.previousImages,
    switchedAt: trial.orderedAt > 0 ? new Date(trial.orderedAt).toISOString() : '',
    switchMs: trial.switchMs,
    outageMs: trial.outageMs,
    requests: watched.requests,
    failed: watched.failed,
    before: watched.before,
    after: watched.after,
    ...overlap(watched, pair.previous, options.release.version, trial.orderedAt),
    identity,
    undo,
    undoArmedAt: at(trial.armedAt),
    undoDisarmedAt: at(trial.disarmedAt),
    steps: work.timings,
    rollbackCommand: outcome === 'switched' && pair.live ? options.rollbackCommand(pair.previous) : '',
  };
}

function at(instant: number): string {
  return instant > 0 ? new Date(instant).toISOString() : '';
}
