import { Failure } from '@slipway/action';
import {
  type Color,
  colorProject,
  compose,
  containerLogs,
  containersOf,
  type Project,
  pullImage,
  type RegistryLogin,
  type Waiting,
  waitHealthy,
} from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import type { Instance, Runtime } from '../../runtime.ts';
import { isOurs } from '../compose/stranger.ts';
import { releasedModel } from './model.ts';
import type { FilePort } from './ports.ts';

export interface ComposeFilesOptions {
  readonly shell: Shell;
  /** Name of the application; its colours are `<name>-blue` and `<name>-green`. */
  readonly name: string;
  readonly projects: Readonly<Record<Color, Project>>;
  readonly ports: readonly FilePort[];
  readonly login: RegistryLogin | undefined;
  readonly waiting: Waiting;
}

/** Colours as the team's own two compose files describe them. */
export function composeFilesRuntime({ shell, name, projects, ports, login, waiting }: ComposeFilesOptions): Runtime {
  const all = (color: Color): ReturnType<typeof containersOf> => containersOf(shell, colorProject(name, color));
  // What was started by hand may be serving: only what a release started is looked at, and stopped.
  const containers = async (color: Color): ReturnType<typeof containersOf> => (await all(color)).filter(isOurs);
  const ids = async (color: Color): Promise<string[]> => (await containers(color)).map(({ id }) => id);

  const remove = async (color: Color): Promise<void> => {
    const argv = [
      'docker',
      'compose',
      '--project-name',
      colorProject(name, color),
      '--ansi',
      'never',
      'down',
      '--remove-orphans',
      '--timeout',
      '10',
    ];
    await shell.run(argv, { deadline: 180_000 });
  };

  /** What the engine really gave, not what the file asked for: the router was told that address. */
  const readBack = async (color: Color): Promise<void> => {
    const there = await containers(color);
    for (const port of ports) {
      const found = there.find((one) => one.service === port.service);
      const { stdout } = await shell.run(['docker', 'port', found?.id ?? '', `${port.targets[color]}/tcp`], { allowFailure: true });
      const { host, port: wanted } = port[color];
      const given = stdout.split('\n').filter(Boolean);
      if (given.some((line) => line === `${host}:${wanted}` || line === `0.0.0.0:${wanted}` || line === `[${host}]:${wanted}`)) continue;
      throw new Failure(
        'compose-failed',
        `${port.service} of ${color} answers at ${given.join(', ') || 'no published port'} on ${shell.where}, where ${host}:${wanted} was expected.`,
        {
          hint: `Check the ports of ${port.service} in the ${color} file.`,
        },
      );
    }
  };

  return {
    kind: 'compose-files',
    published: ports,
    address: (color, published) => ports.find((one) => one.port === published.port)?.[color] ?? { host: '127.0.0.1', port: published.port },
    instances: async (color) =>
      (await containers(color)).map((one): Instance => ({ ...one, version: one.labels['slipway.version'] ?? '' })),
    logs: (one) => containerLogs(shell, one.id),
    async fetch(release) {
      for (const image of Object.values(release.images)) await pullImage(shell, image, login);
    },
    remove,
    async up(color, release, deadline) {
      const project = projects[color];
      const model = releasedModel(project.model, { color, images: release.images, version: release.version });
      const stranger = (await all(color)).find((one) => one.status === 'running' && !isOurs(one));
      if (stranger) throw startedByHand(stranger.name, model.name, shell.where);
      await remove(color);
      await refuseTaken(shell, ports, color);
      for (const volume of Object.values(model.volumes ?? {})) {
        if (volume?.name) await shell.run(['docker', 'volume', 'create', volume.name]);
      }
      await compose(shell, project, `${color}.json`, model, ['up', '--detach', '--no-build', '--pull', 'missing', '--remove-orphans']);
      await waitHealthy(shell, model.name, Object.keys(model.services), { ...waiting, deadline });
      await readBack(color);
    },
    async start(color, deadline) {
      const stopped = await containers(color);
      if (stopped.length === 0) throw new Failure('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
      for (const { id, service } of stopped) {
        await shell.run(['docker', 'update', '--restart', projects[color].model.services[service]?.restart ?? 'no', id]);
      }
      await shell.run(['docker', 'start', ...stopped.map(({ id }) => id)], { deadline: 120_000 });
      const services = [...new Set(stopped.map(({ service }) => service))];
      await waitHealthy(shell, colorProject(name, color), services, { ...waiting, deadline });
      await readBack(color);
    },
    async stop(color, grace) {
      const own = await ids(color);
      if (own.length === 0) return;
      await shell.run(['docker', 'update', '--restart', 'no', ...own]);
      await shell.run(['docker', 'stop', '--time', String(grace), ...own], { deadline: grace * 1000 + 90_000 });
    },
  };
}

function startedByHand(container: string, project: string, where: string): Failure {
  return new Failure(
    'runtime-setup',
    `${container} of the project ${project} runs on ${where}, and was not started by Slipway: it may be serving.`,
    {
      state: 'Nothing was changed.',
      hint: `Take it down when it serves nobody, and run the release again: docker compose -p ${project} down`,
    },
  );
}

/** A stack that was started from the same file under another name. */
async function refuseTaken(shell: Shell, ports: readonly FilePort[], color: Color): Promise<void> {
  for (const one of ports) {
    const { port } = one[color];
    const { stdout } = await shell.run(['ss', '-Hltn', `sport = :${port}`], { allowFailure: true });
    if (stdout.trim() === '') continue;
    throw new Failure('port-taken', `Port ${port}, where ${one.service} of ${color} must answer, is in use on ${shell.where}.`, {
      hint: `See who: docker ps --filter publish=${port}; ss -ltnp 'sport = :${port}'. A stack that was started by hand from the ${color} file goes away by docker compose down, once it serves nobody.`,
    });
  }
}
