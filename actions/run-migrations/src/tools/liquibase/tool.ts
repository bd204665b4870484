import { messageOf } from '@slipway/action';
import { type Database, identifier } from '@slipway/postgres';
import type { Work } from '../../work.ts';
import type { Adapter, Place, Step, Surveyed } from '../adapter.ts';
import { findTable, openApplicationDatabase, type Table } from '../database.ts';
import { filesTool } from '../files-tool.ts';
import { jdbcOf } from '../jdbc.ts';
import { program, started, type Variables } from '../program.ts';
import type { Tool } from '../tool.ts';
import { changelogOf, quiet } from './ask.ts';
import { readWaysBack } from './back.ts';
import { appliedOf, type Change, countTo, withAlways } from './changes.ts';
import { readChanges } from './files.ts';
import { giveBack, holderOf, refuseLocked } from './lock.ts';

/** Where nobody knows the server: what most run. */
const usualMajor = 17;

/** Liquibase's tables, in the schema that its own variables or the URL name. */
interface Names {
  readonly home: string | undefined;
  readonly history: string;
  readonly lock: string;
}

function namesOf({ environment }: Work): Names {
  return {
    home: environment['LIQUIBASE_LIQUIBASE_SCHEMA_NAME'] ?? environment['LIQUIBASE_COMMAND_DEFAULT_SCHEMA_NAME'],
    history: environment['LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME'] ?? 'databasechangelog',
    lock: environment['LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME'] ?? 'databasechangeloglock',
  };
}

function find(work: Work, database: Database, name: 'history' | 'lock'): Promise<Table | undefined> {
  const { home, ...names } = namesOf(work);
  return findTable(work, database, home ? `${identifier(home)}.${names[name]}` : names[name]);
}

function variables(work: Work): Variables {
  const { url, user, password } = jdbcOf(work);
  const { home, history, lock } = namesOf(work);
  const changelog = changelogOf(work);
  const environment = {
    ...quiet,
    LIQUIBASE_COMMAND_URL: url,
    LIQUIBASE_COMMAND_USERNAME: user,
    LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME: history,
    LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME: lock,
    ...(home ? { LIQUIBASE_LIQUIBASE_SCHEMA_NAME: home } : {}),
    ...(changelog ? { LIQUIBASE_COMMAND_CHANGELOG_FILE: changelog } : {}),
    JAVA_OPTS: `${work.environment['JAVA_OPTS'] ?? ''} -Dliquibase.hostDescription=${holderOf(work)}`.trim(),
  };
  return { environment, secrets: { LIQUIBASE_COMMAND_PASSWORD: password } };
}

async function survey(work: Work, direction: 'upgrade' | 'downgrade'): Promise<Surveyed> {
  const told = variables(work);
  const database = await openApplicationDatabase(work);
  const { base, changes } = await readChanges(work, database.server.major);
  const [history, lock] = await Promise.all([find(work, database, 'history'), find(work, database, 'lock')]);
  if (lock) await refuseLocked(work, database, lock);
  const rows = history
    ? await database.query(`select filename, id, author, md5sum from ${history.quoted} order by dateexecuted, orderexecuted`)
    : [];
  const applied = appliedOf(rows, changes);
  const back =
    direction === 'downgrade' && history
      ? await readWaysBack(work, { base, told, ids: applied.map(({ id }) => id), table: history.name })
      : undefined;
  const known = withAlways(changes, applied).map((one) => ({ ...one, down: wayOf(back?.get(one.id)) }));
  const own = [history, lock].flatMap((table) => (table ? [`relation ${table.name}`] : []));
  return { base, folder: changelogOf(work) ?? base, known, marks: { stamped: history !== undefined, applied, own } };
}

/** One that has nothing to take back is not one of which nobody knows what takes it back. */
const wayOf = (sql: string | undefined): string | undefined => (sql === '' ? '-- nothing' : sql);

/** What Liquibase leaves in its lock when it is ended is taken out: its session is gone by then. */
function run(work: Work, place: Place, ids: readonly string[], words: readonly string[]): Step {
  const step = program(work, ids, place.base, [...started(work, ['liquibase']), ...words], variables(work));
  const tidy = (): Promise<void> =>
    giveBack(work, place.database, () => find(work, place.database, 'lock')).catch((error: unknown) =>
      work.ports.log.warn(`Whether Liquibase's own lock was given back could not be seen: ${messageOf(error)}`),
    );
  return {
    ids,
    async run(call) {
      let ended = false;
      try {
        const finished = await step.run(call);
        ended = finished.code === 0;
        return finished;
      } finally {
        if (!ended) await tidy();
      }
    },
  };
}

const adapter: Adapter = {
  title: 'Liquibase',
  undoes: true,
  stops: true,
  apart: true,
  folder: '',
  connects: true,
  outside: 'Put it into a change set of its own with runInTransaction="false" (in SQL: --changeset author:id runInTransaction:false).',
  unverified: 'Liquibase goes on past a change set with failOnError="false", and past one whose precondition says CONTINUE.',
  known: () => [],
  marks: async () => ({ stamped: false, applied: [], own: [] }),
  survey,
  offline: async (work) => ({ folder: changelogOf(work) ?? '', known: (await readChanges(work, usualMajor)).changes }),
  async steps(work, { direction, revisions }, place) {
    const ids = revisions.map(({ id }) => id);
    const count = direction === 'upgrade' ? countTo(place.known as readonly Change[], place.marks.applied, ids.at(-1)) : ids.length;
    return [run(work, place, ids, [direction === 'upgrade' ? 'update-count' : 'rollback-count', `--count=${count}`])];
  },
  refused: (said) => /\bERROR: /.test(said),
  stamp:
    'Say once what it has: liquibase changelog-sync where all of its change sets made these tables, or changelog-sync-to-tag --tag=TAG up to one.',
  mend: (id) => `Look what of ${id} stands, and undo or finish it by hand.`,
};

export const tool: Tool = filesTool(adapter);
