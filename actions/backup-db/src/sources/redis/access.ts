import { Failure } from '@slipway/action';
import type { Job } from '../../job.ts';
import { containerRoom, machineRoom, type Room } from '../room.ts';
import { type RedisAddress, redisAddress } from './address.ts';

/** The way to a Redis: where its programs run, and what they are told. */
export interface Access {
  readonly room: Room;
  /** A part of ids and manifests. */
  readonly name: string;
  /** For messages. */
  readonly where: string;
  /** For redis-cli; nothing secret. */
  readonly flags: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  /** Where it is no service. */
  readonly address?: RedisAddress;
}

/** Reasons for which there is no container to work in, although the machine answers. */
const gone = new Set(['no-container', 'database-unreachable', 'program-missing']);

/** @throws Failure `no-container`, `database-unreachable` */
export async function openAccess(job: Job): Promise<Access> {
  const url = job.inputs['redis-url'];
  const address = url ? redisAddress(url) : undefined;
  if (address) {
    const { host, port, tls, user, password } = address;
    const flags = ['-h', host, '-p', String(port), ...(tls ? ['--tls', '--sni', host] : []), ...(user ? ['--user', user] : [])];
    return {
      room: machineRoom(job.shell),
      name: port === 6379 ? host : `${host}:${port}`,
      where: `${host}:${port}`,
      flags,
      address,
      secrets: password ? { REDISCLI_AUTH: password } : {},
    };
  }
  const room = await containerRoom(job, job.inputs.service).catch((error: unknown) => {
    // What is stored can be read and brought back when its server is gone, where this machine has the programs.
    if (job.inputs.mode === 'backup' || !(error instanceof Failure) || !gone.has(error.reason)) throw error;
    job.log.info(`${error.message} Its backups are read by the programs of ${job.shell.where}.`);
    return machineRoom(job.shell);
  });
  const password = room.container ? await ownPassword(job, room.container) : undefined;
  return { room, name: job.inputs.service, where: `Redis ${room.where}`, flags: [], secrets: password ? { REDISCLI_AUTH: password } : {} };
}

interface Inspected {
  readonly Args?: readonly string[];
  readonly Config?: { readonly Cmd?: readonly string[] | null; readonly Env?: readonly string[] | null };
}

/** The password that the container was started with: after `--requirepass`, or in the variable that images and teams use for it. */
async function ownPassword(job: Job, container: string): Promise<string | undefined> {
  const { stdout } = await job.shell.run(['docker', 'inspect', '--type', 'container', '--format', '{{json .}}', container]);
  const { Args, Config } = JSON.parse(stdout) as Inspected;
  return passwordOf(Args ?? [], Config?.Env ?? []);
}

/** @returns undefined where none is to be seen: it may have none, or keep it in its configuration */
export function passwordOf(args: readonly string[], env: readonly string[]): string | undefined {
  const words = args.flatMap((arg) => arg.split(/\s+/));
  const after = words.indexOf('--requirepass');
  const flag = after < 0 ? undefined : words[after + 1]?.replace(/^(["'])(.*)\1$/, '$2');
  const variable = ['REDISCLI_AUTH', 'REDIS_PASSWORD', 'VALKEY_PASSWORD'].map((name) => env.find((line) => line.startsWith(`${name}=`)));
  return flag || variable.find(Boolean)?.replace(/^\w+=/, '') || undefined;
}

/** What redis-cli says on standard error or, for errors of the server, in its answer. */
export function refused(access: Access, text: string): Failure {
  const hint = /NOAUTH|WRONGPASS|AUTH failed/i.test(text)
    ? 'Its password is looked for after --requirepass and in REDIS_PASSWORD of the container; give it in redis-url where it is elsewhere.'
    : 'Check that it runs, and that redis-url or service names it.';
  const line = text.trim().split('\n').at(-1) ?? '';
  return new Failure('database-unreachable', `${access.where} cannot be asked: ${line || 'no answer'}.`, {
    state: 'Nothing was written.',
    hint,
  });
}
