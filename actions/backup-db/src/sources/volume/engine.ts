import { Failure } from '@slipway/action';
import { ProgramFailure, type Shell } from '@slipway/shell';

/** A container that has the volume. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** It runs, and may write. */
  readonly writes: boolean;
  /** Its label `slipway.backup`. */
  readonly label: string;
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly State: { readonly Running: boolean; readonly Paused: boolean };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string; readonly RW: boolean }[];
}

export async function volumeExists(shell: Shell, volume: string): Promise<boolean> {
  return (await shell.run(['docker', 'volume', 'inspect', '--', volume], { allowFailure: true })).code === 0;
}

/** One that ended between the two questions has the volume no more; the engine still tells of the others. */
export const onlyVanished = (stderr: string): boolean =>
  stderr.trim() !== '' &&
  stderr
    .trim()
    .split('\n')
    .every((line) => /no such (container|object)/i.test(line));

/** Every container that has the volume, running or not. */
export async function usersOf(shell: Shell, volume: string): Promise<readonly User[]> {
  const { stdout } = await shell.run(['docker', 'ps', '--all', '--quiet', '--no-trunc', '--filter', `volume=${volume}`]);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const argv = ['docker', 'inspect', '--type', 'container', ...ids];
  const { stdout: text, code, stderr, duration } = await shell.run(argv, { allowFailure: true });
  if (code !== 0 && !onlyVanished(stderr)) throw new ProgramFailure('docker inspect', code, null, stderr, duration, shell.where);
  return parseUsers(JSON.parse(text) as Inspected[], volume);
}

/** A filter of `docker ps` also finds paths that begin with the name. */
export function parseUsers(inspected: readonly Inspected[], volume: string): readonly User[] {
  return inspected.flatMap(({ Id, Name, Image, State, Config, Mounts }) => {
    const mounts = Mounts.filter((mount) => mount.Type === 'volume' && mount.Name === volume);
    if (mounts.length === 0) return [];
    const writes = State.Running && !State.Paused && mounts.some(({ RW }) => RW);
    return [{ id: Id, name: Name.replace(/^\//, ''), image: Image, writes, label: Config.Labels?.['slipway.backup'] ?? '' }];
  });
}

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
