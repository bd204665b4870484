import { type Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { askRouter } from '../checks.ts';
import type { DeployOptions } from '../options.ts';
import { standUp } from '../stand.ts';
import { step, type Work } from '../work.ts';
import { type Adoption, answersAgain, asFailure, drained, lead, tellCut } from './adoption.ts';
import { leave } from './leave.ts';
import { connections, running, setRestart, start, stop } from './original.ts';
import { tagImages } from './pin.ts';
import { type Original, writeRecord } from './record.ts';

/**
 * Takes a stack over while it serves, without changing its version. Every state on the way serves users, also after a reboot: until the original is
 * told not to come back, the engine starts it with its ports; from then on the router starts with them.
 */
export async function take(adoption: Adoption, options: DeployOptions, original: Original): Promise<void> {
  try {
    await standBeside(adoption, options, original);
    if (adoption.led) await moveUsers(adoption, original);
  } catch (error) {
    throw await undone(adoption, original, error);
  }
  try {
    await finish(adoption, options, original);
  } catch (error) {
    throw await halfway(adoption, original, error);
  }
}

/** Blue comes up with the images of the original, and the router serves it on the ports beside. */
async function standBeside({ work, takeover }: Adoption, options: DeployOptions, original: Original): Promise<void> {
  const { router, runtime, shell, state } = work;
  const { beside } = original;
  const { live } = await router.read();
  await step(work, 'open beside', { ports: beside }, async () => {
    await writeRecord(shell, state, { ...original, phase: 'taking' });
    await tagImages(shell, original.tags);
    const serves = (await running(shell, original.containers)).length > 0;
    // An earlier run may have told it not to come back; where it ended, users may be on the ports themselves already.
    if (serves) await setRestart(shell, original.containers, 'own');
    await takeover.enter({ at: serves ? 'beside' : 'both', beside });
    return undefined;
  });
  const { version, images } = options.release;
  if (live === undefined) await standUp(work, options, { live: undefined, idle: 'blue', previous: '' });
  else await startAgain(work, live, options.healthTimeout);
  const color = live ?? 'blue';
  const instances = await runtime.instances(color);
  // A newer version may be live where an earlier run began to give the stack back.
  if (!Object.entries(images).every(([service, image]) => instances.some((one) => one.service === service && one.image === image))) return;
  await step(work, 'switch', { from: 'none', to: color, version, images }, () => router.confirm(color).then(() => undefined));
}

async function startAgain(work: Work, live: Color, deadline: number): Promise<void> {
  const instances = await work.runtime.instances(live);
  if (instances.every((one) => one.rests !== undefined || one.status === 'running')) return;
  await step(work, `start ${live}`, { color: live }, () => work.runtime.start(live, deadline).then(() => undefined));
}

/** New connections reach the router; those that are open end where they are. */
async function moveUsers(adoption: Adoption, { containers, held }: Original): Promise<void> {
  const { work } = adoption;
  const { shell } = work;
  const left = await running(shell, containers);
  if (left.length === 0) return;
  await step(work, 'lead', { ports: held.map(({ port }) => port) }, async () => {
    await lead(adoption);
    await askRouter(work, { shell, host: work.host, version: { value: '', derived: true } }, adoption.question, 'router-failed');
    return undefined;
  });
  await step(work, 'drain original', { containers: left.map(({ Name }) => Name) }, async () => {
    const open = await drained(adoption, () => connections(shell, left));
    tellCut(adoption, open, 'the stack as it was');
    return { cut: open ?? 'not counted' };
  });
}

/** The original ends, and the router takes its ports. From here on there is only forward. */
async function finish({ work, takeover, redirect, led }: Adoption, options: DeployOptions, original: Original): Promise<void> {
  const { shell, runtime, host, state, router } = work;
  const { containers, beside } = original;
  const both = { at: 'both', beside } as const;
  const from = host.clock.now();
  await step(work, 'stop original', { containers: containers.map(({ name }) => name) }, async () => {
    // In this order: a reboot in between finds two that want the ports, never nobody.
    await takeover.enter(both, 'boot');
    await setRestart(shell, containers, 'no');
    await stop(shell, containers);
    return undefined;
  });
  await step(work, 'take ports', { ports: original.held.map(({ port }) => port) }, async () => {
    if (!led) await runtime.handover?.take('blue', options.healthTimeout);
    await takeover.enter(both);
    const [first] = runtime.published;
    if (led || !first) return undefined;
    const outage = await answersAgain(work, first, from);
    host.log.warn(`The ports changed hands with an outage of ${formatDuration(outage)} at the most.`);
    return { outage };
  });
  const live = (await router.read()).live ?? 'blue';
  await step(work, 'confirm', { color: live }, async () => {
    await redirect.remove();
    await takeover.enter(undefined);
    await writeRecord(shell, state, { ...original, phase: 'taken' });
    return undefined;
  });
  if (!runtime.settle) return;
  await step(work, 'move singletons', { color: live }, async () => void (await runtime.settle?.(live, options.release)));
}

/** Users never left the original, or are back on it. */
async function undone(adoption: Adoption, original: Original, error: unknown): Promise<Failure> {
  const { host, shell, name } = adoption.work;
  const why = asFailure(error);
  const later = `${name} is served; the next run goes on with its takeover, and mode give-back undoes it.`;
  // A cancelled run has seconds, and a lost lease is no right to change anything.
  if (host.signal.aborted || why.reason === 'lease-lost') return withDetails(why, { state: later });
  try {
    if ((await running(shell, original.containers)).length < original.containers.length) return withDetails(why, { state: later });
    await leave(adoption, original);
    return withDetails(why, { state: `${name} serves as before, in the containers that it ran in: nothing of it was changed.` });
  } catch (second) {
    host.log.warn(`What the takeover left could not be taken away: ${messageOf(second)}`);
    return withDetails(why, { state: later });
  }
}

/** The router did not get the ports. Users are served beside them; where they are not, the original comes back at once. */
async function halfway({ work, led }: Adoption, { containers }: Original, error: unknown): Promise<Failure> {
  const why = asFailure(error);
  const { host, shell } = work;
  if (led) {
    const state =
      'HAProxy serves the same version, led there by rules that a reboot clears, and then by itself. The next run goes on from here.';
    return withDetails(why, { state });
  }
  try {
    await setRestart(shell, containers, 'own');
    await start(shell, containers);
    return withDetails(why, { state: 'The original was started again. The next run goes on from here.' });
  } catch (second) {
    host.log.warn(`The original could not be started again: ${messageOf(second)}`);
    return withDetails(why, { state: 'Look at the server now: HAProxy could not take the ports, and the original is stopped.' });
  }
}
