import { createHash } from 'node:crypto';
import { Failure } from '@slipway/action';
import type { Adapter, Known, Marks, SourceFile } from './adapter.ts';
import { findTable } from './database.ts';
import { filesTool } from './files-tool.ts';
import { plainUrl, program, sessionEnvironment, started } from './program.ts';
import type { Tool } from './tool.ts';

interface Entry {
  readonly when: number;
  readonly tag: string;
}

interface Entered extends Known {
  readonly when: string;
  /** Of the file as it is, where Git wrote it with line breaks of Windows. */
  readonly raw: string;
}

const state = 'Nothing was changed.';

/** The journal's entries and their files; the table knows an entry by its time. @throws Failure `broken-history` */
export function drizzleFiles(files: readonly SourceFile[]): readonly Entered[] {
  const journal = files.find(({ name }) => name === 'meta/_journal.json');
  if (!journal) throw new Failure('broken-history', 'The folder of migrations has no meta/_journal.json.', { state });
  return entriesOf(journal.text).map(({ when, tag }) => {
    const file = files.find(({ name }) => name === `${tag}.sql`);
    if (!file) throw new Failure('broken-history', `The journal names ${tag}, and there is no ${tag}.sql.`, { state });
    const text = file.text.replaceAll('\r\n', '\n');
    const [checksum, raw] = [text, file.text].map((one) => createHash('sha256').update(one).digest('hex')) as [string, string];
    const doc = tag.replace(/^\d+_/, '').replaceAll('_', ' ');
    return { id: tag, doc, path: file.path, sql: text, form: 'one' as const, checksum, down: undefined, when: String(when), raw };
  });
}

function entriesOf(text: string): readonly Entry[] {
  const wrong = (why: string): Failure => new Failure('broken-history', `meta/_journal.json cannot be read: ${why}.`, { state });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw wrong('it is no JSON');
  }
  const entries =
    typeof data === 'object' && data !== null && 'entries' in data && Array.isArray(data.entries) ? (data.entries as unknown[]) : undefined;
  if (!entries) throw wrong('it has no list "entries"');
  return entries.map((entry) => {
    const one = entry as Partial<Entry> | null;
    if (typeof one?.when !== 'number' || typeof one.tag !== 'string') throw wrong('an entry has no "when" and "tag"');
    return { when: one.when, tag: one.tag };
  });
}

/** Drizzle runs what is later than the newest row, and leaves the rest out without a word. @throws Failure `broken-history` */
export function drizzleMarks(rows: readonly (readonly string[])[], known: readonly Entered[]): Marks['applied'] {
  const byTime = new Map(known.map((one) => [one.when, one]));
  const done = new Set(rows.map(([when = '']) => when));
  const newest = Math.max(...[...done].map(Number));
  // A newer image knows more of the rows, and that is said elsewhere.
  const whole = rows.every(([when = '']) => byTime.has(when));
  const skipped = known.find(({ when }) => whole && !done.has(when) && Number(when) <= newest);
  if (skipped) {
    throw new Failure('broken-history', `Drizzle would skip ${skipped.id}: its time in the journal is before that of what is applied.`, {
      state,
      hint: 'Generate it again, so that it is the newest one.',
    });
  }
  return rows.map(([when = '', hash = '']) => {
    const one = byTime.get(when);
    return { id: one?.id ?? `the one of ${when}`, checksum: hash === one?.raw ? (one.checksum ?? hash) : hash };
  });
}

const adapter: Adapter = {
  title: 'Drizzle',
  undoes: false,
  stops: false,
  together: true,
  folder: 'drizzle',
  connects: true,
  outside: 'Drizzle runs all in one transaction: run this one by hand, or by another tool.',
  unverified: 'Drizzle skips a migration whose time in the journal is before that of the newest applied one.',
  known: drizzleFiles,
  async marks(work, database, known) {
    const found = await findTable(work, database, 'drizzle.__drizzle_migrations');
    if (!found) return { stamped: false, applied: [], own: ['schema drizzle'] };
    const rows = await database.query(`select created_at, hash from ${found.quoted} order by created_at, id`);
    const applied = drizzleMarks(rows, known as readonly Entered[]);
    return { stamped: true, applied, own: ['schema drizzle', `relation ${found.name}`, `relation ${found.name}_id_seq`] };
  },
  steps: async (work, { revisions }, place) => {
    const ids = revisions.map(({ id }) => id);
    const argv = started(work, ['node_modules/.bin/drizzle-kit', 'migrate']);
    return [program(work, ids, place.base, argv, { environment: sessionEnvironment(work), secrets: plainUrl(work) })];
  },
  stamp: 'Say once what it has: a row of drizzle.__drizzle_migrations (hash, created_at) for each migration that made these tables.',
  mend: (id) => `Look at ${id}.`,
};

export const tool: Tool = filesTool(adapter);
