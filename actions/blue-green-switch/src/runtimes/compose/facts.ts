import { absentSingles, containersOf, type Model, type Project } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** What the compose file names and the server has, or not. */
export interface Facts {
  /** Path to `folder`, `file`, or `nothing`. */
  readonly paths: Readonly<Record<string, 'folder' | 'file' | 'nothing'>>;
  /** Development files in the application's folder that plain compose would load. */
  readonly overrides: readonly string[];
  /** Networks and volumes of others that the file names and that are not there. */
  readonly missing: readonly string[];
  /** Images of every container that runs on the engine. */
  readonly running: readonly string[];
  /** Single services that do not run yet. */
  readonly absent: readonly string[];
  /** Those of them that are built from source, and have no image here. */
  readonly unbuilt: readonly string[];
}

const kinds = 'for p; do if [ -d "$p" ]; then echo folder; elif [ -e "$p" ]; then echo file; else echo nothing; fi; done';

export async function gather(shell: Shell, project: Project, released: readonly string[]): Promise<Facts> {
  const { model } = project;
  const overrides = ['compose.override.yaml', 'compose.override.yml', 'docker-compose.override.yml', 'docker-compose.override.yaml'].map(
    (name) => `${project.directory}/${name}`,
  );
  const asked = [...new Set([...bindSources(model), ...fileSources(model), ...overrides])];
  const { stdout } = await shell.run(['sh', '-c', kinds, 'sh', ...asked]);
  const said = stdout.split('\n');
  const paths = Object.fromEntries(
    asked.map((path, index) => [path, said[index] === 'folder' || said[index] === 'file' ? said[index] : 'nothing'] as const),
  );
  const absent = await absentSingles(shell, project, released);
  return {
    paths,
    overrides: overrides.filter((path) => paths[path] === 'file'),
    missing: await missingOf(shell, model),
    running: (await shell.run(['docker', 'ps', '--format', '{{.Image}}'])).stdout.split('\n').filter(Boolean),
    absent,
    unbuilt: await unbuilt(shell, project, absent),
  };
}

export function bindSources(model: Model): string[] {
  return Object.values(model.services).flatMap((service) =>
    (service.volumes ?? []).flatMap((mount) => (mount.type === 'bind' && mount.source ? [mount.source] : [])),
  );
}

/** Files behind `configs` and `secrets`. */
export function fileSources(model: Model): string[] {
  const all = [model['configs'], model['secrets']].flatMap((one) =>
    Object.values((one as Record<string, { file?: string }> | undefined) ?? {}),
  );
  return all.flatMap((one) => (one?.file ? [one.file] : []));
}

async function missingOf(shell: Shell, model: Model): Promise<string[]> {
  const missing: string[] = [];
  for (const kind of ['network', 'volume'] as const) {
    for (const [key, one] of Object.entries(model[`${kind}s`] ?? {})) {
      if (!one?.external) continue;
      const name = one.name ?? key;
      const { code } = await shell.run(['docker', kind, 'inspect', name], { allowFailure: true });
      if (code !== 0) missing.push(`${kind} ${name}`);
    }
  }
  return missing;
}

async function unbuilt(shell: Shell, project: Project, absent: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const stopped = await containersOf(shell, project.name);
  for (const name of absent) {
    const service = project.model.services[name];
    if (!service?.build || stopped.some((one) => one.service === name)) continue;
    const image = service.image ?? `${project.name}-${name}`;
    const { code } = await shell.run(['docker', 'image', 'inspect', image], { allowFailure: true });
    if (code !== 0) found.push(name);
  }
  return found;
}
