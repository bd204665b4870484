import { type Clock, Failure, formatDuration, type Log } from '@slipway/action';
import type { Color } from '@slipway/docker';
import type { Instance, Release, Runtime } from '../../runtime.ts';
import { type ColorPort, nameOf, placeOf } from '../systemd/ports.ts';
import { parseInstances } from './answer.ts';
import type { Program } from './program.ts';

export interface CommandOptions {
  readonly program: Program;
  readonly ports: readonly ColorPort[];
  readonly waiting: { readonly clock: Clock; readonly log: Log };
}

/** For questions: the bake asks twice a second. */
const answerWithin = 30_000;
/** What ending takes beside the grace of the application itself. */
const endWithin = 60_000;

/** Colours that a program of the team brings up and down, whatever it does for that. */
export function commandRuntime({ program, ports, waiting }: CommandOptions): Runtime {
  const instances = async (color: Color): Promise<Instance[]> =>
    parseInstances(await program.run('live', { SLIPWAY_COLOR: color }, answerWithin), program.path);

  const bring = async (color: Color, release: Release, fresh: boolean, deadline: number): Promise<void> => {
    const until = waiting.clock.now() + deadline;
    const places = ports.map((port) => ({ service: port.service, port: port.port, address: nameOf(port[color]) }));
    const variables = {
      SLIPWAY_COLOR: color,
      SLIPWAY_VERSION: release.version,
      SLIPWAY_IMAGES: JSON.stringify(release.images),
      SLIPWAY_PORTS: JSON.stringify(places),
      SLIPWAY_FRESH: String(fresh),
      SLIPWAY_SECONDS: String(Math.ceil(deadline / 1000)),
    };
    await program.run('up', variables, deadline);
    for (;;) {
      const all = await instances(color);
      const pending = Object.keys(release.images).filter((service) => !all.some((one) => one.service === service && isWell(one)));
      if (pending.length === 0) return;
      const ended = all.find((one) => ['exited', 'failed', 'dead'].includes(one.status) && pending.includes(one.service));
      if (ended || waiting.clock.now() >= until)
        throw await unhealthy(pending, ended ?? all.find((one) => pending.includes(one.service)), deadline);
      await waiting.clock.sleep(500);
    }
  };

  const logs = (one: Instance): Promise<string> =>
    program.run('logs', { SLIPWAY_INSTANCE: one.id, SLIPWAY_SERVICE: one.service }, answerWithin);

  const unhealthy = async (pending: readonly string[], one: Instance | undefined, deadline: number): Promise<Failure> => {
    if (one) {
      waiting.log.info(`Last lines of ${one.name}:`);
      waiting.log.untrusted(await logs(one).catch(() => ''));
    }
    const state = one ? `${one.service} is ${one.health ?? one.status}` : `${program.path} shows no ${pending.join(', ')}`;
    return new Failure('unhealthy', `${state}, and did not become healthy within ${formatDuration(deadline)}.`);
  };

  const down = async (color: Color, grace: number, remove: boolean): Promise<void> => {
    const variables = { SLIPWAY_COLOR: color, SLIPWAY_SECONDS: String(grace), SLIPWAY_REMOVE: String(remove) };
    await program.run('down', variables, grace * 1000 + endWithin);
    const left = (await instances(color)).filter((one) => remove || one.status === 'running');
    if (left.length === 0) return;
    const what = remove ? 'is still there' : 'still runs';
    throw new Failure(
      'runtime-failed',
      `${program.path} down ended well, but ${left.map(({ name }) => name).join(', ')} of ${color} ${what}.`,
    );
  };

  return {
    kind: 'command',
    published: ports,
    address: (color, published) => placeOf(ports, color, published),
    instances,
    // What is brought onto the server, and how, is the program's own matter.
    fetch: async () => {},
    up: (color, release, deadline) => bring(color, release, true, deadline),
    async start(color, deadline) {
      const all = await instances(color);
      const [first] = all;
      if (!first) throw new Failure('nothing-to-roll-back', `${program.path} shows nothing of ${color} that could be started.`);
      const images = Object.fromEntries(all.map((one) => [one.service, one.image]));
      await bring(color, { version: first.version, images }, false, deadline);
    },
    stop: (color, grace) => down(color, grace, false),
    remove: (color) => down(color, 10, true),
    logs,
  };
}

function isWell(one: Instance): boolean {
  return one.status === 'running' && (one.health ?? 'healthy') === 'healthy';
}
