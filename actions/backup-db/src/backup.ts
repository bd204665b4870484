import { randomBytes } from 'node:crypto';
import { Failure, withDetails } from '@slipway/action';
import {
  applicationName,
  checkClient,
  type Database,
  describeHolders,
  isFirstRelease,
  listTables,
  lockKey,
  readProperties,
  takeLock,
} from '@slipway/postgres';
import { removeFiles } from '@slipway/shell';
import { dump } from './dump.ts';
import { connect, type Job } from './job.ts';
import { ephemeralKey } from './layers.ts';
import type { Manifest } from './manifest.ts';
import { formatBytes } from './meter.ts';
import { backupId, idPrefix, partialName } from './names.ts';
import { prove } from './prove.ts';
import { type BackupResult, describe, outputsOf } from './result.ts';
import { openStore, type Store } from './store.ts';

/** Makes a backup and proves it; only then it gets its name and its manifest. */
export async function backup(job: Job): Promise<BackupResult> {
  const database = await connect(job).catch((error: unknown) => {
    if (isFirstRelease(error)) return undefined;
    throw error;
  });
  if (!database)
    return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
  const tables = await listTables((sql) => database.query(sql));
  if (tables.length === 0) return nothing(job, 'no-tables', `The database ${database.where} has no tables: there is nothing to back up.`);
  await checkClient(database);
  const store = openStore(job);
  if (job.inputs['dry-run']) {
    job.log.info(`Would dump ${tables.length} tables of ${database.where} (PostgreSQL ${database.server.version}) to ${store.folder}.`);
    return { outcome: 'planned', outputs: { tables: String(tables.length), database: database.name } };
  }
  const prefix = idPrefix(job.project, database.name);
  const held = await store.hold(prefix);
  for (const path of held.removed) job.log.info(`Removed ${path}, which a run that was ended left behind.`);
  try {
    return await make(job, database, store, prefix);
  } finally {
    await held.release();
  }
}

function nothing(job: Job, reason: string, text: string): BackupResult {
  job.log.warn(`${text} No backup was made.`);
  return {
    outcome: 'nothing-to-back-up',
    reason,
    outputs: { verified: 'false', 'verify-level': 'none' },
    summary: `**No backup was made.** ${text}`,
  };
}

async function make(job: Job, database: Database, store: Store, prefix: string): Promise<BackupResult> {
  const { inputs, log } = job;
  const created = new Date(job.clock.now());
  const id = backupId(prefix, created, randomBytes(2).toString('hex'));
  const key = inputs.encryption === 'age' ? await ephemeralKey() : undefined;
  const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
  const dumped = await log.group(`Dump of ${database.where}`, () =>
    guarded(job, database, () => dump(job, database, store, id, recipients)),
  );
  const rows = dumped.tables.reduce((sum, table) => sum + table.rows, 0);
  log.info(
    `${dumped.tables.length} tables with ${rows} rows: ${formatBytes(dumped.plain.size)}, stored as ${formatBytes(dumped.stored.size)}.`,
  );
  const draft: Manifest = {
    version: 1,
    id,
    created: created.toISOString(),
    project: job.project,
    database: database.name,
    tag: inputs.tag,
    run: job.context.runUrl || job.context.runId,
    server: { version: database.server.version, major: database.server.major },
    properties: await readProperties(database),
    tables: dumped.tables,
    rows,
    ...(dumped.alembic === undefined ? {} : { alembic: dumped.alembic }),
    plain: dumped.plain,
    stored: dumped.stored,
    compression: 'zstd',
    encryption: inputs.encryption,
    recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
    duration: dumped.duration,
  };
  const manifest = await proven(job, database, store, draft, key ? [key.identity] : []);
  await store.publish(manifest);
  log.info(`${id} is stored in ${store.folder}.`);
  const outputs = { ...outputsOf(manifest, store), duration: String(job.elapsed()), ...(manifest.verified ? { 'newest-age': '0' } : {}) };
  return { outcome: 'backed-up', outputs, manifest, summary: describe(manifest, store, job.shell.where, job.elapsed()) };
}

/** A migration must not change the tables under a dump: backups share the lock that migrations have alone. */
async function guarded<T>(job: Job, database: Database, work: () => Promise<T>): Promise<T> {
  if (job.locked) return work();
  const lock = await takeLock(database, {
    key: lockKey(database.name),
    mode: 'shared',
    wait: Math.min(0.9 * job.remaining(), 600_000),
    lifetime: job.remaining(),
    application: applicationName(job.context),
    clock: job.clock,
    onWait: (holders) => job.log.info(`Waiting for the lock of ${database.where}, held by ${describeHolders(holders)}.`),
  });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job: Job, database: Database, store: Store, draft: Manifest, identities: readonly string[]): Promise<Manifest> {
  const level = job.inputs.verify;
  if (level === 'none') {
    job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
    return draft;
  }
  try {
    const evidence = { name: partialName(draft.id), manifest: draft, identities };
    await job.log.group(`Proof of ${draft.id}: ${level}`, () => prove(job, level, database, store, evidence));
  } catch (error) {
    await removeFiles(job.shell, store.path(partialName(draft.id))).catch(() => {});
    if (error instanceof Failure) throw withDetails(error, { state: 'The new backup was removed; older ones are as they were.' });
    throw error;
  }
  return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}
