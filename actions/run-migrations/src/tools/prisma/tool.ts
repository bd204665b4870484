import { stripVTControlCharacters } from 'node:util';
import { identifier } from '@slipway/postgres';
import type { Finished } from '@slipway/shell';
import type { Trouble } from '../../answer.ts';
import type { Work } from '../../work.ts';
import type { Adapter, Place } from '../adapter.ts';
import { applicationUrl, findTable, ownName, parameterOf } from '../database.ts';
import { filesTool } from '../files-tool.ts';
import { program, sessionEnvironment, started, type Variables, withoutOverrides } from '../program.ts';
import type { Tool } from '../tool.ts';
import { prismaFiles, prismaMarks } from './files.ts';
import { patterns, readProject, refuseElsewhere } from './project.ts';

/** Prisma's engine reads none of libpq's variables, so what the session is to have stands in the URL, which the drivers in JavaScript read too. */
export function withSession(url: string, timeout: number, name: string): string {
  const [, query = ''] = url.split(/\?(.*)/s);
  const given = new URLSearchParams(query).get('options');
  const options = [given, `-c lock_timeout=${Math.trunc(timeout)}`].filter(Boolean).join(' ');
  const base = withoutOverrides(url);
  const glue = base.includes('?') ? '&' : '?';
  return `${base}${glue}options=${encodeURIComponent(options)}&application_name=${encodeURIComponent(name)}`;
}

function variables(work: Work): Variables {
  const url = withSession(applicationUrl(work) ?? '', work.inputs['ddl-lock-timeout'], ownName(work.runName));
  // A migration is no moment to ask elsewhere for news.
  const quiet = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1' };
  return { environment: { ...sessionEnvironment(work), ...quiet }, secrets: { [work.inputs['database-variable']]: url } };
}

function run(work: Work, place: Place, ids: readonly string[], words: readonly string[]): ReturnType<typeof program> {
  return program(work, ids, place.base, [...started(work, ['node_modules/.bin/prisma']), 'migrate', ...words], variables(work));
}

const code = /Database error code: ([0-9A-Z]{5})\b/;
const words = /Database error:\s*((?:ERROR|FATAL|PANIC): [^\n]*)/;

/** What Prisma's engine says of a migration that failed (P3018): the server's code and words. */
export function explain({ stderr, stdout }: Pick<Finished, 'stderr' | 'stdout'>): Partial<Trouble> {
  const said = stripVTControlCharacters(`${stderr}\n${stdout}`);
  // It waits for a lock of its own besides, for as long as it likes.
  if (/Timed out trying to acquire a postgres advisory lock/.test(said)) return { sqlstate: '55P03' };
  const [, sqlstate] = code.exec(said) ?? [];
  const [, message] = words.exec(said) ?? [];
  return sqlstate === undefined || message === undefined ? {} : { sqlstate, message };
}

const folder = 'prisma/migrations';

const adapter: Adapter = {
  title: 'Prisma',
  undoes: false,
  stops: false,
  announces: true,
  folder,
  connects: true,
  outside: 'Put it into a migration of its own: the server makes one transaction of a file with several statements.',
  unverified: 'Compare the folder and the database that Prisma names in its output with those that were asked.',
  beside: patterns,
  check(work, files) {
    refuseElsewhere(readProject(files), work.inputs['database-variable'], work.inputs.migrations ?? folder);
  },
  known: (files) => prismaFiles(files, readProject(files).driver),
  async marks(work, database, known) {
    const home = parameterOf(work, 'schema') ?? 'public';
    // It makes the schema that its URL names.
    const made = home === 'public' ? [] : [`schema ${home}`];
    const found = await findTable(work, database, `${identifier(home)}._prisma_migrations`);
    if (!found) return { stamped: false, applied: [], own: made };
    const rows = await database.query(
      `select migration_name, checksum, finished_at is not null from ${found.quoted} where rolled_back_at is null order by started_at, id`,
    );
    return { stamped: true, ...prismaMarks(rows, known), own: [`relation ${found.name}`, ...made] };
  },
  steps: async (work, { revisions }, place) => [
    run(
      work,
      place,
      revisions.map(({ id }) => id),
      ['deploy'],
    ),
  ],
  explain,
  refused: (said) => said.startsWith('ERROR: '),
  unmark: (work, place, { id }) => run(work, place, [id], ['resolve', '--rolled-back', id]),
  stamp:
    'Say once what it has, the oldest first: prisma migrate resolve --applied MIGRATION, for each one that made these tables. Prisma itself would end with P3005.',
  mend: (id) =>
    `Its row in _prisma_migrations has no finished_at, and Prisma goes on only once that is settled (P3009). Look what of ${id} stands; undo it by hand and say so: prisma migrate resolve --rolled-back ${id}; or finish it by hand: prisma migrate resolve --applied ${id}.`,
};

export const tool: Tool = filesTool(adapter);
