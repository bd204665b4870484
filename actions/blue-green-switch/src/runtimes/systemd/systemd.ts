import { Failure, type RunContext } from '@slipway/action';
import { type Color, otherColor } from '@slipway/docker';
import { removeFiles, replaceFile, type Shell } from '@slipway/shell';
import type { Release, Runtime } from '../../runtime.ts';
import type { Control } from './control.ts';
import { environmentFile, environmentOf } from './environment.ts';
import { bring, compare } from './fetch.ts';
import { type ColorPort, nameOf, placeOf } from './ports.ts';
import type { Releases } from './releases.ts';
import { instanceOf, isUp, parseShow } from './show.ts';
import { type UnitOf, unitName } from './units.ts';
import { stopUnits, type Waiting, waitSteady } from './wait.ts';

export interface SystemdOptions {
  readonly shell: Shell;
  readonly control: Control;
  readonly releases: Releases;
  readonly units: readonly UnitOf[];
  readonly ports: readonly ColorPort[];
  readonly context: RunContext;
  /** Of the runner; undefined where the release must stand on the server already. */
  readonly artifact: string | undefined;
  /** An earlier release is wanted: what the runner has is another one. */
  readonly back: boolean;
  readonly waiting: Waiting;
}

/** Seconds that units get to end when their colour is made anew; it has no traffic. */
const graceOfIdle = 10;

/** Colours as instances of template units, each on a link to its release. A link moves only while its colour is stopped. */
export function systemdRuntime(options: SystemdOptions): Runtime {
  const { shell, control, releases, units, ports, waiting } = options;
  const { root } = releases;
  // What answers on no port, like a worker of a queue, runs once: two would do everything twice.
  const doubled = units.filter(({ service }) => ports.some((port) => port.service === service));
  const single = units.filter((unit) => !doubled.includes(unit));
  const names = (color: Color, of: readonly UnitOf[]): string[] => of.map((unit) => unitName(unit, color));

  const start = async (wanted: readonly string[], deadline: number): Promise<void> => {
    if (wanted.length === 0) return;
    for (const unit of wanted) {
      // A unit that is not loaded has nothing to forget, and says so by an exit code.
      await control.order('forget', unit).catch(() => {});
      await control.order('enable', unit);
      await control.order('start', unit);
    }
    await waitSteady(control, wanted, deadline, waiting);
  };
  const remove = async (color: Color): Promise<void> => {
    await stopUnits(control, names(color, units), graceOfIdle, waiting);
    await removeFiles(shell, `${root}/${color}`, ...units.map(({ service }) => environmentFile(root, service, color)));
  };

  return {
    kind: 'systemd',
    published: ports,
    address: (color, published) => placeOf(ports, color, published),
    listsOnlyRunning: single.map(({ service }) => service),
    async instances(color) {
      const { argv, env } = control.question(names(color, units));
      const { links, said } = await releases.linksAnd(argv, env);
      const states = parseShow(said);
      const id = links[color];
      if (id === undefined) return [];
      const all = units.map((unit, index) => ({ unit, state: states[index] }));
      return all.flatMap(({ unit, state }) =>
        state && (doubled.includes(unit) || isUp(state)) ? [instanceOf(unit, color, state, id)] : [],
      );
    },
    fetch: (release) => bring(options, idOf(release)),
    compare: (release) => compare(options, idOf(release)),
    remove,
    async up(color, release, deadline) {
      const id = idOf(release);
      await refuseStranger(control, releases, color, names(color, units));
      await remove(color);
      await refuseTaken(shell, ports, color);
      for (const { service } of units)
        await replaceFile(shell, environmentFile(root, service, color), environmentOf(ports, service, color, id), '644');
      await releases.link(color, id);
      await start(names(color, doubled), deadline);
    },
    async start(color, deadline) {
      const id = (await releases.links())[color];
      if (id === undefined || (await releases.look(id)) === 'gone')
        throw new Failure('nothing-to-roll-back', `No release of ${color} is left in ${root} on ${shell.where}.`);
      await start(names(color, doubled), deadline);
    },
    async stop(color, grace) {
      // What runs without a release of ours may be what serves.
      if ((await releases.links())[color] !== undefined) await stopUnits(control, names(color, units), grace, waiting);
    },
    logs: (instance) => control.logs(instance.name),
    async settle(color, release) {
      await releases.link('current', idOf(release));
      await stopUnits(control, names(otherColor(color), single), graceOfSingle, waiting);
      await start(names(color, single), startOfSingle);
    },
    prune: async (_known, keep) => void (await releases.prune(keep.map(idOf))),
  };
}

/** Seconds for the work that a single service has under way. */
const graceOfSingle = 30;
const startOfSingle = 60_000;

/** The folder of a release: every service of it has the same. */
export function idOf(release: Release): string {
  return Object.values(release.images)[0] ?? release.version;
}

/** Units that run without a release of ours were started by hand, and may be what serves. */
async function refuseStranger(control: Control, releases: Releases, color: Color, names: readonly string[]): Promise<void> {
  if ((await releases.links())[color] !== undefined) return;
  const running = (await control.show(names)).find(isUp);
  if (!running) return;
  throw new Failure('runtime-setup', `${running.id} runs on ${control.where}, but no release was started as ${color}: it may be serving.`, {
    state: 'Nothing was changed.',
    hint: `Stop it when it serves nobody, and run the release again: systemctl stop ${running.id}`,
  });
}

/** Whoever else answers there would be taken for the new version. */
async function refuseTaken(shell: Shell, ports: readonly ColorPort[], color: Color): Promise<void> {
  for (const port of ports) {
    const address = port[color];
    const filter = 'path' in address ? ['-Hlx', 'src', address.path] : ['-Hltn', `sport = :${address.port}`];
    const { stdout } = await shell.run(['ss', ...filter], { allowFailure: true });
    if (stdout.trim() === '') continue;
    throw new Failure('port-taken', `${nameOf(address)}, where ${port.service} of ${color} must answer, is in use on ${shell.where}.`, {
      hint: `See who: ss -lp | grep '${nameOf(address)}'. Free it, or give ${color} another place in the input ports.`,
    });
  }
}
