import { posix } from 'node:path';
import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/** How a container sees our include file. */
export interface Seen {
  /** Its path in the container. */
  readonly file: string;
  /** `write` where this one file is mounted: the container keeps the file that was there when it started, so a rename is not seen. */
  readonly place: 'rename' | 'write';
  /** Where something is mounted: a configuration file among these is seen as it was when the container started. */
  readonly mounted: readonly string[];
}

interface Mount {
  readonly Type?: string;
  readonly Source?: string;
  readonly Destination?: string;
}

/**
 * Where a container sees the folder of our include file, by its mounts.
 * @throws Failure `router-setup` where it does not see it
 */
export async function seenBy(shell: Shell, container: string, directory: string, file: string): Promise<Seen> {
  const asked = await shell.run(['docker', 'inspect', '--format', '{{json .Mounts}}', container], { allowFailure: true });
  if (asked.code !== 0)
    throw new Failure('router-setup', `There is no container ${container} on ${shell.where}: ${asked.stderr.trim()}`, {
      state: 'Nothing was changed.',
      hint: 'nginx-container is the name that docker ps shows, for example notes-nginx-1.',
    });
  const seen = place(JSON.parse(asked.stdout) as readonly Mount[], directory, file);
  if (seen) return seen;
  throw new Failure('router-setup', `The container ${container} on ${shell.where} does not see ${directory}.`, {
    state: 'Nothing was changed.',
    hint: `Mount the folder, not a file: a file that is replaced is not seen through a mount of its own. In the compose file, for nginx:\n    volumes:\n      - ${directory}:/etc/nginx/slipway\nThen recreate that container once.`,
  });
}

export function place(mounts: readonly Mount[], directory: string, file: string): Seen | undefined {
  // The nearest mount decides: a file's, then the deepest folder's.
  const near = mounts
    .flatMap(({ Source = '', Destination = '' }) => {
      const rest = posix.relative(Source, posix.join(directory, file));
      return rest.startsWith('..') ? [] : [{ rest, inside: Destination }];
    })
    .sort((a, b) => a.rest.length - b.rest.length)[0];
  if (!near) return undefined;
  const mounted = mounts.map(({ Destination = '' }) => Destination);
  if (near.rest === '') return { file: near.inside, place: 'write', mounted };
  return { file: posix.join(near.inside, near.rest), place: 'rename', mounted };
}
