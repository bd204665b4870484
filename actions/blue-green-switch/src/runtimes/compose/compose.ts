import { Failure } from '@slipway/action';
import {
  type Color,
  type Container,
  colorModel,
  colorProject,
  compose,
  containerLogs,
  containersOf,
  type Project,
  type Published,
  pullImage,
  type RegistryLogin,
  routerNetwork,
  singles,
  type Waiting,
  waitHealthy,
} from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import type { Instance, Runtime } from '../../runtime.ts';
import type { ColorNetworks } from './addresses.ts';

export interface ComposeOptions {
  readonly shell: Shell;
  readonly project: Project;
  readonly published: readonly Published[];
  readonly networks: ColorNetworks;
  readonly login: RegistryLogin | undefined;
  readonly waiting: Waiting;
}

/** Colours as compose projects of their own, made from the team's resolved model. */
export function composeRuntime({ shell, project, published, networks, login, waiting }: ComposeOptions): Runtime {
  const containers = (color: Color): Promise<Container[]> => containersOf(shell, colorProject(project.name, color));
  const ids = async (color: Color): Promise<string[]> => (await containers(color)).map((container) => container.id);

  const remove = async (color: Color): Promise<void> => {
    const name = colorProject(project.name, color);
    const found = await ids(color);
    if (found.length > 0) await shell.run(['docker', 'rm', '--force', ...found], { deadline: 120_000 });
    const left = await shell.run(['docker', 'network', 'ls', '-q', '--filter', `label=com.docker.compose.project=${name}`]);
    for (const network of left.stdout.split('\n').filter(Boolean)) await removeNetwork(shell, network);
  };

  return {
    kind: 'compose',
    published,
    address: (color, { service, target }) => ({ host: networks[color].addresses[service] ?? '127.0.0.1', port: target }),
    instances: async (color) => (await containers(color)).map(instance),
    logs: (one) => containerLogs(shell, one.id),
    async fetch(release) {
      for (const image of Object.values(release.images)) await pullImage(shell, image, login);
    },
    remove,
    async up(color, release, deadline) {
      const model = colorModel(project.model, { color, images: release.images, network: networks[color], version: release.version });
      await remove(color);
      // Volumes of the application outlive every colour, so they are no colour's own; creating one that exists changes nothing.
      for (const volume of Object.values(model.volumes ?? {})) {
        if (volume?.name)
          await shell.run(['docker', 'volume', 'create', '--label', `com.docker.compose.project=${project.name}`, volume.name]);
      }
      await compose(shell, project, `${color}.json`, model, ['create', '--no-build', '--pull', 'never']);
      await attachSingles(shell, project, color, Object.keys(release.images));
      await compose(shell, project, `${color}.json`, model, ['up', '--detach', '--no-build', '--pull', 'never', '--no-recreate']);
      await waitHealthy(shell, model.name, Object.keys(release.images), { ...waiting, deadline });
    },
    async start(color, deadline) {
      const stopped = await containers(color);
      if (stopped.length === 0) throw new Failure('nothing-to-roll-back', `No containers of ${color} are left on ${shell.where}.`);
      const services = [...new Set(stopped.map((container) => container.service))];
      await attachSingles(shell, project, color, services);
      for (const { id, service } of stopped) {
        await shell.run(['docker', 'update', '--restart', project.model.services[service]?.restart ?? 'no', id]);
      }
      await shell.run(['docker', 'start', ...stopped.map(({ id }) => id)], { deadline: 120_000 });
      await waitHealthy(shell, colorProject(project.name, color), services, { ...waiting, deadline });
    },
    async stop(color, grace) {
      const running = await ids(color);
      if (running.length === 0) return;
      await shell.run(['docker', 'update', '--restart', 'no', ...running]);
      await shell.run(['docker', 'stop', '--time', String(grace), ...running], { deadline: grace * 1000 + 90_000 });
    },
  };
}

export function instance(container: Container): Instance {
  return { ...container, version: container.labels['slipway.version'] ?? '' };
}

/** The database and its like join the colour's own networks under their names, while they run. */
async function attachSingles(shell: Shell, project: Project, color: Color, released: readonly string[]): Promise<void> {
  const label = `label=com.docker.compose.project=${colorProject(project.name, color)}`;
  const { stdout } = await shell.run(['docker', 'network', 'ls', '--format', '{{.Name}}', '--filter', label]);
  const wanted = singles(project.model, released);
  const attached = (await containersOf(shell, project.name)).filter((one) => wanted.includes(one.service) && one.status === 'running');
  for (const network of stdout.split('\n').filter((name) => name && !name.endsWith(routerNetwork))) {
    for (const container of attached.filter((one) => !one.networks.includes(network))) {
      await shell.run(['docker', 'network', 'connect', '--alias', container.service, network, container.id]);
    }
  }
}

async function removeNetwork(shell: Shell, network: string): Promise<void> {
  const inspected = await shell.run(
    ['docker', 'network', 'inspect', '--format', '{{range $id, $c := .Containers}}{{$id}} {{end}}', network],
    { allowFailure: true },
  );
  for (const id of inspected.stdout.trim().split(/\s+/).filter(Boolean)) {
    await shell.run(['docker', 'network', 'disconnect', '--force', network, id], { allowFailure: true });
  }
  await shell.run(['docker', 'network', 'rm', network], { allowFailure: true });
}
