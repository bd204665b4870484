import { Failure, withDetails } from '@slipway/action';
import type { DeployOptions, Pair } from './options.ts';
import type { Trial } from './trial.ts';
import type { Work } from './work.ts';

/** The output `live` of a run that could not see what serves in the end. */
export const unknownColor = 'unknown';

/** What a connection that broke looks like to who asks through it; every other reason is the server's own word. */
const unseen = ['unreachable', 'timeout', 'router-setup', 'idle-check-failed'];

export function lostConnection(work: Work, color: string, cause?: unknown): Failure {
  const message = `The connection to ${work.shell.where} was lost while ${color} was on trial, so how the new version does could not be watched.`;
  return new Failure('unreachable', message, { cause });
}

/** The failure of a colour with traffic; or where the connection broke meanwhile and may be all that failed: that. */
export async function blame(work: Work, trial: Trial, pair: Pair, why: Failure): Promise<Failure> {
  if (unseen.includes(why.reason) && (await trial.broken())) return lostConnection(work, pair.idle, why);
  // The same check that an idle colour fails quietly fails users once it has traffic.
  if (why.reason === 'idle-check-failed' && trial.orderedAt > 0) return new Failure('bake-failed', why.message, why.details);
  return why;
}

/**
 * Traffic could not be moved back because the server is not reached any more, or is another run's by now: what happens there, without us. Undefined
 * where it is ours and reached.
 * @param second why it could not be moved back
 */
export async function outOfReach(
  work: Work,
  options: DeployOptions,
  trial: Trial,
  pair: Pair,
  failures: readonly [why: Failure, second: unknown],
) {
  const [why, second] = failures;
  const { shell } = work;
  if (second instanceof Failure && second.reason === 'lease-lost') {
    // The other run settles the traffic, and what this one saw of that is no fault of the version.
    await trial.stop();
    return withDetails(new Failure('lease-lost', second.message, { cause: why }), second.details);
  }
  if (!shell.remote) return undefined;
  if (!(second instanceof Failure && second.reason === 'unreachable') && (await answers(work))) return undefined;
  const seen = !unseen.includes(why.reason);
  const { message } = lostConnection(work, pair.idle);
  const to = `${pair.live ?? 'nothing'}${pair.previous ? ` (${pair.previous})` : ''}`;
  const undo = trial.armed
    ? `The undo that is armed on the server moves it back to ${to} by ${new Date(trial.undoBy).toISOString().slice(11, 19)} UTC without this run${trial.keeper === 'systemd' ? ', and at a reboot' : ''}.`
    : 'No undo is armed, so it stays there.';
  return new Failure(seen ? why.reason : 'unreachable', seen ? `${why.message} Then the connection to ${shell.where} was lost.` : message, {
    state: `${pair.idle} (${options.release.version}) had the traffic when that happened. ${undo}`,
    hint: 'When the server answers, run the same job again: it says what serves, settles what is left, and releases anew. Mode status only looks.',
    outputs: { live: unknownColor },
    cause: why,
  });
}

async function answers({ shell }: Work): Promise<boolean> {
  return shell.run(['true'], { deadline: 5000 }).then(
    () => true,
    () => false,
  );
}
