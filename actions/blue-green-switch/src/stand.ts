import { Failure, withDetails } from '@slipway/action';
import { type Color, otherColor } from '@slipway/docker';
import { discard } from './back.ts';
import { type Asking, askColor, type Question } from './checks.ts';
import type { DeployOptions, Pair } from './options.ts';
import { settle } from './recover.ts';
import type { Runtime } from './runtime.ts';
import { step, type Work } from './work.ts';

/** Makes the router know both colours, settles what an earlier run left, and says which colour is idle. */
export async function findIdle(work: Work): Promise<Pair> {
  const { host, router } = work;
  await step(work, 'router', { kind: router.kind }, async () => void (await router.prepare((await router.read()).live)));
  const live = await settle(work);
  const idle = live === undefined ? 'blue' : otherColor(live);
  const previous = live === undefined ? '' : await versionOf(work.runtime, live);
  host.log.info(
    live ? `${live} serves ${previous || 'an unknown version'}; ${idle} is idle.` : `Nothing is live yet; ${idle} comes first.`,
  );
  return { live, idle, previous };
}

/** Brings the release up on the idle colour and checks it there; one that fails leaves nothing running. */
export async function standUp(work: Work, options: DeployOptions, pair: Pair): Promise<void> {
  try {
    await bringUp(work, options, pair.idle);
    await check(work, options, pair.idle);
  } catch (error) {
    // What was prepared and failed its last check is gone back to by nobody either.
    await discard(work, pair.idle);
    throw liveUntouched(error, pair);
  }
}

async function bringUp(work: Work, options: DeployOptions, idle: Color): Promise<void> {
  const { host, runtime } = work;
  const { release } = options;
  if (options.bringUp === 'standing') return;
  if (options.bringUp === 'create') await step(work, 'pull', { images: release.images }, async () => void (await runtime.fetch(release)));
  await step(work, `start ${idle}`, { color: idle, version: release.version, images: release.images }, async () => {
    await host.log.group(`Start ${idle}`, () =>
      options.bringUp === 'create' ? runtime.up(idle, release, options.healthTimeout) : runtime.start(idle, options.healthTimeout),
    );
    return undefined;
  });
}

async function check(work: Work, options: DeployOptions, idle: Color): Promise<void> {
  const late = work.runtime.handover?.late ?? [];
  const early = options.questions.filter(({ service }) => !late.includes(service));
  if (late.length === 0) return ask(work, options, idle, early);
  // The router sees the colour as a whole only once that is handed over.
  if (early.length === 0) return;
  await step(work, `check ${idle}`, { color: idle }, async () => {
    await askColor(work, askingFor(work, options), idle, early, Math.min(60_000, options.healthTimeout));
    return undefined;
  });
}

/** Asks an idle colour, and the router whether it sees it. */
export async function ask(work: Work, options: DeployOptions, idle: Color, questions: readonly Question[]): Promise<void> {
  const { host, router } = work;
  await step(work, `check ${idle}`, { color: idle }, async () => {
    await host.log.group(`Check ${idle}`, () =>
      askColor(work, askingFor(work, options), idle, questions, Math.min(60_000, options.healthTimeout)),
    );
    const until = host.clock.now() + 15_000;
    while (!(await router.reachable(idle))) {
      if (host.clock.now() > until)
        throw new Failure('router-failed', `The router cannot reach ${idle}, although it answers on its address.`);
      await host.clock.sleep(200);
    }
    return undefined;
  });
}

export function askingFor(work: Work, options: DeployOptions): Asking {
  return { shell: work.shell, host: work.host, version: { value: options.release.version, derived: options.derivedVersion } };
}

/** The version that a colour's programs were started as. */
export async function versionOf(runtime: Runtime, color: Color): Promise<string> {
  const [instance] = await runtime.instances(color);
  return instance?.version ?? '';
}

export function liveUntouched<E>(error: E, { live, previous }: Pair): E | Failure {
  if (!(error instanceof Failure)) return error;
  const state = live ? `Traffic never left ${live} (${previous || 'unknown version'}).` : 'No traffic was moved.';
  return withDetails(error, { state, outputs: { live: live ?? '', version: previous } });
}
