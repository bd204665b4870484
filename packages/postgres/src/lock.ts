import { createHash } from 'node:crypto';
import { type Clock, Failure, formatDuration, type RunContext } from '@slipway/action';
import type { Database } from './database.ts';

export type LockMode = 'shared' | 'exclusive';

export interface LockOptions {
  readonly key: bigint;
  /** Backups share the lock, migrations have it alone. */
  readonly mode: LockMode;
  /** Milliseconds to wait for it. */
  readonly wait: number;
  /** Milliseconds that it may be held. */
  readonly lifetime: number;
  /** application_name of the session, shown to those who wait; see `applicationName`. */
  readonly application: string;
  readonly clock: Clock;
  /** Called when somebody else has it, once for each set of holders. */
  readonly onWait?: (holders: readonly Holder[]) => void;
}

/** A session that has the lock. */
export interface Holder {
  readonly pid: number;
  /** The run, where it was one of ours. */
  readonly application: string;
  readonly mode: LockMode;
  /** Seconds since its session began. */
  readonly age: number;
}

export interface AdvisoryLock {
  readonly mode: LockMode;
  /** Milliseconds that were waited. */
  readonly waited: number;
  /** Aborted within seconds when the session died: the lock is gone, and what it guarded must stop. */
  readonly lost: AbortSignal;
  /** @throws Failure `lock-lost` unless the server says that it is still ours */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/** The one key of a database, for everything that must not meet a migration: the first 64 bits of a SHA-256. */
export function lockKey(databaseName: string): bigint {
  return createHash('sha256').update(`slipway:${databaseName}`).digest().readBigInt64BE(0);
}

/** What the server shows of the run, within its limit of 63 bytes. */
export function applicationName(context: Pick<RunContext, 'runUrl' | 'runId' | 'repository'>): string {
  const url = context.runUrl.replace(/^https?:\/\//, '');
  if (url && Buffer.byteLength(url) <= 63) return url;
  return Buffer.from(`slipway run ${context.runId} ${context.repository}`.trim()).subarray(0, 63).toString();
}

const pause = 500;
/** psql does not see that its connection is gone before it uses it. */
const heartbeat = 5000;

/**
 * The database's advisory lock, in a session of its own that is never in a transaction: it dies with its connection, and holds back no vacuum.
 * It is asked for again and again instead of waited for inside the server, because a waiting statement would hold a snapshot.
 * @throws Failure `locked` with the holders, `pooled`, `database-unreachable`
 */
export async function takeLock(database: Database, options: LockOptions): Promise<AdvisoryLock> {
  if (database.access.pooled) throw pooled(database);
  const { key, mode, application, clock } = options;
  const session = await database.session({ lifetime: options.lifetime, application });
  const query = (sql: string): Promise<string[][]> => session.query(sql);
  const started = clock.now();
  try {
    const attempt = `select pg_try_advisory_lock${mode === 'shared' ? '_shared' : ''}(${key}), pg_backend_pid()`;
    let shown: string | undefined;
    for (;;) {
      const [[got, pid] = []] = await query(attempt);
      if (got === 't') {
        if (!(await held(query, key, pid))) throw pooled(database);
        break;
      }
      const holders = await lockHolders(database, key);
      const pids = holders.map((holder) => holder.pid).join();
      if (pids !== shown) options.onWait?.(holders);
      shown = pids;
      if (clock.now() - started >= options.wait) {
        throw new Failure(
          'locked',
          `The database ${database.where} is locked by ${describeHolders(holders)}; waited ${formatDuration(options.wait)}.`,
          {
            hint: 'Wait for that run to end, or end it; its lock goes with its session.',
          },
        );
      }
      await clock.sleep(Math.min(pause, options.wait));
    }
    const beat = setInterval(() => void query('select 1').catch(() => {}), heartbeat).unref();
    return {
      mode,
      waited: clock.now() - started,
      lost: session.lost,
      async assertHeld() {
        const mine = await held(query, key).catch(() => false);
        if (!mine) throw new Failure('lock-lost', `The lock of ${database.where} was lost: its session ended.`);
      },
      release() {
        clearInterval(beat);
        return session.close();
      },
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Who has the lock now. */
export async function lockHolders(database: Database, key: bigint): Promise<readonly Holder[]> {
  const rows = await database.query(
    `select a.pid, a.application_name, l.mode, extract(epoch from clock_timestamp() - a.backend_start)::bigint
     from pg_locks l join pg_stat_activity a using (pid)
     where ${ours(key)} and l.database = (select oid from pg_database where datname = current_database()) order by a.backend_start`,
  );
  return rows.map(([pid, application = '', mode, age]) => ({
    pid: Number(pid),
    application,
    mode: mode === 'ShareLock' ? 'shared' : 'exclusive',
    age: Number(age),
  }));
}

export function describeHolders(holders: readonly Holder[]): string {
  if (holders.length === 0) return 'a session that just ended';
  return holders
    .map(({ application, pid, age }) => `${application || 'an unnamed session'} (pid ${pid}, for ${formatDuration(age * 1000)})`)
    .join(', ');
}

/** A transaction pooler answers from one server session and then from another. */
async function held(query: (sql: string) => Promise<string[][]>, key: bigint, pid?: string): Promise<boolean> {
  const [[count, now] = []] = await query(
    `select count(*), pg_backend_pid() from pg_locks l where ${ours(key)} and l.pid = pg_backend_pid()`,
  );
  return count === '1' && (pid === undefined || pid === now);
}

function ours(key: bigint): string {
  const bits = BigInt.asUintN(64, key);
  return `l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = ${bits >> 32n} and l.objid = ${bits & 0xffffffffn}`;
}

function pooled(database: Database): Failure {
  return new Failure('pooled', `The database ${database.where} is behind a transaction pooler, where a lock outlives its run.`, {
    state: 'Nothing was changed.',
    hint: 'Give the direct address of the server as database-url (port 5432 instead of 6543; without -pooler).',
  });
}
