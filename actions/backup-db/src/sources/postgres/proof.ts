import { randomBytes } from 'node:crypto';
import { Failure, withDetails } from '@slipway/action';
import {
  alembicRevision,
  type CountedTable,
  countRows,
  createScratch,
  type Database,
  dropDatabase,
  findScratch,
  listTables,
  QueryFailure,
} from '@slipway/postgres';
import type { Running } from '@slipway/shell';
import { factsOf, type PostgresFacts } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { corrupt, type Evidence, readBack } from '../../readback.ts';
import type { Reader } from '../../stores/store.ts';
import { fault, load } from './load.ts';

/** Reads all that is stored through the server's own pg_restore, which writes it nowhere. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
export async function readArchive(job: Job, database: Database, store: Reader, evidence: Evidence): Promise<void> {
  const named = new Set<string>();
  const onError = (line: string): void => {
    const [, name] = /processing data for table "(.*)"$/.exec(line) ?? [];
    if (name) named.add(name);
  };
  const options = { deadline: job.remaining(), signal: job.signal, onError, pieces: true };
  const start = (from: Running): Running => database.start('pg_restore', ['-v', '-f', '/dev/null'], { ...options, from });
  await readBack(job, store, evidence, { start, fault });
  const absent = factsOf(evidence.manifest, 'postgres').tables.filter(
    ({ schema, name, left }) => !left && !/\p{Cc}/u.test(schema + name) && !named.has(`${schema}.${name}`),
  );
  if (absent.length === 0) return;
  const list = absent.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
  throw corrupt(evidence, `it holds no data of ${absent.length} tables that its snapshot had: ${list.join(', ')}`);
}

/**
 * Restores into a throw-away database beside the real one and counts every table; it is dropped whatever happens.
 * @returns milliseconds until the last table was counted, as a recovery would have taken them
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
export async function rehearse(job: Job, database: Database, store: Reader, evidence: Evidence): Promise<number> {
  const { manifest } = evidence;
  const facts = factsOf(manifest, 'postgres');
  // Only databases with exactly this comment are ours to drop.
  const purpose = `throw-away database of slipway/backup-db for ${manifest.project}/${manifest.database}`;
  for (const name of await findScratch(database, purpose)) await dropDatabase(database, name);
  const started = job.clock.now();
  const name = `slipway_verify_${randomBytes(5).toString('hex')}`;
  const make = (): Promise<Database> => createScratch(database, name, facts.properties, purpose);
  const clear = (): Promise<Database> => dropDatabase(database, name).then(make);
  const scratch = await make().catch((error: unknown) => {
    if (!(error instanceof QueryFailure)) throw error;
    const hint =
      'For verify: restore the user needs the right CREATEDB, and the server the locale of the backup; verify: archive needs neither.';
    throw withDetails(error, { state: 'The backup is as it was.', hint });
  });
  try {
    const flags = ['--no-owner', '--no-acl', '--no-publications', '--no-subscriptions'];
    await load(job, { target: scratch, clear, faster: true, flags }, store, evidence);
    await compareRows(job, scratch, manifest.id, facts);
    return job.clock.now() - started;
  } finally {
    await dropDatabase(database, name);
  }
}

/** @throws Failure `count-mismatch` */
export async function compareRows(
  job: Job,
  target: Database,
  id: string,
  expected: Pick<PostgresFacts, 'tables' | 'alembic'>,
): Promise<void> {
  const session = await target.session({ lifetime: job.remaining(), application: 'slipway count', signal: job.signal });
  const query = (sql: string): Promise<string[][]> => session.query(sql);
  try {
    const found = await countRows(query, await listTables(query));
    const differences = describeDifferences(found, expected.tables);
    const revision = await alembicRevision(query);
    if (revision !== expected.alembic) differences.push(`alembic_version: ${revision ?? 'none'} instead of ${expected.alembic ?? 'none'}`);
    if (differences.length === 0) return;
    throw new Failure('count-mismatch', `What was restored from ${id} differs from its manifest: ${differences.slice(0, 5).join('; ')}.`, {
      hint: 'Use another backup, and report this one: its dump and its counts are of the same snapshot.',
    });
  } finally {
    await session.close();
  }
}

export function describeDifferences(found: readonly CountedTable[], expected: readonly CountedTable[]): string[] {
  const key = ({ schema, name }: CountedTable): string => JSON.stringify([schema, name]);
  const rows = new Map(found.map((table) => [key(table), table.rows]));
  const known = new Set(expected.map(key));
  const lines = expected
    .filter((table) => rows.get(key(table)) !== table.rows)
    .map((table) => `${table.schema}.${table.name}: ${rows.get(key(table)) ?? 'no such table'} instead of ${table.rows} rows`);
  const more = found.filter((table) => !known.has(key(table))).map((table) => `${table.schema}.${table.name}: not in the manifest`);
  return [...lines, ...more];
}
