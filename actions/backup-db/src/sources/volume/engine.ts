import { Failure } from '@slipway/action';
import type { ProgramFailure, Shell } from '@slipway/shell';
import { inspectContainers, type Mount, parseUsers, type User } from '../writers/users.ts';

export async function volumeExists(shell: Shell, volume: string): Promise<boolean> {
  return (await shell.run(['docker', 'volume', 'inspect', '--', volume], { allowFailure: true })).code === 0;
}

/** Every container that has the volume, running or not. A filter of `docker ps` also finds paths that begin with the name. */
export async function usersOf(shell: Shell, volume: string): Promise<readonly User[]> {
  return parseUsers(await inspectContainers(shell, '--all', '--filter', `volume=${volume}`), isVolume(volume));
}

export const isVolume =
  (volume: string) =>
  (mount: Pick<Mount, 'Type' | 'Name'>): boolean =>
    mount.Type === 'volume' && mount.Name === volume;

const able = 'command -v tar >/dev/null && command -v find >/dev/null';

/** An image that is on the machine and can read a volume. @throws Failure `program-missing` */
export async function readerImage(shell: Shell, users: readonly User[], given: string | undefined): Promise<string> {
  const { stdout } = given
    ? { stdout: '' }
    : await shell.run(['docker', 'image', 'ls', '--quiet', '--no-trunc', '--filter', 'dangling=false']);
  const images = given ? [given] : [...new Set([...users.map(({ image }) => image), ...stdout.split('\n').filter(Boolean)])];
  for (const image of images.slice(0, 12)) {
    const argv = ['docker', 'run', '--rm', '--pull', 'never', '--network', 'none', '--user', '0', '--entrypoint', 'sh', image, '-c', able];
    if ((await shell.run(argv, { allowFailure: true, deadline: 60_000 })).code === 0) return image;
  }
  const what = given ? `The image ${given} is not on ${shell.where}, or has` : `No image on ${shell.where} that was tried has`;
  throw new Failure('program-missing', `${what} no sh, tar and find to read a volume with.`, {
    state: 'Nothing was written.',
    hint: 'Pull a small one there (docker pull debian:bookworm-slim) and name it in the input image.',
  });
}

/** Flags of a container that sees a volume and nothing else. */
export const alone = ['--rm', '--interactive', '--pull', 'never', '--network', 'none', '--log-driver', 'none', '--user', '0'] as const;

/** What a script said of the names that it saw. */
export function listed(lines: readonly string[]): number | undefined {
  const [, count] = /^listed (\d+)$/m.exec(lines.join('\n')) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** The engine has codes of its own from 125 on. */
export function fault({ code, stderr }: ProgramFailure): string | undefined {
  return code > 0 && code < 125 ? `tar cannot read it: ${stderr.trim().split('\n').at(-1)}` : undefined;
}
