import { Failure, formatDuration, messageOf } from '@slipway/action';
import { accountOf } from '@slipway/shell';
import { endOutage, handOver } from './handover.ts';
import type { DeployOptions, Pair } from './options.ts';
import type { Program } from './program.ts';
import { trialWord, wordOf } from './route.ts';
import { settling, type Trial } from './trial.ts';
import { arm, extend } from './undo.ts';
import { step, type Work } from './work.ts';

export interface Move {
  /** Percent of the traffic for the idle colour. */
  readonly share: number;
  /** The first move of this switch: nothing of the traffic went to the idle colour before it. */
  readonly first: boolean;
  /** Milliseconds for which this share is to be held. */
  readonly time: number;
}

/** Moves a share of the traffic, or all of it. The undo is armed before the first move, and its deadline moves on with every other. */
export async function shift(work: Work, options: DeployOptions, trial: Trial, pair: Pair, move: Move): Promise<void> {
  const { router, host } = work;
  const { version, images } = options.release;
  const intent = { from: pair.live ?? 'none', to: pair.idle, version, images, ...(move.share === 100 ? {} : { share: move.share }) };
  await step(work, move.share === 100 ? 'switch' : `switch ${move.share} %`, intent, async () => {
    const handover = work.runtime.handover ? options.healthTimeout * 2 + 60_000 : 0;
    const seconds = (move.time + options.confirmTimeout + handover) / 1000;
    if (move.first) {
      await guard(work, options, trial, pair, seconds);
      await handOver(work, options, trial, pair);
    }
    if (!move.first && trial.armed) await putOff(work, trial, seconds);
    const before = await router.read();
    if (move.first && (before.live !== pair.live || before.trial)) {
      throw new Failure('router-failed', `The router routes by ${wordOf(before)}, where ${pair.live ?? 'none'} was expected.`);
    }
    // In an outage nothing is held against the new colour before it has the traffic.
    if (trial.orderedAt === 0 && trial.outageSince === 0) trial.orderedAt = host.clock.now();
    trial.unsettledUntil = Number.POSITIVE_INFINITY;
    try {
      if (trial.final) await router.confirm(pair.idle, { expected: wordOf(before) });
      else trial.switchMs = await router.move(wordOf(before), trialWord(pair.idle, move.share));
    } finally {
      if (trial.orderedAt === 0) trial.orderedAt = host.clock.now();
      trial.unsettledUntil = host.clock.now() + settling;
    }
    endOutage(work, trial);
    return { ms: trial.switchMs };
  });
  host.log.info(
    `${move.share === 100 ? 'Traffic goes' : `${move.share} % of the traffic goes`} to ${pair.idle} since ${trial.switchMs} ms after the order.`,
  );
}

async function guard(work: Work, options: DeployOptions, trial: Trial, pair: Pair, seconds: number): Promise<void> {
  const { host, router } = work;
  if (pair.live === undefined) return;
  if (options.contract) {
    trial.final = true;
    host.log.warn(
      `The old version cannot work with the schema as it is now, so there is no way back to ${pair.live}: no undo is armed, and a failure leaves traffic where it is.`,
    );
    return;
  }
  const undo = { folder: trial.undoFolder, program: await wholeProgram(work, pair), from: pair.idle, to: pair.live };
  try {
    trial.keeper = await arm(work.shell, work.state, work.name, undo, seconds);
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== 'router-setup' || work.runtime.handover) throw error;
    host.log.warn(`${messageOf(error)} If this run is lost, traffic stays where it is.`);
    return;
  }
  trial.armed = true;
  trial.armedAt = host.clock.now();
  trial.undoBy = trial.armedAt + seconds * 1000;
  const boot = trial.keeper === 'systemd' ? ', and at a reboot' : '';
  host.log.info(
    `An undo is armed on the server: it moves traffic back to ${pair.live} in ${formatDuration(seconds * 1000)}${boot}, whatever happens to this run.`,
  );
  if (trial.keeper === 'detached' && router.abilities.restart === 'set') {
    host.log.warn(
      `It does not survive a reboot, because systemd runs no services of this user without a login. As root on the server: loginctl enable-linger ${accountOf(work.shell)}`,
    );
  }
}

async function putOff({ shell, host }: Work, trial: Trial, seconds: number): Promise<void> {
  trial.undoBy = host.clock.now() + seconds * 1000;
  if (await extend(shell, trial.undoFolder, seconds)) return;
  throw new Failure('undo-fired', 'The armed undo moved the traffic back between two shares.');
}

/** The router's program, and what runs again where it ran before. */
async function wholeProgram({ router, runtime }: Work, pair: Pair): Promise<Program> {
  const back = await runtime.handover?.undo(pair.idle);
  const { functions, variables } = router.program;
  return back ? { functions: `${functions}\n${back.functions}`, variables: { ...variables, ...back.variables } } : { functions, variables };
}
