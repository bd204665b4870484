import { Failure, type Log } from '@slipway/action';
import { commandText, type Mount, migrationIn, type Project, type Service } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** What an image says of itself. */
export interface ImageFacts {
  readonly workingDir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/**
 * Looks into the images of a release once they are there: a mount over the folder of the code would run something else than what was built and
 * scanned. Says where a start script migrates, but for services that run once, which may.
 * @throws Failure `compose-unfit`
 */
export async function refuseHidden(
  shell: Shell,
  project: Project,
  images: Readonly<Record<string, string>>,
  { log, once }: { readonly log: Log; readonly once: readonly string[] },
): Promise<void> {
  const hidden: string[] = [];
  for (const [name, image] of Object.entries(images)) {
    const service = project.model.services[name] ?? {};
    const facts = await inspect(shell, image);
    for (const mount of coveringMounts(service, facts)) {
      if ((await list(shell, image, mount.target)) === 0) continue;
      const what = mount.type === 'bind' ? `the folder ${mount.source}` : `the volume ${mount.source}`;
      hidden.push(`${name} mounts ${what} over ${mount.target}, where the code of its image is`);
    }
    const order = once.includes(name) ? undefined : await migrationOf(shell, image, service, facts);
    if (order)
      log.warn(
        `${name} migrates when it starts (${order}): also when a colour starts that gets no traffic, and at every restart. The step for migrations does it once, before, and under a lock.`,
      );
  }
  if (hidden.length === 0) return;
  throw new Failure('compose-unfit', `${hidden.join('; ')}: it would not be the released code that runs.`, {
    state: 'Nothing of the release was started.',
    hint: 'Mounts of source code belong into a compose.override.yml for development. For data, mount a folder of its own, like /app/data.',
  });
}

/** Mounts over the folder that the image's program starts in, or over one above it. */
export function coveringMounts(service: Service, image: Pick<ImageFacts, 'workingDir'>): Mount[] {
  const folder = String(service['working_dir'] ?? image.workingDir).replace(/\/+$/, '');
  if (folder === '') return [];
  return (service.volumes ?? []).filter((mount) => {
    const target = mount.target.replace(/\/+$/, '');
    return (mount.type === 'bind' || (mount.type === 'volume' && mount.source)) && (folder === target || folder.startsWith(`${target}/`));
  });
}

async function inspect(shell: Shell, image: string): Promise<ImageFacts> {
  const { stdout } = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .Config}}', image]);
  const config = JSON.parse(stdout) as { WorkingDir?: string; Entrypoint?: string[] | null; Cmd?: string[] | null };
  return { workingDir: config.WorkingDir ?? '', entrypoint: config.Entrypoint ?? [], command: config.Cmd ?? [] };
}

/** image path: its content as a tar. A container is made for it that never starts, and goes again. */
const copy = [
  'set -eu; c=$(docker create --label slipway.look=true "$1" look); trap \'docker rm --force "$c" >/dev/null\' EXIT; trap "exit 143" HUP INT TERM',
  'docker cp --follow-link "$c:$2" - 2>/dev/null',
].join('\n');

/** How many files an image has in a folder; 0 where it has no such folder. */
async function list(shell: Shell, image: string, path: string): Promise<number> {
  const { stdout } = await shell.run(['sh', '-c', `{ ${copy}\n} | tar -t 2>/dev/null | grep -cv '/$' || :`, 'sh', image, path], {
    deadline: 120_000,
  });
  return Number(stdout.trim() || 0);
}

/** The order by which the service's program, or its start script, changes the schema. */
async function migrationOf(shell: Shell, image: string, service: Service, facts: ImageFacts): Promise<string | undefined> {
  const words = [...wordsOf(service['entrypoint'] ?? facts.entrypoint), ...wordsOf(service['command'] ?? facts.command)];
  // What the compose file itself says was told with the plan.
  const told = commandText(service['command']) || commandText(service['entrypoint']);
  const direct = migrationIn(words.join(' '));
  if (direct) return migrationIn(told) ? undefined : direct;
  for (const path of scriptsIn(words, String(service['working_dir'] ?? facts.workingDir))) {
    const { stdout } = await shell.run(['sh', '-c', `{ ${copy}\n} | tar -xO 2>/dev/null | head -c 65536 || :`, 'sh', image, path]);
    const order = migrationIn(stdout);
    if (order) return `${path}: ${order}`;
  }
  return undefined;
}

function wordsOf(command: unknown): string[] {
  return commandText(command).split(/\s+/).filter(Boolean);
}

/** Paths of shell scripts among the words of a command. */
export function scriptsIn(words: readonly string[], folder: string): string[] {
  const scripts = words
    .map((word) => word.replaceAll(/['"]/g, ''))
    .filter((word) => /^[\w./][\w./-]*$/.test(word) && (/\.sh$/.test(word) || /(entrypoint|start)[\w-]*$/.test(word)));
  return scripts.map((word) => (word.startsWith('/') ? word : `${folder.replace(/\/$/, '')}/${word.replace(/^\.\//, '')}`));
}
