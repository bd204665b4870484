import { account } from './account.ts';
import { moveBack } from './back.ts';
import { bake } from './bake.ts';
import { hold } from './canary.ts';
import { askRouter } from './checks.ts';
import { confirm, retire } from './confirm.ts';
import type { DeployOptions, Pair } from './options.ts';
import type { Receipt } from './receipt.ts';
import { shift } from './shift.ts';
import { askingFor, findIdle, liveUntouched, standUp } from './stand.ts';
import { startTrial, type Trial, watchTime } from './trial.ts';
import { step, type Work } from './work.ts';

/**
 * Brings the release up on the idle colour, moves the traffic, watches it, and confirms. Any failure before the move leaves the live colour
 * untouched; any failure after it moves the traffic back. @throws Failure with what is live now
 */
export async function deploy(work: Work, options: DeployOptions): Promise<Receipt> {
  const pair = await findIdle(work);
  await standUp(work, options, pair);
  return moveTo(work, options, pair);
}

/** From an idle colour that stands to a confirmed release. */
export async function moveTo(work: Work, options: DeployOptions, pair: Pair): Promise<Receipt> {
  const trial = await startTrial(work, pair.idle, options.questions[0], watchTime(options)).catch((error: unknown) => {
    throw liveUntouched(error, pair);
  });
  try {
    for (const [index, { share, hold: duration }] of options.canary.entries()) {
      await shift(work, options, trial, pair, { share, first: index === 0, time: duration });
      await step(work, `canary ${share} %`, { color: pair.idle, share, seconds: duration / 1000 }, () =>
        hold(work, trial, pair, options.questions[0], { share, hold: duration }),
      );
    }
    await shift(work, options, trial, pair, { share: 100, first: options.canary.length === 0, time: 0 });
    const identity = await identify(work, options);
    const { gate } = options;
    if (gate) await step(work, 'gate', { color: pair.idle }, async () => void (await gate()));
    await step(work, 'bake', { color: pair.idle, seconds: options.bakeTime / 1000 }, () => bake(work, trial, pair.idle, options.bakeTime));
    const undo = await confirm(work, trial, pair.idle);
    const watched = await trial.stop();
    await retire(work, options, pair);
    return account(work, options, pair, { trial, watched, outcome: 'switched', identity, undo });
  } catch (error) {
    throw await moveBack(work, options, trial, pair, error);
  }
}

async function identify(work: Work, options: DeployOptions): Promise<string> {
  const health = options.questions[0];
  const report = health ? await askRouter(work, askingFor(work, options), health) : undefined;
  return report?.identity === 'proven'
    ? `${report.version} on ${report.successes} fresh connections in a row`
    : 'unproven: the application does not tell its version';
}

export type { Trial };
