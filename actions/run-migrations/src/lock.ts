import { Failure, type FailureDetails, formatDuration } from '@slipway/action';
import { type AdvisoryLock, applicationName, describeHolders, lockKey, openDatabase, takeLock } from '@slipway/postgres';
import type { Facts } from './answer.ts';
import type { Ask } from './program/index.ts';
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
export async function lockDatabase(work: Work, facts: Facts): Promise<Held> {
  const { shell, context, clock, log } = work.ports;
  const wait = work.inputs['lock-timeout'];
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
export async function waitForOthers(work: Work, facts: Facts, wait: number, look: () => Promise<Facts>): Promise<Facts> {
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
