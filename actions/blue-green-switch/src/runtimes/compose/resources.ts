import { Failure, type Log } from '@slipway/action';
import { type Color, colorProject, containersOf, type Decision, type Project } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import { type MemoryNeed, memoryNeed } from './memory.ts';

/** What a release needs of the server, and what the server has. Bytes. */
export interface Resources {
  /** Folder of the engine's data. */
  readonly root: string;
  readonly disk: { readonly free: number; readonly needed: number };
  /** `most` where the compose file limits it: what may be needed one day. */
  readonly memory: { readonly available: number } & MemoryNeed;
  /** Colours of which nothing runs. */
  readonly idle: readonly Color[];
}

/** Space that an engine needs for itself and for what containers write. */
const reserve = 256 * 1024 ** 2;

/** images…: root, free bytes there, available memory, then for each image its size or 0 where it is not here. */
const ask = [
  'root=$(docker info --format "{{.DockerRootDir}}") || exit 1; echo "$root"',
  // Another user may not look into the folder, but its file system can be asked for by the nearest one above.
  'p=$root; until df -Pk "$p" >/dev/null 2>&1 || [ "$p" = / ]; do p=$(dirname "$p"); done; df -Pk "$p" | awk \'NR == 2 { printf "%d\\n", $4 * 1024 }\'',
  'awk \'/^MemAvailable:|^SwapFree:/ { sum += $2 } END { printf "%d\\n", sum * 1024 }\' /proc/meminfo',
  'for i; do docker image inspect --format "{{.Size}}" "$i" 2>/dev/null || echo 0; done',
].join('\n');

/** @param images what is released: those that are here already need no space */
export async function measure(
  shell: Shell,
  project: Project,
  decisions: readonly Decision[],
  images: readonly string[],
): Promise<Resources> {
  const colors = ['blue', 'green'] as const;
  const there = await Promise.all(colors.map((color) => containersOf(shell, colorProject(project.name, color))));
  const running = there.flat().filter((one) => one.status === 'running');
  const idle = colors.filter((_, index) => !there[index]?.some((one) => one.status === 'running'));
  const live = [...new Set(running.map(({ image }) => image))];
  const { stdout } = await shell.run(['sh', '-c', ask, 'sh', ...images, ...live]);
  const [root = '', free, available, ...sizes] = stdout.trim().split('\n');
  const here = sizes.map(Number);
  const missing = here.slice(0, images.length).filter((size) => size === 0).length;
  // An image that is not here yet is taken to be as large as those that serve.
  const likely = Math.max(0, ...here.slice(images.length));
  const used = await usage(
    shell,
    running.map(({ id }) => id),
  );
  const holds = (service: string): number[] => running.filter((one) => one.service === service).map(({ id }) => used.get(id) ?? 0);
  return {
    root,
    disk: { free: Number(free), needed: missing * likely + (missing > 0 ? reserve : 0) },
    memory: { available: Number(available), ...memoryNeed(project.model, decisions, holds) },
    idle,
  };
}

/** What each container's processes hold, without the files that they read: of the control groups of v2 or v1, where the engine keeps them. */
const held = [
  'for id; do for f in "/sys/fs/cgroup/system.slice/docker-$id.scope" "/sys/fs/cgroup/docker/$id" "/sys/fs/cgroup/memory/docker/$id"; do',
  '  if [ -r "$f/memory.stat" ]; then awk -v id="$id" \'/^(anon|total_rss) / { printf "%s %d\\n", id, $2; exit }\' "$f/memory.stat"; break; fi',
  'done; done',
].join('\n');

async function usage(shell: Shell, ids: readonly string[]): Promise<Map<string, number>> {
  const { stdout } = await shell.run(['sh', '-c', held, 'sh', ...ids], { allowFailure: true });
  return new Map(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
  );
}

/** @throws Failure `server-full` naming everything that is short */
export function refuseShort({ root, disk, memory }: Resources, where: string, log: Log): void {
  const short: string[] = [];
  const hints: string[] = [];
  if (disk.free < disk.needed) {
    short.push(`${size(disk.free)} are free below ${root}, and the images need about ${size(disk.needed)}`);
    hints.push('Make room: docker image prune, docker builder prune; a lower keep-releases keeps fewer images.');
  }
  if (memory.available < memory.needed) {
    short.push(
      `${size(memory.available)} of memory are available, and a second colour needs about ${size(memory.needed)}, by what the live one uses and the compose file reserves`,
    );
    hints.push('Give the server more memory or swap, or take strategy recreate, with an outage.');
  }
  if (memory.available >= memory.needed && memory.available < memory.most)
    log.warn(
      `The compose file lets a second colour use up to ${size(memory.most)} of memory, and ${size(memory.available)} are available on ${where}: if it does, the kernel ends programs. A lower mem_limit, or more memory or swap, prevents that.`,
    );
  if (short.length === 0) return void log.debug(`Free on ${where}: ${size(disk.free)} of disk, ${size(memory.available)} of memory.`);
  throw new Failure('server-full', `On ${where} ${short.join('; ')}.`, { state: 'Nothing was changed.', hint: hints.join(' ') });
}

function size(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`;
}
