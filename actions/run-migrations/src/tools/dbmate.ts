import { Failure } from '@slipway/action';
import type { Work } from '../work.ts';
import type { Adapter, Known, Place, SourceFile, Step } from './adapter.ts';
import { findTable } from './database.ts';
import { filesTool } from './files-tool.ts';
import { plainUrl, sessionEnvironment, started } from './program.ts';
import type { Tool } from './tool.ts';

const form = /^(\d+)(.*)\.sql$/;
const section = /^--\s*migrate:(up|down)(?:\s|$)(.*)$/;

/** `20260101120000_notes.sql` with the sections `-- migrate:up` and `-- migrate:down`. @throws Failure `broken-history` */
export function dbmateFiles(files: readonly SourceFile[]): readonly Known[] {
  const known = files
    .flatMap(({ name, path, text }): Known[] => {
      const [, id, title = ''] = form.exec(name) ?? [];
      if (id === undefined || name.includes('/')) return [];
      const up = sectionOf(text, 'up');
      const down = sectionOf(text, 'down');
      // Without a transaction a section is still one message.
      return [
        {
          id,
          doc: title.replaceAll('_', ' ').trim(),
          path,
          sql: up.sql,
          form: up.transaction ? 'one' : 'text',
          downForm: down.transaction ? 'one' : 'text',
          down: down.found ? down.sql : undefined,
        },
      ];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const twin = known.find(({ id }, at) => known.findIndex((other) => other.id === id) !== at);
  if (!twin) return known;
  const hint = 'Give one of them a version of its own.';
  throw new Failure('broken-history', `Two migrations have the version ${twin.id}.`, { state: 'Nothing was changed.', hint });
}

/** The lines of a section, each where it stands in the file. */
function sectionOf(text: string, wanted: 'up' | 'down'): { sql: string; transaction: boolean; found: boolean } {
  let inside = false;
  let transaction = true;
  let found = false;
  const lines = text.split(/\r?\n/).map((line) => {
    const [, way, options = ''] = section.exec(line) ?? [];
    if (way !== undefined) inside = way === wanted;
    if (way === wanted) {
      found = true;
      if (/(^|\s)transaction:false(\s|$)/.test(options)) transaction = false;
    }
    return inside ? line : '';
  });
  return { sql: lines.join('\n'), transaction, found };
}

/**
 * dbmate applies all that is pending in its folder, and goes back by what is newest there. So it gets a folder with the one migration that is meant.
 */
const stage = [
  'cd "$1" || exit 46; file=$2; shift 2',
  'stage=$(mktemp -d) || exit 46',
  'trap \'rm -rf "$stage"\' EXIT',
  'cp "$file" "$stage/" || exit 46',
  'DBMATE_MIGRATIONS_DIR=$stage "$@"',
].join('\n');

function step(work: Work, place: Place, id: string, word: string): Step {
  const path = place.known.find((one) => one.id === id)?.path ?? '';
  const words = [...started(work, ['dbmate']), '--env', work.inputs['database-variable'], '--no-dump-schema', word];
  const argv = ['sh', '-c', stage, 'sh', place.base, path, ...words];
  const environment = sessionEnvironment(work);
  const secrets = plainUrl(work);
  return { ids: [id], run: (call) => work.transport.exec({ argv, connect: true, environment, secrets }, call) };
}

const adapter: Adapter = {
  title: 'dbmate',
  undoes: true,
  stops: true,
  folder: 'db/migrations',
  connects: true,
  outside: 'Put it into a migration of its own that begins with "-- migrate:up transaction:false".',
  unverified: 'Compare the database that it connects to with the one that was asked.',
  known: dbmateFiles,
  async marks(work, database) {
    const found = await findTable(work, database, work.environment['DBMATE_MIGRATIONS_TABLE'] ?? 'schema_migrations');
    if (!found) return { stamped: false, applied: [], own: [] };
    if (found.columns.includes('dirty')) {
      throw new Failure('broken-history', `The table ${found.name} is golang-migrate's, not dbmate's.`, {
        state: 'Nothing was changed.',
        hint: 'Check the input tool.',
      });
    }
    const rows = await database.query(`select version from ${found.quoted} order by version`);
    return { stamped: true, applied: rows.map(([id = '']) => ({ id })), own: [`relation ${found.name}`] };
  },
  steps: async (work, { direction, revisions }, place) =>
    revisions.map(({ id }) => step(work, place, id, direction === 'upgrade' ? 'migrate' : 'rollback')),
  stamp:
    'Say once what it has: insert the version of each migration that made these tables into schema_migrations (version varchar primary key).',
  mend: (id) => `Look at ${id}.`,
};

export const tool: Tool = filesTool(adapter);
