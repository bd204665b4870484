import { randomBytes } from 'node:crypto';
import { withDetails } from '@slipway/action';
import {
  alembicRevision,
  applicationName,
  countRows,
  type Database,
  listTables,
  literal,
  openSnapshot,
  QueryFailure,
  readGlobals,
  readProperties,
  type Snapshot,
  type Table,
} from '@slipway/postgres';
import type { Job } from '../../job.ts';
import type { Moment } from '../../source.ts';
import { chooseExcluded, excludeFlags, refuseDangling } from './excluded.ts';

/** What PostgreSQL calls it where a right is missing, that to pass by row-level security too. */
const insufficient = '42501';
const rights =
  'The user must be able to read every table: grant it pg_read_all_data (PostgreSQL 14 or newer), and BYPASSRLS where tables have row-level security.';

/** A snapshot that the dump and every count share. */
export async function openMoment(job: Job, database: Database): Promise<Moment> {
  const { version, major } = database.server;
  const properties = await readProperties(database);
  const snapshot = await openSnapshot(database, {
    lifetime: job.remaining(),
    application: applicationName(job.context),
    signal: job.signal,
  });
  const { tables, left } = await chooseTables(job, snapshot).catch(async (error: unknown) => {
    await snapshot.close();
    throw error;
  });
  const application = `slipway-dump-${randomBytes(6).toString('hex')}`;
  return {
    program: 'pg_dump',
    magic: 'PGDMP',
    hint: `The last lines of pg_dump say why. ${rights}`,
    start() {
      const args = ['-Fc', '-Z0', '-w', '--lock-wait-timeout=300000', `--snapshot=${snapshot.id}`, ...excludeFlags(left)];
      return database.start('pg_dump', args, { deadline: job.remaining(), application, signal: job.signal, pieces: true });
    },
    async facts() {
      const kept = await countRows(
        snapshot.query,
        tables.filter((table) => !left.includes(table)),
      ).catch((error: unknown) => {
        throw error instanceof QueryFailure && error.sqlstate === insufficient ? withDetails(error, { hint: rights }) : error;
      });
      const all = [...kept, ...left.map((table) => ({ ...table, rows: 0, left: true as const }))];
      const alembic = await alembicRevision(snapshot.query);
      const globals = await readGlobals(snapshot.query);
      return {
        kind: 'postgres',
        server: { version, major },
        properties,
        tables: all,
        globals,
        ...(alembic === undefined ? {} : { alembic }),
      };
    },
    async abandon() {
      // An engine goes on with what runs in a container when its caller is gone; the server ends the connection instead.
      const sql = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${literal(application)}`;
      await database.query(sql, { deadline: 10_000 }).catch(() => {});
    },
    close: () => snapshot.close(),
  };
}

/** All tables of the moment, and those whose rows are left out. @throws Failure `bad-input` where the rest could not be restored */
async function chooseTables(job: Job, snapshot: Snapshot): Promise<{ readonly tables: readonly Table[]; readonly left: readonly Table[] }> {
  const tables = await listTables(snapshot.query);
  const { left, unmatched } = chooseExcluded(tables, job.inputs['exclude-table-data']);
  await refuseDangling(snapshot, left);
  for (const line of unmatched) job.log.warn(`exclude-table-data: there is no table ${line}.`);
  return { tables, left };
}
