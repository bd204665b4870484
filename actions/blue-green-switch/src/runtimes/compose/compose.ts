import { Failure, formatDuration } from '@slipway/action';
import {
  type Color,
  type Container,
  colorModel,
  colorProject,
  compose,
  containerLogs,
  containersOf,
  type Decision,
  finished,
  heldBack,
  type Project,
  type Published,
  pullImage,
  type RegistryLogin,
  restartOf,
  setRestart,
  settingsLabel,
  settingsOf,
  strategyLabel,
  type Waiting,
  waitHealthy,
} from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import type { Instance, Release, Runtime } from '../../runtime.ts';
import type { ColorNetworks } from './addresses.ts';
import { attachSingles, removeNetworks } from './attach.ts';
import { refuseHidden } from './content.ts';
import { handoverOf } from './handover.ts';
import { alreadyDone, onlyOnes, restsOf } from './once.ts';
import { onlyOnce } from './only-once.ts';
import { pruneImages } from './prune.ts';
import { isOurs, refuseStranger } from './stranger.ts';
import { ensureVolumes } from './volumes.ts';

export interface ComposeOptions {
  readonly shell: Shell;
  readonly project: Project;
  readonly published: readonly Published[];
  readonly networks: ColorNetworks;
  readonly login: RegistryLogin | undefined;
  readonly waiting: Waiting;
  /** For each released service. */
  readonly decisions: readonly Decision[];
}

/** Colours as compose projects of their own, made from the team's resolved model. */
export function composeRuntime(options: ComposeOptions): Runtime {
  const { shell, project, published, networks, login, waiting, decisions } = options;
  // Another application may have the name that a colour's project has: what is not labelled by us is never touched.
  const containers = async (color: Color): Promise<Container[]> =>
    (await containersOf(shell, colorProject(project.name, color))).filter(isOurs);
  const withStrategy = (...wanted: string[]): string[] =>
    decisions.filter(({ strategy }) => wanted.includes(strategy)).map(({ service }) => service);
  const late = heldBack(project.model, decisions);
  const single = onlyOnce(shell, project, waiting);
  const mayEnd = (service: string): boolean => withStrategy('once').includes(service);

  const remove = async (color: Color): Promise<void> => {
    const found = (await containers(color)).map(({ id }) => id);
    if (found.length > 0) await shell.run(['docker', 'rm', '--force', ...found], { deadline: 120_000 });
    await removeNetworks(shell, colorProject(project.name, color));
  };

  const create = async (color: Color, release: Release, deadline: number): Promise<void> => {
    // Before anything of the colour is taken away.
    if (project.refusal) throw project.refusal;
    await refuseStranger(shell, colorProject(project.name, color));
    const left = [...(await containers('blue')), ...(await containers('green'))];
    const done = alreadyDone(withStrategy('once'), release, left);
    if (done.length > 0) waiting.log.info(`${done.join(', ')} ended well for ${release.version} before, and does not run again.`);
    const strategies = Object.fromEntries(decisions.map(({ service, strategy }) => [service, strategy]));
    const model = colorModel(project.model, { color, ...release, network: networks[color], strategies, done });
    await remove(color);
    await ensureVolumes(shell, project, model);
    await compose(shell, project, `${color}.json`, model, ['create', '--no-build', '--pull', 'never']);
    await attachSingles(shell, project, color, Object.keys(release.images));
    const first = withStrategy('colours', 'once').filter((service) => !late.includes(service) && !done.includes(service));
    if (first.length === 0) return;
    const argv = ['up', '--detach', '--no-build', '--pull', 'never', '--no-recreate', ...first];
    await compose(shell, project, `${color}.json`, model, argv, Math.max(300_000, deadline)).catch(async (error: unknown) => {
      await showEnded(color);
      throw error;
    });
    await waitHealthy(shell, model.name, first, { ...waiting, deadline, mayEnd });
  };

  /** Compose says that a dependency failed, not why. */
  const showEnded = async (color: Color): Promise<void> => {
    const failed = (one: Container): boolean => (one.status === 'exited' && !finished(one)) || one.health === 'unhealthy';
    for (const one of (await containers(color)).filter(failed)) {
      waiting.log.info(
        `Last lines of ${one.name}, which ${one.health === 'unhealthy' ? 'is unhealthy' : `ended with code ${one.exitCode}`}:`,
      );
      waiting.log.untrusted(await containerLogs(shell, one.id));
    }
  };

  return {
    kind: 'compose',
    published,
    address: (color, { service, target }) => ({ host: networks[color].addresses[service] ?? '127.0.0.1', port: target }),
    instances: async (color) => (await containers(color)).map(instance),
    logs: (one) => containerLogs(shell, one.id),
    async fetch(release) {
      for (const image of Object.values(release.images)) await pullImage(shell, image, login);
      await refuseHidden(shell, project, release.images, { log: waiting.log, once: withStrategy('once') });
    },
    async changed(color, release) {
      const strategies = new Map(decisions.map(({ service, strategy }) => [service, strategy]));
      const now = (service: string): string => settingsOf(project.model.services[service] ?? {}, strategies.get(service));
      const made = (await containers(color)).filter((one) => one.service in release.images && one.labels[settingsLabel] !== undefined);
      return [...new Set(made.filter((one) => one.labels[settingsLabel] !== now(one.service)).map(({ service }) => service))];
    },
    remove,
    up: create,
    async start(color, deadline) {
      const stopped = await containers(color);
      if (stopped.length === 0) throw new Failure('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
      const doubled = stopped.filter((one) => (one.labels[strategyLabel] ?? 'colours') === 'colours' && !late.includes(one.service));
      await attachSingles(shell, project, color, [...new Set(stopped.map(({ service }) => service))]);
      for (const { id, service } of doubled) {
        await setRestart(shell, restartOf(project.model.services[service] ?? {}), [id]);
      }
      if (doubled.length > 0) await shell.run(['docker', 'start', ...doubled.map(({ id }) => id)], { deadline: 120_000 });
      const services = [...new Set(doubled.map(({ service }) => service))];
      await waitHealthy(shell, colorProject(project.name, color), services, { ...waiting, deadline, mayEnd });
    },
    async stop(color, grace) {
      const all = { blue: await containers('blue'), green: await containers('green') };
      const kept = onlyOnes(color, all);
      const ids = all[color].filter((one) => !kept.includes(one)).map(({ id }) => id);
      if (ids.length === 0) return;
      // Also those that do not run: a policy of before would start them with the engine.
      await setRestart(shell, 'no', ids);
      await shell.run(['docker', 'stop', '--time', String(grace), ...ids], { deadline: grace * 1000 + 90_000 });
      sayOverlap(all, waiting);
    },
    ...(withStrategy('singleton', 'recreate').length > 0 ? { settle: (color: Color) => single.settle(color) } : {}),
    resume: (color) => single.settle(color),
    handover: handoverOf(shell, project, decisions, single, waiting),
    prune: (known, keep) => pruneImages(shell, project.state, known, keep, waiting.log),
  };
}

/** How long programs of both colours worked on the same data: pollers in a web process did so twice. */
function sayOverlap(all: Readonly<Record<Color, readonly Container[]>>, { log, clock }: Waiting): void {
  const started = (['blue', 'green'] as const).map((color) =>
    Math.min(...all[color].filter((one) => one.status === 'running' && !restsOf(one)).map((one) => Date.parse(one.startedAt))),
  );
  const both = clock.now() - Math.max(...started);
  if (Number.isFinite(both) && both > 0) log.info(`Both colours ran side by side for ${formatDuration(both)}.`);
}

export function instance(container: Container): Instance {
  return { ...container, version: container.labels['slipway.version'] ?? '', rests: restsOf(container) };
}
