import { badInputs, Failure } from '@slipway/action';
import {
  applicationName,
  checkClient,
  type Database,
  describeHolders,
  listTables,
  literal,
  lockKey,
  openDatabase,
  takeLock,
} from '@slipway/postgres';
import { counted } from '../../content.ts';
import { isAmbiguous } from '../../facts.ts';
import type { Job } from '../../job.ts';
import type { Source } from '../../source.ts';
import { openMoment } from './moment.ts';
import { readArchive, rehearse } from './proof.ts';
import { placeFor } from './restore.ts';

/** A PostgreSQL database: pg_dump and pg_restore where the server's own are. @throws Failure `no-container`, `database-unreachable`, `program-missing` */
export async function open(job: Job): Promise<Source> {
  const database = await connect(job);
  if (isAmbiguous(database.name))
    throw badInputs([{ input: 'database', message: `is ${database.name}, which would be taken for a backup of another kind` }]);
  return {
    kind: 'postgres',
    name: database.name,
    where: database.where,
    async look() {
      const tables = await listTables((sql) => database.query(sql));
      if (tables.length > 0) return { holds: `${counted(tables.length, 'table')} of PostgreSQL ${database.server.version}` };
      return { reason: 'no-tables', text: `The database ${database.where} has no tables: there is nothing to back up.` };
    },
    check: async () => void (await checkClient(database)),
    guarded: (work) => guarded(job, database, work),
    open: () => openMoment(job, database),
    readArchive: (store, evidence) => readArchive(job, database, store, evidence),
    rehearse: (store, evidence) => rehearse(job, database, store, evidence),
    place: (into) => placeFor(job, database, into),
  };
}

/** Databases of the server that take connections, without those it makes others from, and what this action has under way or left. */
export async function databaseNames(job: Job): Promise<readonly string[]> {
  const rows = await (await connect(job)).query(`select datname from pg_database where datallowconn and not datistemplate
    and coalesce(shobj_description(oid, 'pg_database'), '') !~ '^(throw-away|unfinished restore) .*slipway/backup-db'
    order by 1`);
  return rows.map(([name = '']) => name);
}

/** A restore comes when the database may be gone: its server is reached through the one that every server has, and backups are chosen by its name. */
async function connect(job: Job): Promise<Database> {
  try {
    return await connectTo(job, job.inputs.database);
  } catch (error) {
    const server = job.inputs.mode === 'restore' ? await withoutDatabase(job, error) : undefined;
    if (!server) throw error;
    job.log.warn(`The server has no database ${server.name}; it is reached through the database postgres.`);
    return server;
  }
}

/**
 * The server through its database postgres, by the name that it does not have. It says so in the language of its lc_messages and without a code that
 * psql shows, so it is asked. @returns undefined where the trouble is another one
 */
async function withoutDatabase(job: Job, error: unknown): Promise<Database | undefined> {
  if (!(error instanceof Failure) || error.reason !== 'database-unreachable') return undefined;
  try {
    const server = await connectTo(job, 'postgres');
    const name = job.inputs.database ?? (server.access.database || (await ownName(server)));
    const found = await server.query(`select 1 from pg_database where datname = ${literal(name)}`);
    return found.length === 0 ? { ...server, name } : undefined;
  } catch (other) {
    // What came first says more.
    if (other instanceof Failure) return undefined;
    throw other;
  }
}

/** What a container was started with for its database. */
async function ownName({ shell, program }: Database): Promise<string> {
  const deadline = 30_000;
  const { argv, env, secrets } = program('printenv', ['PGDATABASE'], { database: '', deadline });
  return (await shell.run(argv, { env, secrets, deadline })).stdout.trimEnd();
}

function connectTo({ inputs, shell, project }: Job, name: string | undefined): Promise<Database> {
  const database = name ? { database: name } : {};
  const url = inputs['database-url'];
  return openDatabase(shell, url ? { url, ...database } : { projectName: project, service: inputs.service, ...database });
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
