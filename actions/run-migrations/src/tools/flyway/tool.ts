import { Failure } from '@slipway/action';
import { identifier } from '@slipway/postgres';
import { openParser } from '../../classify/parse.ts';
import type { Work } from '../../work.ts';
import type { Adapter, Place } from '../adapter.ts';
import { findTable, parameterOf } from '../database.ts';
import { filesTool } from '../files-tool.ts';
import { jdbcOf } from '../jdbc.ts';
import { program, started, type Variables } from '../program.ts';
import type { Tool } from '../tool.ts';
import { explain } from './explain.ts';
import { baselineIn, flywayFiles, isRepeated } from './files.ts';
import { flywayMarks, refuseEarlier } from './marks.ts';
import { readSettings, settingVariables } from './settings.ts';

/** The schema of the history, where Flyway's own variables or the URL name one. */
function homeOf(work: Work): string | undefined {
  const { environment } = work;
  const path = parameterOf(work, 'search_path') ?? parameterOf(work, 'schema');
  const named = environment['FLYWAY_DEFAULT_SCHEMA'] ?? environment['FLYWAY_SCHEMAS'] ?? path;
  return named?.split(',')[0]?.trim();
}

/** @param ids what is to be run, in order */
function variables(work: Work, place: Place, ids: readonly string[]): Variables {
  const { url, user, password } = jdbcOf(work);
  const schema = homeOf(work);
  const environment = {
    ...settingVariables(readSettings(work.environment)),
    FLYWAY_URL: url,
    FLYWAY_USER: user,
    FLYWAY_LOCATIONS: `filesystem:${place.folder}`,
    ...(schema ? { FLYWAY_DEFAULT_SCHEMA: schema } : {}),
    ...endAt(ids, waiting(place)),
  };
  return { environment, secrets: { FLYWAY_PASSWORD: password } };
}

/** Repeatable ones that are pending, in order. */
function waiting({ known, marks }: Place): readonly string[] {
  const done = new Set(marks.applied.map(({ id }) => id));
  return known.map(({ id }) => id).filter((id) => isRepeated(id) && !done.has(id));
}

/** Flyway runs all repeatable ones whenever it runs, whatever its target: they are hidden where the run ends before them. @throws Failure `unknown-revision` */
function endAt(ids: readonly string[], repeated: readonly string[]): Record<string, string> {
  const last = ids.at(-1) ?? '';
  if (!isRepeated(last)) {
    const hidden = {
      FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX: 'slipway-hides-',
      FLYWAY_IGNORE_MIGRATION_PATTERNS: '*:future,repeatable:missing',
    };
    return { FLYWAY_TARGET: last, ...(repeated.length > 0 ? hidden : {}) };
  }
  if (repeated.at(-1) === last) return { FLYWAY_TARGET: 'latest' };
  throw new Failure('unknown-revision', `Flyway cannot stop at ${last}: it runs all repeatable ones in one go, up to ${repeated.at(-1)}.`, {
    hint: 'Name the last of them as target, or a version.',
  });
}

const adapter: Adapter = {
  title: 'Flyway',
  undoes: false,
  stops: true,
  folder: 'sql',
  connects: true,
  outside: 'Flyway runs a file without a transaction where all of its statements need that; give it a file of its own.',
  unverified: 'Look for what a configuration file of Flyway says otherwise than the service does.',
  known: async (files, work) => flywayFiles(files, await openParser(), readSettings(work.environment)),
  async marks(work, database, known, files) {
    const [settings, schema] = [readSettings(work.environment), homeOf(work)];
    const { table } = settings;
    const found = await findTable(work, database, schema ? `${identifier(schema)}.${identifier(table)}` : table);
    const rows = found
      ? await database.query(`select version, description, type, checksum, success from ${found.quoted} order by installed_rank`)
      : [];
    const marks = flywayMarks(rows, known);
    const baseline = baselineIn(files);
    if (baseline !== undefined && rows.length === 0) {
      throw new Failure('broken-history', `${baseline} takes the place of others where nothing is applied yet, which is not judged here.`, {
        state: 'Nothing was changed.',
        hint: 'Start such a database by Flyway itself, or leave the file out of the folder.',
      });
    }
    if (!settings.outOfOrder) refuseEarlier(known, marks.applied);
    return { stamped: found !== undefined, ...marks, own: found ? [`relation ${found.name}`] : [] };
  },
  steps: async (work, { revisions }, place) => {
    const ids = revisions.map(({ id }) => id);
    return [program(work, ids, place.base, [...started(work, ['flyway']), 'migrate'], variables(work, place, ids))];
  },
  explain,
  stamp: 'Say once what it has: flyway baseline -baselineVersion=VERSION, with the version of the migration that made these tables.',
  mend: (id) => `Look what of ${id} stands, undo or finish it by hand, and say so: flyway repair.`,
};

export const tool: Tool = filesTool(adapter);
