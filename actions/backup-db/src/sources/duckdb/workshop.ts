import { randomBytes } from 'node:crypto';
import { Failure } from '@slipway/action';
import { ProgramFailure } from '@slipway/shell';
import type { Job } from '../../job.ts';
import { machineRoom, type Room, roomIn, serviceContainer } from '../room.ts';
import { alone } from '../volume/engine.ts';
import { type Inspected, inspectContainers, type Mount } from '../writers/users.ts';
import { dropScript, scratchScript } from './scripts.ts';

/** Where a copy is made and looked at: a folder on the machine, or a container of the service's image that sees its files and can change none. */
export interface Workshop {
  readonly room: Room;
  readonly folder: string;
  close(): Promise<void>;
}

/** The service that has the file, and what of the server it lies in. */
export interface Home {
  readonly container: string;
  readonly name: string;
  readonly image: string;
  /** As whom it runs; empty for root. */
  readonly user: string;
  readonly mount: Mount;
}

/** @throws Failure `no-container`, `database-unreachable`, `volume-missing` where the file is in the container's own layer, which ends with it */
export async function findHome(job: Job, service: string, file: string): Promise<Home> {
  const inspected = await findAny(job, service);
  const name = inspected.Name.replace(/^\//, '');
  const mount = mountOf(inspected, file);
  if (mount) return { container: inspected.Id, name, image: job.inputs.image ?? inspected.Image, user: inspected.Config.User, mount };
  throw new Failure('volume-missing', `${file} is in no volume of the container ${name} on ${job.shell.where}.`, {
    state: 'Nothing was written.',
    hint: 'What is not in a volume is gone with the container: mount one at its folder, and check the input file.',
  });
}

/** A backup is of a service that runs; a restore comes when it was stopped for that. */
async function findAny(job: Job, service: string): Promise<Inspected> {
  const { shell, project, inputs } = job;
  const label = (name: string): readonly string[] => ['--filter', `label=com.docker.compose.${name}`];
  if (inputs.mode === 'restore') {
    const all: Inspected[] = [];
    for (const one of [project, `${project}-blue`, `${project}-green`])
      all.push(...(await inspectContainers(shell, '--all', ...label(`project=${one}`), ...label(`service=${service}`))));
    const found = all.find(({ State }) => State.Running) ?? all[0];
    if (found) return found;
  }
  const { id, name } = await serviceContainer(job, service);
  const [inspected] = await inspectContainers(shell, '--filter', `id=${id}`);
  if (inspected) return inspected;
  throw new Failure('no-container', `The container ${name} on ${shell.where} is gone.`, {
    state: 'Nothing was written.',
    hint: 'Run again.',
  });
}

/** The service's files, to write: each program in a container of its own, by the service's user. */
export function writingRoom({ shell }: Job, { container, name, image, user }: Home): Room {
  const command = ([program = '', ...args]: readonly string[]): readonly string[] => {
    const flags = [...alone, '--user', user || '0', '--volumes-from', container, '--entrypoint', program];
    return ['docker', 'run', ...flags, image, ...args];
  };
  return {
    where: `in the volumes of ${name} on ${shell.where}`,
    container: undefined,
    run: (argv, options) => shell.run(command(argv), options),
    start: (argv, options) => shell.start(command(argv), options),
  };
}

/** The mount that a path of the container is in: the deepest. */
export function mountOf({ Mounts }: Pick<Inspected, 'Mounts'>, path: string): Mount | undefined {
  const covering = Mounts.filter(({ Destination }) => path === Destination || path.startsWith(`${Destination.replace(/\/$/, '')}/`));
  return covering.sort((one, other) => other.Destination.length - one.Destination.length)[0];
}

/** Whether another container's mount shows files of this one: the same volume, or folders of the machine of which one is in the other. */
export function shares(mount: Mount): (other: Mount) => boolean {
  const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
  return (other) =>
    mount.Type === 'volume'
      ? other.Type === 'volume' && other.Name === mount.Name
      : other.Type === 'bind' && (within(other.Source, mount.Source) || within(mount.Source, other.Source));
}

/** @throws Failure `program-missing` where the image cannot be started */
export async function openWorkshop(job: Job, home: Home | undefined): Promise<Workshop> {
  if (home) return openContainer(job, home);
  const room = machineRoom(job.shell);
  const folder = await scratch(room);
  return { room, folder, close: () => quietly(room.run(['sh', '-c', dropScript, 'sh', folder])) };
}

async function openContainer(job: Job, { container, name, image }: Home): Promise<Workshop> {
  const { shell } = job;
  const own = `slipway-duckdb-${randomBytes(5).toString('hex')}`;
  const files = ['--volumes-from', `${container}:ro`];
  // It ends by itself where nobody ends it.
  const wait = ['-c', 'exec sleep "$1"', 'sh', String(Math.ceil(job.remaining() / 1000) + 60)];
  const flags = [...alone, '--detach', ...files, '--name', own, '--entrypoint', 'sh', image, ...wait];
  const close = (): Promise<void> => quietly(shell.run(['docker', 'rm', '--force', own]));
  const { code, stderr } = await shell.run(['docker', 'run', ...flags], { allowFailure: true });
  if (code !== 0) {
    await close();
    throw new Failure('program-missing', `${image} could not be started on ${shell.where}: ${stderr.trim().split('\n').at(-1)}`, {
      state: 'Nothing was written.',
      hint: 'Name an image on the server that has sh, and duckdb or Python with its module, in the input image.',
    });
  }
  try {
    const room = roomIn(shell, own, `as the container ${name} on ${shell.where} sees it`);
    return { room, folder: await scratch(room), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function scratch(room: Room): Promise<string> {
  return (await room.run(['sh', '-c', scratchScript])).stdout.trim();
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof ProgramFailure)) throw error;
  });
}
