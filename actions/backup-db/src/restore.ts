import { randomBytes } from 'node:crypto';
import { Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import {
  applicationName,
  checkClient,
  createScratch,
  type Database,
  databaseExists,
  dropDatabase,
  findScratch,
  identifier,
  lockKey,
  readProperties,
  takeLock,
} from '@slipway/postgres';
import { choose } from './choose.ts';
import { connect, type Job } from './job.ts';
import { readIdentities } from './layers.ts';
import type { Manifest } from './manifest.ts';
import { dumpName, idPrefix } from './names.ts';
import { compareRows, restoreInto } from './proof.ts';
import { type BackupResult, outputsOf } from './result.ts';
import { openStore, type Store } from './store.ts';
import { keptName, takePlace } from './swap.ts';

/**
 * Restores beside what is there and counts every table; only then the database gets its name. One that has the name already must be confirmed, and
 * is kept under another.
 */
export async function restore(job: Job): Promise<BackupResult> {
  const { inputs, log } = job;
  const into = inputs.into ?? '';
  const database = await connect(job);
  await checkClient(database);
  const store = openStore(job);
  const { manifest } = await choose(store, inputs, job.project, inputs.database ?? database.name);
  const identities = manifest.encryption === 'age' ? readIdentities(inputs['age-identity'], 'mode restore') : [];
  const live = (await databaseExists(database, into)) ? database.sibling(into) : undefined;
  if (live && inputs.confirm !== into) throw taken(into, database);
  if (inputs['dry-run']) {
    log.info(
      `Would restore ${manifest.id} into ${into}${live ? `, and keep the present one as ${keptName(into, new Date(job.clock.now()))}` : ''}.`,
    );
    return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
  }
  const held = await store.hold(idPrefix(manifest.project, manifest.database));
  try {
    const kept = await bringBack(job, database, store, manifest, { identities, into, live });
    log.info(`${manifest.id} stands as the database ${into} after ${formatDuration(job.elapsed())}.`);
    const outputs = { ...outputsOf(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
    const old = kept ? ` The database before it is kept as \`${kept}\`.` : '';
    const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${formatDuration(job.elapsed())}.**${old}`;
    return { outcome: 'restored', outputs, manifest, summary };
  } finally {
    await held.release();
  }
}

function taken(into: string, database: Database): Failure {
  return new Failure('exists', `The database ${into} exists ${database.access.where}.`, {
    state: 'Nothing was changed.',
    hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
  });
}

interface Order {
  readonly identities: readonly string[];
  readonly into: string;
  /** The database that has the name already. */
  readonly live: Database | undefined;
}

/** @returns the name under which a replaced database is kept */
async function bringBack(job: Job, database: Database, store: Store, manifest: Manifest, order: Order): Promise<string | undefined> {
  const purpose = `unfinished restore of slipway/backup-db for ${manifest.project}/${order.into}`;
  for (const name of await findScratch(database, purpose)) await dropDatabase(database, name);
  const scratch = `${order.into}_restore_${randomBytes(4).toString('hex')}`;
  const like = order.live ? await readProperties(order.live) : manifest.properties;
  const target = await createScratch(database, scratch, like, purpose).catch((error: unknown) => {
    throw new Failure('restore-failed', `The database for ${manifest.id} could not be created: ${messageOf(error)}`, {
      state: 'Nothing was changed.',
      hint: 'The user needs the right CREATEDB, and the server the locale of the backup.',
      cause: error,
    });
  });
  try {
    const evidence = { name: dumpName(manifest.id, manifest.encryption), manifest, identities: order.identities };
    await job.log.group(`Restore of ${manifest.id}`, () => restoreInto(job, target, store, evidence, []));
    await job.log.group('Rows of every table', () => compareRows(job, target, manifest));
    await database.query(`comment on database ${identifier(scratch)} is null`);
    return await guarded(job, order.live, () =>
      takePlace(database, scratch, order.into, like.owner, order.live !== undefined, new Date(job.clock.now())),
    );
  } catch (error) {
    await dropDatabase(database, scratch).catch((problem: unknown) =>
      job.log.warn(`${scratch} could not be dropped: ${messageOf(problem)}`),
    );
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
