import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Failure, messageOf } from '@slipway/action';
import { ProgramFailure, type Running } from '@slipway/shell';
import { factsOf, type RedisFacts } from '../../../facts.ts';
import type { Job } from '../../../job.ts';
import { corrupt, type Evidence, readBack } from '../../../readback.ts';
import type { Moment } from '../../../source.ts';
import { inProcess } from '../../../stores/in-process.ts';
import type { Reader } from '../../../stores/store.ts';
import type { RedisAddress } from '../address.ts';
import { keysOf } from '../answers.ts';
import { countKeys, header, magic, restoring } from './archive.ts';
import { type Line, openLine } from './line.ts';
import { encode, RedisError, RespReader } from './resp.ts';

/** Keys that are asked for at once. */
const batch = 64;

/** Redis keys read one after another: what every Redis lets its users do. It is of no single moment, which its manifest says. */
export async function openScan(job: Job, address: RedisAddress, version: string): Promise<Moment> {
  const line = await reachLine(job, address);
  let [keys, scanned] = [0, 0];
  let ended: Promise<unknown> = Promise.resolve();
  return {
    program: 'SCAN',
    magic,
    hint: 'The user needs the rights +scan, +dump, +pttl and +select.',
    start() {
      const title = `the keys of ${address.host}`;
      const running = inProcess(title, job.shell.where, job, async ({ stdout, signal }) => {
        signal.addEventListener('abort', () => line.close(), { once: true });
        try {
          const numbers = await databases(line);
          scanned = numbers.length;
          await write(stdout, encode(...header));
          for (const number of numbers) for await (const count of copyDatabase(line, number, stdout)) keys += count;
        } catch (error) {
          // As a program that says why and ends with 1.
          throw new ProgramFailure(title, 1, null, messageOf(error), 0, job.shell.where);
        }
      });
      ended = running.done;
      return running;
    },
    async facts(): Promise<RedisFacts> {
      await ended;
      return { kind: 'redis', server: { version }, keys, scanned };
    },
    abandon: async () => {},
    close: async () => line.close(),
  };
}

/** @throws Failure `database-unreachable`, also where its certificate is not of that name */
export function reachLine(job: Job, address: RedisAddress): Promise<Line> {
  return openLine(job.shell, address, job.signal).catch((error: unknown) => {
    throw new Failure('database-unreachable', `${address.host}:${address.port} cannot be asked: ${messageOf(error)}.`, {
      state: 'Nothing was written.',
      cause: error,
    });
  });
}

/** Every database that has keys; where nobody may ask which those are, the first one. */
async function databases(line: Line): Promise<readonly number[]> {
  const info = await line.demand('INFO', 'keyspace').catch((error: unknown) => {
    if (error instanceof RedisError) return undefined;
    throw error;
  });
  if (!Buffer.isBuffer(info)) return [0];
  const text = info.toString();
  if (keysOf(text) === 0) return [0];
  return [...text.matchAll(/^db(\d+):/gm)].map(([, number]) => Number(number));
}

/** @returns how many keys were written, as they are */
async function* copyDatabase(line: Line, database: number, out: Writable): AsyncGenerator<number> {
  if (database !== 0) await line.demand('SELECT', String(database));
  await write(out, encode('SELECT', String(database)));
  let cursor = '0';
  do {
    const reply = await line.demand('SCAN', cursor, 'COUNT', '512');
    const [next, found] = Array.isArray(reply) ? (reply as readonly unknown[]) : [];
    if (!Buffer.isBuffer(next) || !Array.isArray(found)) throw new Error('SCAN answered what is no list of keys');
    cursor = next.toString();
    const keys = found as readonly Buffer[];
    for (let at = 0; at < keys.length; at += batch) yield await copy(line, keys.slice(at, at + batch), out);
  } while (cursor !== '0');
}

/** A key that is gone meanwhile is left out. */
async function copy(line: Line, keys: readonly Buffer[], out: Writable): Promise<number> {
  const replies = line.ask(keys.flatMap((key) => [['PTTL', key] as const, ['DUMP', key] as const]));
  let written = 0;
  for (const key of keys) {
    const left = (await replies.next()).value;
    const payload = (await replies.next()).value;
    for (const reply of [left, payload]) if (reply instanceof RedisError) throw reply;
    if (!Buffer.isBuffer(payload) || typeof left !== 'number') continue;
    await write(out, encode(...restoring(key, left > 0 ? Date.now() + left : 0, payload)));
    written++;
  }
  return written;
}

async function write(out: Writable, bytes: Buffer): Promise<void> {
  if (!out.write(bytes)) await once(out, 'drain');
}

/** All that is stored, command by command. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
export async function readScan(job: Job, store: Reader, evidence: Evidence): Promise<void> {
  const { keys } = factsOf(evidence.manifest, 'redis');
  let found = 0;
  const title = 'the reader of keys';
  const start = (): Running =>
    inProcess(title, job.shell.where, job, async ({ stdin }) => {
      try {
        found = await countKeys(new RespReader(stdin));
      } catch (error) {
        throw new ProgramFailure(title, 1, null, messageOf(error), 0, job.shell.where);
      }
    });
  await readBack(job, store, evidence, { start, fault: ({ stderr }) => stderr });
  if (found !== keys) throw corrupt(evidence, `it holds ${found} keys, and its manifest says ${keys}`);
}
