import { ProgramFailure, type Shell } from '@slipway/shell';

/** A container that has what is read. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** It runs, and may write. */
  readonly writes: boolean;
  /** Its label `slipway.backup`. */
  readonly label: string;
}

export interface Mount {
  readonly Type: string;
  /** Of a volume. */
  readonly Name?: string;
  readonly Source: string;
  readonly Destination: string;
  readonly RW: boolean;
}

export interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly State: { readonly Running: boolean };
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> | null };
  readonly Mounts: readonly Mount[];
}

/** One that ended between the two questions uses nothing any more; the engine still tells of the others. */
export const onlyVanished = (stderr: string): boolean =>
  stderr.trim() !== '' &&
  stderr
    .trim()
    .split('\n')
    .every((line) => /no such (container|object)/i.test(line));

/** The containers that `docker ps` finds with these flags. */
export async function inspectContainers(shell: Shell, ...flags: readonly string[]): Promise<readonly Inspected[]> {
  const { stdout } = await shell.run(['docker', 'ps', '--quiet', '--no-trunc', ...flags]);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const argv = ['docker', 'inspect', '--type', 'container', ...ids];
  const { stdout: text, code, stderr, duration } = await shell.run(argv, { allowFailure: true });
  if (code !== 0 && !onlyVanished(stderr)) throw new ProgramFailure('docker inspect', code, null, stderr, duration, shell.where);
  return JSON.parse(text) as Inspected[];
}

/** Those that have a mount which is meant. */
export function parseUsers(inspected: readonly Inspected[], isMeant: (mount: Mount) => boolean): readonly User[] {
  return inspected.flatMap(({ Id, Name, Image, State, Config, Mounts }) => {
    const mounts = Mounts.filter(isMeant);
    if (mounts.length === 0) return [];
    // One that is paused goes on whenever somebody says so.
    const writes = State.Running && mounts.some(({ RW }) => RW);
    return [{ id: Id, name: Name.replace(/^\//, ''), image: Image, writes, label: Config.Labels?.['slipway.backup'] ?? '' }];
  });
}
