import { Failure } from '@slipway/action';
import { ProgramFailure, type Running } from '@slipway/shell';
import { counted } from '../../content.ts';
import { factsOf, nameOf, type RedisFacts } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { corrupt, type Evidence, readBack } from '../../readback.ts';
import type { Moment, Source } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { filePlace } from '../file-place.ts';
import { machineRoom } from '../room.ts';
import { type Access, openAccess, refused } from './access.ts';
import { checkedKeys, faultOf, field, isTooOld, keysOf } from './answers.ts';
import { rehearse, tooOld } from './rehearse.ts';
import { openScan, reachLine, readScan } from './scan/scan.ts';
import { checkScript, dumpScript, lookScript, programs } from './scripts.ts';

/**
 * All databases of a Redis, as it sends them to a replica: one moment, without a file. Who takes it needs memory for what is written meanwhile.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`
 */
export async function open(job: Job): Promise<Source> {
  const access = await openAccess(job);
  const { address, room, where } = access;
  // redis-cli checks who signed a certificate, and not whose it is: so it is asked once by somebody who does.
  if (address?.tls && job.inputs.mode === 'backup') (await reachLine(job, address)).close();
  const prove = (store: Reader, evidence: Evidence): Promise<void> => readArchive(job, access, store, evidence);
  return {
    kind: 'redis',
    name: nameOf('redis', access.name),
    where,
    async look() {
      const { version, keys } = await ask(access);
      if (keys > 0) return { holds: `${counted(keys, 'key')} of Redis ${version}` };
      return { reason: 'no-data', text: `${where} holds no keys: there is nothing to back up.` };
    },
    // A restore comes when the server may be gone.
    check: async () => void (job.inputs.mode === 'backup' ? await ask(access) : await checkPrograms(access)),
    guarded: (work) => work(),
    open: async () =>
      address && job.inputs['redis-copy'] === 'scan' ? openScan(job, address, (await ask(access)).version) : openMoment(job, access),
    readArchive: prove,
    rehearse: (store, evidence) => rehearse(job, room, store, evidence),
    place: (into) => filePlace(job, { room: machineRoom(job.shell), into, sides: [], prove }),
  };
}

/** @throws Failure `database-unreachable`, `program-missing` */
async function ask(access: Access): Promise<{ readonly version: string; readonly keys: number }> {
  const { room, flags, secrets, where } = access;
  const { code, stdout, stderr } = await room.run(['sh', '-c', lookScript, 'sh', ...flags], {
    secrets,
    allowFailure: true,
    deadline: 30_000,
  });
  if (code === 127) throw missing(room.where, stderr);
  const version = field(stdout, 'valkey_version') ?? field(stdout, 'redis_version');
  if (code !== 0 || version === undefined) throw refused(access, stderr || stdout);
  if (field(stdout, 'redis_mode') === 'cluster') {
    throw new Failure('dump-failed', `${where} is a node of a cluster: a backup of it would hold a part of the keys.`, {
      state: 'No backup was stored.',
      hint: 'kind redis backs up a Redis that is no cluster. Back up each node by the means of the cluster.',
    });
  }
  return { version, keys: keysOf(stdout) };
}

/** @throws Failure `program-missing` */
async function checkPrograms({ room }: Access): Promise<void> {
  const { code, stderr } = await room.run(['sh', '-c', programs], { allowFailure: true, deadline: 30_000 });
  if (code !== 0) throw missing(room.where, stderr);
}

function missing(where: string, stderr: string): Failure {
  return new Failure('program-missing', `${stderr.trim().split('\n').at(-1)} ${where}.`, {
    state: 'Nothing was written.',
    hint: 'On Debian and Ubuntu: apt-get install redis-tools. Images of Redis and Valkey have them.',
  });
}

async function openMoment(job: Job, access: Access): Promise<Moment> {
  const { version } = await ask(access);
  const said: string[] = [];
  let ended: Promise<unknown> = Promise.resolve();
  return {
    program: 'redis-cli',
    magic: 'REDIS',
    hint: 'The user needs the rights of a replica (+sync, +psync, +replconf). A hosted Redis that gives nobody those is read by redis-copy: scan.',
    start() {
      const { flags, secrets, room } = access;
      const running = room.start(['sh', '-c', dumpScript, 'sh', ...flags], {
        title: 'redis-cli --rdb',
        secrets,
        deadline: job.remaining(),
        signal: job.signal,
        onError: (line) => void said.push(line),
      });
      ended = running.done;
      return running;
    },
    async facts(): Promise<RedisFacts> {
      // Its own failure says more than what the checker makes of half an archive.
      await ended;
      const text = said.join('\n');
      const keys = checkedKeys(text);
      if (keys !== undefined) return { kind: 'redis', server: { version }, keys };
      throw new Failure('dump-failed', `What redis-cli wrote is no good archive: ${faultOf(text) ?? 'redis-check-rdb did not say so'}.`, {
        state: 'No backup was stored.',
      });
    },
    abandon: async () => {},
    close: async () => {},
  };
}

/** All that is stored through the checker, which must count the keys of the dump. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job: Job, { room }: Access, store: Reader, evidence: Evidence): Promise<void> {
  const { keys, scanned } = factsOf(evidence.manifest, 'redis');
  if (scanned) return readScan(job, store, evidence);
  const said: string[] = [];
  const start = (from: Running): Running =>
    room.start(['sh', '-c', checkScript], {
      title: 'redis-check-rdb',
      deadline: job.remaining(),
      signal: job.signal,
      onError: (line) => void said.push(line),
      from,
    });
  await readBack(job, store, evidence, { start, fault }).catch((error: unknown) => {
    throw error instanceof ProgramFailure && isTooOld(error.stderr) ? tooOld('redis-check-rdb', room.where, evidence.manifest) : error;
  });
  const found = checkedKeys(said.join('\n'));
  if (found !== keys) throw corrupt(evidence, `redis-check-rdb counts ${found ?? 'no'} keys in it, and its manifest says ${keys}`);
}

/** The checker ends with 1 where the archive is to blame. */
export function fault({ code, stderr }: ProgramFailure): string | undefined {
  return code === 1 && !isTooOld(stderr) ? `redis-check-rdb cannot use it: ${faultOf(stderr) ?? 'it does not look right'}` : undefined;
}
