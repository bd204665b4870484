import type { Published } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import type { OriginalContainer } from './record.ts';

/** What `docker inspect` tells of a container of the team's own project. */
export interface Inspected {
  readonly Id: string;
  readonly Name: string;
  /** Id of its image. */
  readonly Image: string;
  readonly State: { readonly Status: string; readonly Pid: number; readonly Health?: { readonly Status: string } };
  readonly Config: {
    readonly Image: string;
    readonly Labels: Readonly<Record<string, string>> | null;
    readonly StopTimeout?: number | null;
  };
  readonly HostConfig: { readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number } };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> | null;
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> | null;
  };
}

export interface Found {
  readonly containers: readonly Inspected[];
  /** Those of the published ports that the containers hold. */
  readonly held: readonly Published[];
}

const label = 'com.docker.compose';

export async function inspect(shell: Shell, ids: readonly string[]): Promise<Inspected[]> {
  if (ids.length === 0) return [];
  const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
  return JSON.parse(stdout || '[]') as Inspected[];
}

/** The released services as they run in the team's own project, where they hold published ports; undefined where they do not. */
export async function findOriginal(
  shell: Shell,
  project: string,
  released: readonly string[],
  published: readonly Published[],
): Promise<Found | undefined> {
  const argv = [
    'docker',
    'ps',
    '-q',
    '--no-trunc',
    '--filter',
    `label=${label}.project=${project}`,
    '--filter',
    `label=${label}.oneoff=False`,
  ];
  const ids = (await shell.run(argv)).stdout.split('\n').filter(Boolean);
  const containers = (await inspect(shell, ids)).filter((one) => released.includes(serviceOf(one)));
  // In the order of the release: the first published one answers for it, here as there.
  containers.sort((one, other) => released.indexOf(serviceOf(one)) - released.indexOf(serviceOf(other)));
  const held = published.filter((one) => containers.some((container) => holds(container, one)));
  return held.length > 0 ? { containers, held } : undefined;
}

export function serviceOf(container: Inspected): string {
  return container.Config.Labels?.[`${label}.service`] ?? '';
}

function holds(container: Inspected, { service, target, port }: Published): boolean {
  const bound = container.NetworkSettings.Ports?.[`${target}/tcp`] ?? [];
  return serviceOf(container) === service && bound.some(({ HostPort }) => Number(HostPort) === port);
}

export function describeContainer(container: Inspected): OriginalContainer {
  const { Name: policy, MaximumRetryCount: retries } = container.HostConfig.RestartPolicy;
  return {
    id: container.Id,
    name: container.Name.replace(/^\//, ''),
    service: serviceOf(container),
    restart: policy === 'on-failure' && retries > 0 ? `on-failure:${retries}` : policy || 'no',
    after: (container.Config.Labels?.[`${label}.depends_on`] ?? '')
      .split(',')
      .map((entry) => entry.split(':')[0] ?? '')
      .filter(Boolean),
    grace: container.Config.StopTimeout ?? 10,
  };
}

/** Each after those that it depends on. */
export function inOrder(containers: readonly OriginalContainer[]): OriginalContainer[] {
  const left = [...containers];
  const sorted: OriginalContainer[] = [];
  while (left.length > 0) {
    const free = left.findIndex(
      (one) => !left.some((other) => other !== one && one.after.includes(other.service) && other.service !== one.service),
    );
    sorted.push(...left.splice(Math.max(0, free), 1));
  }
  return sorted;
}

/** Containers of the original that run now. */
export async function running(shell: Shell, containers: readonly OriginalContainer[]): Promise<Inspected[]> {
  const all = await inspect(
    shell,
    containers.map(({ id }) => id),
  );
  return all.filter((one) => one.State.Status === 'running' || one.State.Status === 'restarting');
}

const established = '01';

/**
 * Connections that clients hold open to the containers, their own health checks left out, as the kernel counts them in the containers' networks.
 * Undefined where that cannot be read.
 */
export async function connections(shell: Shell, containers: readonly Inspected[]): Promise<number | undefined> {
  let open = 0;
  for (const { State, NetworkSettings } of containers) {
    const ports = Object.keys(NetworkSettings.Ports ?? {}).flatMap((key) => (key.endsWith('/tcp') ? [Number.parseInt(key, 10)] : []));
    const text = 'cat "/proc/$1/net/tcp" && { cat "/proc/$1/net/tcp6" 2>/dev/null || :; }';
    const { code, stdout } = await shell.run(['sh', '-c', text, 'sh', String(State.Pid)], { allowFailure: true });
    if (code !== 0) return undefined;
    open += countEstablished(stdout, ports);
  }
  return open;
}

/** Rows of `/proc/net/tcp` that are established on one of the ports and not from the machine itself. */
export function countEstablished(text: string, ports: readonly number[]): number {
  return text.split('\n').filter((line) => {
    const [, local = '', remote = '', state] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    const loopback = /^(0{16}FFFF0000)?[0-9A-F]{6}7F$/.test(address) || address === '00000000000000000000000001000000';
    return state === established && !loopback && remote !== '' && ports.includes(Number.parseInt(port, 16));
  }).length;
}

/** What the engine does with the containers when it starts: nothing, start them all, or what they were made for. */
export async function setRestart(shell: Shell, containers: readonly OriginalContainer[], policy: 'no' | 'always' | 'own'): Promise<void> {
  // One order for all that get the same: a power cut must not find half of them.
  const policies = Map.groupBy(containers, ({ restart }) => (policy === 'own' ? restart : policy));
  for (const [restart, those] of policies) await shell.run(['docker', 'update', '--restart', restart, ...those.map(({ id }) => id)]);
}

/** Ends the containers, those that others depend on last. They are kept. */
export async function stop(shell: Shell, containers: readonly OriginalContainer[]): Promise<void> {
  for (const { id, grace } of inOrder(containers).reverse()) {
    await shell.run(['docker', 'stop', '--time', String(grace), id], { deadline: grace * 1000 + 60_000 });
  }
}

export async function start(shell: Shell, containers: readonly OriginalContainer[]): Promise<void> {
  for (const { id } of inOrder(containers)) await shell.run(['docker', 'start', id], { deadline: 60_000 });
}
