import type { Log } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Release } from '../../runtime.ts';

/** Images of releases that nobody can be taken back to: of those that were released here, none that a kept release has. */
export function expired(known: readonly Release[], keep: readonly Release[]): string[] {
  const kept = new Set(keep.flatMap(({ images }) => Object.values(images)));
  const all = new Set(known.flatMap(({ images }) => Object.values(images)));
  return [...all].filter((image) => image.includes('@sha256:') && !kept.has(image));
}

/** folder of all projects, folder of this one, images…: removes those that no container has, running or not, and no other project's journal knows. */
const script = [
  'set -u; root=$1 own=$2; shift 2; used=$(docker ps -aq | xargs -r docker inspect --format "{{.Image}}"); for image; do',
  '  id=$(docker image inspect --format "{{.Id}}" "$image" 2>/dev/null) || continue',
  '  case $used in *"$id"*) continue ;; esac',
  '  for other in "$root"/*/journal.jsonl; do [ "$other" = "$own/journal.jsonl" ] || ! grep -qF -- "${image#*@}" "$other" 2>/dev/null || continue 2; done',
  '  docker image rm "$image" >/dev/null 2>&1 && printf "%s\\n" "$image"',
  'done; exit 0',
].join('\n');

export async function pruneImages(
  shell: Shell,
  state: string,
  known: readonly Release[],
  keep: readonly Release[],
  log: Log,
): Promise<void> {
  const images = expired(known, keep);
  if (images.length === 0) return;
  const root = state.split('/').slice(0, -1).join('/');
  const { stdout } = await shell.run(['sh', '-c', script, 'sh', root, state, ...images], { deadline: 300_000 });
  const removed = stdout.split('\n').filter(Boolean);
  if (removed.length > 0) log.info(`Removed ${removed.length} ${removed.length === 1 ? 'image' : 'images'} of releases that are not kept.`);
}
