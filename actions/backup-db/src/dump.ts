import { randomBytes } from 'node:crypto';
import { Failure } from '@slipway/action';
import {
  alembicRevision,
  applicationName,
  type CountedTable,
  countRows,
  type Database,
  listTables,
  literal,
  openSnapshot,
  type Snapshot,
  type Table,
} from '@slipway/postgres';
import { ProgramFailure, pipe, type Running } from '@slipway/shell';
import { firstToFail, isEcho, lostConnection } from './blame.ts';
import type { Job } from './job.ts';
import { compress, encrypt } from './layers.ts';
import type { Content } from './manifest.ts';
import { formatBytes, Meter, reportProgress } from './meter.ts';
import { type Store, unwritable } from './store.ts';

export interface Dumped {
  readonly plain: Content;
  readonly stored: Content;
  readonly tables: readonly CountedTable[];
  readonly alembic: string | undefined;
  /** Milliseconds. */
  readonly duration: number;
}

/**
 * One pass from the server to the partial file: pg_dump, zstd, age, both hashes; beside it the rows are counted in the same snapshot. Fails if any
 * part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
export async function dump(job: Job, database: Database, store: Store, id: string, recipients: readonly string[]): Promise<Dumped> {
  const started = job.clock.now();
  const application = applicationName(job.context);
  const snapshot = await openSnapshot(database, { lifetime: job.remaining(), application, signal: job.signal });
  try {
    const tables = await listTables(snapshot.query);
    const [{ plain, stored }, counted] = await together(job, database, store, { id, recipients, snapshot, tables });
    return { plain, stored, ...counted, duration: job.clock.now() - started };
  } catch (error) {
    await store.removePartial(id).catch((problem: unknown) => job.log.debug(`The partial file stays: ${String(problem)}`));
    throw error;
  } finally {
    await snapshot.close();
  }
}

interface Order {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly snapshot: Snapshot;
  readonly tables: readonly Table[];
}

type Counted = Pick<Dumped, 'tables' | 'alembic'>;

/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job: Job, database: Database, store: Store, order: Order): Promise<[Pick<Dumped, 'plain' | 'stored'>, Counted]> {
  const name = `slipway-dump-${randomBytes(6).toString('hex')}`;
  const args = ['-Fc', '-Z0', '-w', '--lock-wait-timeout=300000', `--snapshot=${order.snapshot.id}`];
  const program = database.start('pg_dump', args, { deadline: job.remaining(), application: name, signal: job.signal });
  const streamed = stream(job, program, store, order);
  const counted = count(order).catch((error: unknown) => {
    program.kill();
    throw error;
  });
  const [flow, rows] = await Promise.allSettled([streamed, counted]);
  if (flow.status === 'fulfilled' && rows.status === 'fulfilled') return [flow.value, rows.value];
  await endLeftover(database, name);
  // Where counting failed first, the dump only ended because of it.
  throw rows.status === 'rejected' ? rows.reason : (flow as PromiseRejectedResult).reason;
}

async function count({ snapshot, tables }: Order): Promise<Counted> {
  const rows = await countRows(snapshot.query, tables);
  return { tables: rows, alembic: await alembicRevision(snapshot.query) };
}

async function stream(job: Job, program: Running, store: Store, order: Order): Promise<Pick<Dumped, 'plain' | 'stored'>> {
  const [plain, stored] = [new Meter(), new Meter()];
  const layers = order.recipients.length > 0 ? [compress(), encrypt(order.recipients)] : [compress()];
  const receiver = store.receive(order.id);
  const culprit = firstToFail(program, receiver.running);
  const stop = reportProgress(plain, 'Dumped', (line) => job.log.info(`${line} (stored ${formatBytes(stored.bytes)})`));
  try {
    await pipe(program, plain, ...layers, stored, receiver.running);
  } catch (error) {
    throw await blame(error, culprit(), receiver.running, store, job);
  } finally {
    stop();
  }
  if (plain.head.toString('latin1') !== 'PGDMP') {
    throw new Failure('empty', `pg_dump wrote ${formatBytes(plain.bytes)} that are no archive.`, { state: 'No backup was stored.' });
  }
  const sent = stored.content();
  const arrived = receiver.content();
  if (arrived?.size !== sent.size || arrived.sha256 !== sent.sha256) {
    const text = `${formatBytes(sent.size)} were sent to ${store.folder}, but ${formatBytes(arrived?.size ?? 0)} with another SHA-256 stand there.`;
    throw new Failure('checksum', text, { state: 'No backup was stored.', hint: 'Check the disk of the destination (dmesg, smartctl).' });
  }
  return { plain: plain.content(), stored: sent };
}

/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function blame(error: unknown, culprit: Running | undefined, receiver: Running, store: Store, job: Job): Promise<unknown> {
  const lost = await lostConnection(job);
  if (lost) return lost;
  const programs = error instanceof ProgramFailure || isEcho(error) || (error instanceof Failure && error.reason === 'program-failed');
  if (!programs || !culprit) return error;
  const cause: unknown = await culprit.done.catch((reason: unknown) => reason);
  if (culprit === receiver) return unwritable(cause, store.folder, job.shell.where);
  if (!(cause instanceof ProgramFailure)) return cause;
  return new Failure('dump-failed', `pg_dump failed: ${cause.message}`, {
    state: 'No backup was stored.',
    hint: 'The last lines of pg_dump say why; the user of the dump must be able to read every table.',
    cause,
  });
}

/** An engine goes on with what runs in a container when its caller is gone; the server ends the connection instead. */
async function endLeftover(database: Database, application: string): Promise<void> {
  const sql = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${literal(application)}`;
  await database.query(sql, { deadline: 10_000 }).catch(() => {});
}
