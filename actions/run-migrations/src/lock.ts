import { Failure, type FailureDetails, formatDuration } from '@slipway/action';
import {
  type AdvisoryLock,
  applicationName,
  type Database,
  describeHolders,
  lockHolders,
  lockKey,
  openDatabase,
  takeLock,
} from '@slipway/postgres';
import type { Facts } from './answer.ts';
import { probe, type Question } from './probe.ts';
import type { Ask } from './program/index.ts';
import { blockersSql, othersSql } from './program/sql.ts';
import { SchemaLocked } from './trouble.ts';
import type { Work } from './work.ts';

export interface Held {
  readonly lock: AdvisoryLock;
  /** As the probe looks for it in the application's own database. */
  readonly key: Ask['key'];
}

/**
 * Takes the lock of the database that the application connects to, alone; backups share it.
 * @throws Failure `locked`, `pooled`, `database-unreachable`, `no-container`
 */
export async function lockDatabase(work: Work, facts: Pick<Facts, 'database'>, wait = work.inputs['lock-timeout']): Promise<Held> {
  const { shell, context, clock, log } = work.ports;
  const database = await openDatabase(shell, { ...work.address, database: facts.database });
  const key = lockKey(facts.database);
  const lock = await takeLock(database, {
    key,
    mode: 'exclusive',
    wait,
    // Longer than anything it guards: what is left of the time, and the way back after a failure.
    lifetime: work.remaining() + 900_000,
    application: applicationName(context),
    clock,
    onWait: (holders) => log.info(`Waiting up to ${formatDuration(wait)} for the lock, held by ${describeHolders(holders)}.`),
  });
  const bits = BigInt.asUintN(64, key);
  return { lock, key: { high: String(bits >> 32n), low: String(bits & 0xffffffffn) } };
}

/** That the lock is in the database that the application migrates, as that database itself says. @throws Failure `wrong-database` */
export function checkGuarded(facts: Facts, work: Work): void {
  if (facts.locked === true) return;
  const meant = 'url' in work.address ? 'database-url' : `the service ${work.address.service}`;
  const details: FailureDetails = {
    state: 'Nothing was changed.',
    hint: 'Give the URL that the application itself uses as database-url, or name the right database-service.',
  };
  throw new Failure(
    'wrong-database',
    `The application connects to another server than that of ${meant}; a lock there guards nothing.`,
    details,
  );
}

const pause = 1000;

/**
 * Waits until no migration is under way in the database: one of a run that is gone may still be at work, and its lock is gone with the run.
 * @param look asks the database again
 * @throws Failure `locked`
 */
export async function waitForOthers<T extends Pick<Facts, 'others'>>(
  work: Work,
  facts: T,
  wait: number,
  look: () => Promise<T>,
): Promise<T> {
  const { clock, log } = work.ports;
  const until = clock.now() + wait;
  let latest = facts;
  let told = false;
  while (latest.others.length > 0) {
    const names = latest.others.map((one) => `${one.application} (pid ${one.pid})`).join(', ');
    if (clock.now() >= until) {
      throw new Failure('locked', `A migration of a run that is gone is still under way: ${names}; waited ${formatDuration(wait)}.`, {
        hint: 'Let it end, or end it with select pg_terminate_backend(PID): its transaction is rolled back.',
      });
    }
    if (!told) log.info(`Waiting for a migration that is still under way: ${names}.`);
    told = true;
    await clock.sleep(Math.min(pause, wait));
    latest = await look();
  }
  return latest;
}

/**
 * The probe, and where a migration under way keeps the schema from being read, another one after its end.
 * @throws Failure `locked`; `lock-timeout` with who it is, where no migration has the lock
 */
export async function probeWaiting(work: Work, question: Question): Promise<Facts> {
  const { clock } = work.ports;
  const until = clock.now() + work.inputs['lock-timeout'];
  for (;;) {
    try {
      return await probe(work, question);
    } catch (error) {
      if (!(error instanceof SchemaLocked)) throw error;
      // Who looks for its key has it.
      await waitForMigration(work, error, until, question.key !== undefined);
    }
  }
}

async function waitForMigration(work: Work, failure: SchemaLocked, until: number, isOurs: boolean): Promise<void> {
  const { shell, clock } = work.ports;
  const database = await openDatabase(shell, { ...work.address, database: failure.database });
  const look = async (): Promise<Pick<Facts, 'others'>> => ({
    others: (await database.query(othersSql)).map(([pid, application = '']) => ({ pid: Number(pid), application })),
  });
  const holders = isOurs ? [] : await lockHolders(database, lockKey(database.name));
  const runs = holders.some(({ mode }) => mode === 'exclusive');
  if (runs) await (await lockDatabase(work, { database: database.name }, until - clock.now())).lock.release();
  const seen = await look();
  if (!runs && seen.others.length === 0) await refuseBlocked(database, failure, clock.now() >= until);
  await waitForOthers(work, seen, until - clock.now(), look);
}

/** Nobody of ours is at work: whoever blocks is named. One that just ended is no reason to give up in time. */
async function refuseBlocked(database: Database, failure: SchemaLocked, late: boolean): Promise<void> {
  const rows = await database.query(blockersSql);
  if (rows.length === 0 && !late) return;
  const holders = rows.map(([pid, application = '', age]) => ({
    pid: Number(pid),
    application,
    mode: 'exclusive' as const,
    age: Number(age),
  }));
  throw new Failure(failure.reason, `The schema could not be read, because a lock on it is held by ${describeHolders(holders)}.`, {
    state: 'Nothing was changed.',
    hint: 'Let it end, or end it with select pg_terminate_backend(PID), then run again.',
    cause: failure,
  });
}
