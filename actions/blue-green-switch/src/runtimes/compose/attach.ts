import { type Color, colorProject, containersOf, namesOf, type Project, routerNetwork, singles } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** The database and its like join the colour's own networks that stand for theirs, under their names, while they run. */
export async function attachSingles(shell: Shell, project: Project, color: Color, released: readonly string[]): Promise<void> {
  const label = `label=com.docker.compose.project=${colorProject(project.name, color)}`;
  const format = '{{.Name}} {{.Label "com.docker.compose.network"}}';
  const { stdout } = await shell.run(['docker', 'network', 'ls', '--format', format, '--filter', label]);
  const networks = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  const wanted = singles(project.model, released).filter((name) => project.model.services[name]?.['network_mode'] === undefined);
  const running = (await containersOf(shell, project.name)).filter((one) => wanted.includes(one.service) && one.status === 'running');
  for (const [network = '', key = ''] of networks.filter(([, key]) => key !== routerNetwork)) {
    const there = running.filter(
      (one) => !one.networks.includes(network) && key in (project.model.services[one.service]?.networks ?? { default: null }),
    );
    for (const container of there) {
      const aliases = namesOf(project.model, container.service).flatMap((name) => ['--alias', name]);
      await shell.run(['docker', 'network', 'connect', ...aliases, network, container.id]);
    }
  }
}

/** Removes the networks of a colour, whoever is attached to them. */
export async function removeNetworks(shell: Shell, project: string): Promise<void> {
  const left = await shell.run(['docker', 'network', 'ls', '-q', '--filter', `label=com.docker.compose.project=${project}`]);
  for (const network of left.stdout.split('\n').filter(Boolean)) await removeNetwork(shell, network);
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
