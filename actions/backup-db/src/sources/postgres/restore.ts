import { randomBytes } from 'node:crypto';
import { Failure, messageOf, withDetails } from '@slipway/action';
import {
  applicationName,
  createScratch,
  type Database,
  databaseExists,
  dropDatabase,
  findScratch,
  identifier,
  lockKey,
  readGlobals,
  readProperties,
  takeLock,
} from '@slipway/postgres';
import { factsOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import type { Manifest } from '../../manifest.ts';
import type { Evidence } from '../../readback.ts';
import type { Place } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { giveGlobals, prepareRoles } from './globals.ts';
import { load } from './load.ts';
import { compareRows } from './proof.ts';
import { keptName, takePlace } from './swap.ts';

/** A database of the server, under a new name or the one of a database that is kept then. */
export async function placeFor(job: Job, database: Database, into: string): Promise<Place> {
  const live = (await databaseExists(database, into)) ? database.sibling(into) : undefined;
  return {
    words: `the database ${into} ${database.access.where}`,
    taken: live !== undefined,
    keptAs: keptName(into, new Date(job.clock.now())),
    bringBack: (store, manifest, evidence) => bringBack(job, database, store, { manifest, evidence, into, live }),
  };
}

interface Order {
  readonly manifest: Manifest;
  readonly evidence: Evidence;
  readonly into: string;
  /** The database that has the name already. */
  readonly live: Database | undefined;
}

/** @returns the name under which a replaced database is kept */
async function bringBack(job: Job, database: Database, store: Reader, order: Order): Promise<string | undefined> {
  const { manifest, evidence } = order;
  const facts = factsOf(manifest, 'postgres');
  const purpose = `unfinished restore of slipway/backup-db for ${manifest.project}/${order.into}`;
  for (const name of await findScratch(database, purpose)) await dropDatabase(database, name);
  const scratch = `${order.into}_restore_${randomBytes(4).toString('hex')}`;
  const like = order.live ? await readProperties(order.live) : facts.properties;
  const globals = order.live ? await readGlobals((sql) => (order.live ?? database).query(sql)) : facts.globals;
  const roles = await prepareRoles(job, database, facts.globals);
  const make = (): Promise<Database> => createScratch(database, scratch, like, purpose);
  const target = await make().catch(async (error: unknown) => {
    await roles.remove();
    throw new Failure('restore-failed', `The database for ${manifest.id} could not be created: ${messageOf(error)}`, {
      state: 'Nothing was changed.',
      hint: 'The user needs the right CREATEDB, and the server the locale of the backup.',
      cause: error,
    });
  });
  const clear = (): Promise<Database> => dropDatabase(database, scratch).then(make);
  try {
    const faster = !globals?.settings.some(({ name }) => name === 'default_toast_compression');
    await job.log.group(`Restore of ${manifest.id}`, () => load(job, { target, clear, faster }, store, evidence));
    await job.log.group('Rows of every table', () => compareRows(job, target, manifest.id, facts));
    if (globals) await giveGlobals(job, target, globals);
    await database.query(`comment on database ${identifier(scratch)} is null`);
    return await guarded(job, order.live, () =>
      takePlace(database, scratch, order.into, like.owner, order.live !== undefined, new Date(job.clock.now())),
    );
  } catch (error) {
    await dropDatabase(database, scratch).catch((problem: unknown) =>
      job.log.warn(`${scratch} could not be dropped: ${messageOf(problem)}`),
    );
    await roles.remove();
    if (error instanceof Failure) throw withDetails(error, { state: error.details.state ?? 'Nothing was changed.' });
    throw error;
  }
}

/** No backup and no migration may be at work on a database that is about to be replaced. The lock ends before its sessions do. */
async function guarded<T>(job: Job, live: Database | undefined, work: () => Promise<T>): Promise<T> {
  if (live && !job.locked) {
    const lock = await takeLock(live, {
      key: lockKey(live.name),
      mode: 'exclusive',
      wait: Math.min(job.remaining() / 2, 60_000),
      lifetime: job.remaining(),
      application: applicationName(job.context),
      clock: job.clock,
    });
    await lock.release();
  }
  return work();
}
