import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import { namesOf } from './color.ts';
import { containersOf, finished } from './engine.ts';
import { type Model, singles } from './model.ts';
import type { Project } from './project.ts';

/** The single services that do not run and would be started. */
export async function absentSingles(shell: Shell, project: Project, released: readonly string[]): Promise<string[]> {
  const wanted = singles(project.model, released);
  if (wanted.length === 0) return [];
  const there = await containersOf(shell, project.name);
  return wanted.filter((service) => !there.some((one) => one.service === service && (one.status === 'running' || finished(one))));
}

/** A running container that is not of this project. */
interface Stranger {
  readonly name: string;
  /** Its compose project; empty where it has none. */
  readonly project: string;
  /** Network to the names by which it is reached there. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly volumes: readonly string[];
}

/**
 * Refuses to start a single service where another project runs it already: a network or a volume with a fixed name lets two projects meet, and the
 * second database under the same name would be an empty one, or write into the files of the first. @throws Failure `second-single`
 */
export async function refuseSecond(shell: Shell, project: Project, absent: readonly string[]): Promise<void> {
  if (absent.length === 0) return;
  const met = meetings(project.model, absent, await strangers(shell, project.name));
  if (met.length === 0) return;
  const projects = [...new Set(met.map((one) => one.project).filter(Boolean))];
  throw new Failure('second-single', `${met.map((one) => one.sentence).join('; ')}.`, {
    state: 'Nothing was changed.',
    hint:
      projects.length === 1
        ? `Where that is this application, name its project: project-name: ${projects[0]}. Otherwise give the network, volume or container another name.`
        : 'Stop the other one, or give the network, volume or container another name.',
  });
}

export interface Meeting {
  readonly sentence: string;
  readonly project: string;
}

/** Where a service of the model would meet a container that runs already. */
export function meetings(model: Model, services: readonly string[], others: readonly Stranger[]): Meeting[] {
  const found: Meeting[] = [];
  for (const service of services) {
    const own = model.services[service] ?? {};
    const names = namesOf(model, service);
    const networks = Object.keys(own.networks ?? { default: null }).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
    const volumes = (own.volumes ?? [])
      .filter((mount) => mount.type === 'volume' && mount.source && !model.volumes?.[mount.source]?.external)
      .map((mount) => model.volumes?.[mount.source ?? '']?.name ?? `${model.name}_${mount.source}`);
    for (const other of others) {
      const whose = other.project ? `${other.name} of project ${other.project}` : other.name;
      const network = networks.find((one) => other.aliases[one]?.some((alias) => names.includes(alias)));
      const volume = volumes.find((one) => other.volumes.includes(one));
      if (network) found.push({ project: other.project, sentence: `${whose} is reached as ${service} on the network ${network} already` });
      else if (volume) found.push({ project: other.project, sentence: `${whose} uses the volume ${volume} of ${service}` });
      else if (own.container_name === other.name)
        found.push({ project: other.project, sentence: `${whose} has the container name of ${service}` });
    }
  }
  return found;
}

interface Inspected {
  Name: string;
  Config: { Labels: Record<string, string> | null };
  Mounts: { Type: string; Name?: string }[] | null;
  NetworkSettings: { Networks: Record<string, { Aliases: string[] | null }> | null };
}

async function strangers(shell: Shell, project: string): Promise<Stranger[]> {
  const ids = (await shell.run(['docker', 'ps', '-q', '--no-trunc'])).stdout.split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
  const ours = [project, `${project}-blue`, `${project}-green`];
  return (JSON.parse(stdout || '[]') as Inspected[])
    .map((one) => ({
      name: one.Name.replace(/^\//, ''),
      project: one.Config.Labels?.['com.docker.compose.project'] ?? '',
      aliases: Object.fromEntries(Object.entries(one.NetworkSettings.Networks ?? {}).map(([name, { Aliases }]) => [name, Aliases ?? []])),
      volumes: (one.Mounts ?? []).flatMap((mount) => (mount.Type === 'volume' && mount.Name ? [mount.Name] : [])),
    }))
    .filter((one) => !ours.includes(one.project));
}
