import { randomBytes } from 'node:crypto';
import { Failure, formatDuration, messageOf } from '@slipway/action';
import { type Database, openDatabase } from '@slipway/postgres';
import type { Shell } from '@slipway/shell';
import type { Work } from '../work.ts';
import { own, reserve, serverCommand } from './server.ts';
import { type Watch, watchServer } from './watch.ts';

/** A server of its own, on a network where nothing else is and from which nothing leads out. */
export interface Room {
  readonly name: string;
  readonly server: Database;
  readonly watch: Watch;
  /** Removes all of it. */
  close(): Promise<void>;
}

export interface RoomOptions {
  readonly image: string;
  /** Names by which the application looks for its database. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** Bytes of the database that is to be copied. */
  readonly bytes: number;
  /** Whose everything of it is, and until when. */
  readonly labels: Readonly<Record<string, string>>;
}

const service = 'database';
const readyWithin = 120_000;

/** @throws Failure `rehearsal-impossible` */
export async function openRoom(work: Work, project: string, options: RoomOptions): Promise<Room> {
  const { shell } = work.ports;
  const name = `${project}-rehearsal-${randomBytes(4).toString('hex')}`;
  try {
    await requireSpace(shell, options.bytes);
    const labels = Object.entries(options.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    await shell.run(['docker', 'network', 'create', '--internal', ...labels, name]);
  } catch (error) {
    throw impossible(error, work);
  }
  const close = (): Promise<void> => remove(shell, name);
  try {
    const labels = { 'com.docker.compose.project': name, 'com.docker.compose.service': service, ...options.labels };
    const command = await serverCommand(shell, name, { ...options, labels, lifetime: work.remaining() });
    await shell.run(command, { deadline: work.remaining(300_000) });
    await untilReady(work, name, options);
    const server = await openDatabase(shell, { projectName: name, service, database: own });
    await closeToHost(shell, name, server);
    const watch = watchServer(work, name);
    return {
      name,
      server,
      watch,
      close() {
        watch.close();
        return close();
      },
    };
  } catch (error) {
    const said = await shell.run(['docker', 'logs', '--tail', '5', name], { allowFailure: true }).catch(() => undefined);
    await close();
    throw impossible(error, work, work.scrub(`${said?.stdout ?? ''}${said?.stderr ?? ''}`.trim()));
  }
}

export function impossible(error: unknown, work: Work, said = ''): unknown {
  if (error instanceof Failure && ['bad-input', 'cancelled', 'timeout', 'rehearsal-impossible'].includes(error.reason)) return error;
  const words = said ? ` It said last:\n${said}\n` : '';
  return new Failure('rehearsal-impossible', work.scrub(`The copy for the rehearsal could not be made: ${messageOf(error)}${words}`), {
    state: 'Nothing was changed; the live database was only read.',
    hint: 'Mend that, name another image with rehearse-image, or set rehearse: off.',
    cause: error,
  });
}

/** A full disk would take production with it: twice the database, and what stays free while it grows. */
async function requireSpace(shell: Shell, bytes: number): Promise<void> {
  const { stdout: root } = await shell.run(['docker', 'info', '--format', '{{.DockerRootDir}}']);
  const { stdout } = await shell.run(['df', '-Pk', root.trim()]);
  const free = Number(stdout.trim().split('\n').at(-1)?.trim().split(/\s+/).at(-3)) * 1024;
  const needed = 2 * bytes + reserve;
  if (free >= needed) return;
  const gigabytes = (size: number): string => `${(size / 1e9).toFixed(1)} GB`;
  throw new Error(`${gigabytes(needed)} must be free below ${root.trim()} on ${shell.where}, and ${gigabytes(free)} are.`);
}

/** Over TCP: while an image sets itself up, a first server answers on the socket alone. */
async function untilReady(work: Work, name: string, { port }: RoomOptions): Promise<void> {
  const { shell, clock } = work.ports;
  const started = clock.now();
  const limit = work.remaining(readyWithin);
  for (;;) {
    const asked = ['docker', 'exec', name, 'pg_isready', '-q', '-h', '127.0.0.1', '-p', String(port)];
    const { code } = await shell.run(asked, { allowFailure: true, deadline: 20_000 });
    if (code === 0) return;
    const { stdout } = await shell.run(['docker', 'ps', '--quiet', '--filter', `name=^${name}$`]);
    if (stdout.trim() === '') throw new Error("the rehearsal's server ended at once");
    if (clock.now() - started > limit) throw new Error(`the rehearsal's server was not ready within ${formatDuration(limit)}`);
    await clock.sleep(300);
  }
}

/** It asks for no password, and a program of the machine could reach it over the network's own address there: those are turned away. */
async function closeToHost(shell: Shell, name: string, server: Database): Promise<void> {
  const { stdout } = await shell.run(['docker', 'network', 'inspect', '--format', '{{range .IPAM.Config}}{{.Gateway}} {{end}}', name]);
  const [[file = ''] = []] = await server.query("select current_setting('hba_file')");
  const lines = stdout
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((address) => `host all all ${address.split('/')[0]}/${address.includes(':') ? 128 : 32} reject`);
  const script = 'set -e; kept=$(cat "$1"); printf "%s\\n%s\\n" "$2" "$kept" > "$1"';
  await shell.run(['docker', 'exec', name, 'sh', '-c', script, 'sh', file, lines.join('\n')]);
  await server.query('select pg_reload_conf()');
}

async function remove(shell: Shell, name: string): Promise<void> {
  const options = { allowFailure: true, deadline: 60_000 };
  await shell.run(['docker', 'rm', '--force', '--volumes', name, `${name}-app`], options).catch(() => {});
  await shell.run(['docker', 'network', 'rm', name], options).catch(() => {});
}
