import { badInputs, Failure } from '@slipway/action';
import type { Work } from '../work.ts';
import type { Adapter, Known, Place, SourceFile } from './adapter.ts';
import { applicationUrl, findTable } from './database.ts';
import { filesTool } from './files-tool.ts';
import { addressVariables, program, started } from './program.ts';
import type { Tool } from './tool.ts';

const form = /^(\d+)_(.*)\.(up|down)\.sql$/;

/** `000002_pinned.up.sql`, `000002_pinned.down.sql`: the number alone is what the tool knows. @throws Failure `broken-history` */
export function migrateFiles(files: readonly SourceFile[]): readonly Known[] {
  const read = files.flatMap((file) => {
    const [, id, doc = '', way] = form.exec(file.name) ?? [];
    return id === undefined ? [] : [{ ...file, id, doc, way }];
  });
  const downs = new Map(read.filter(({ way }) => way === 'down').map(({ id, text }) => [versionOf(id), text]));
  const ups = read.filter(({ way }) => way === 'up');
  const twins = ups.filter(({ id }, at) => ups.findIndex((other) => versionOf(other.id) === versionOf(id)) !== at);
  if (twins.length > 0) {
    const hint = 'Give one of them a number of its own.';
    throw new Failure('broken-history', `Two migrations have the number ${twins[0]?.id}.`, { state: 'Nothing was changed.', hint });
  }
  return ups
    .map(
      ({ id, doc, path, text }): Known => ({
        id,
        doc: doc.replaceAll('_', ' '),
        path,
        sql: text,
        form: 'text',
        down: downs.get(versionOf(id)),
      }),
    )
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

function versionOf(id: string): string {
  return String(BigInt(id));
}

/** Parameters of the tool's own, in the URL that the application has. */
function parameters(work: Work): URLSearchParams {
  const query = new URLSearchParams(/\?(.*)$/s.exec(applicationUrl(work) ?? '')?.[1] ?? '');
  const own = new URLSearchParams([...query].filter(([name]) => name.startsWith('x-')));
  // Each statement would be a message of its own, and a part of a failed file would stand.
  if (!/^(false|f|0)?$/i.test(own.get('x-multi-statement') ?? '')) {
    const message = `names a URL with x-multi-statement, which takes the transaction from every file; leave it out`;
    throw badInputs([{ input: 'database-variable', message }]);
  }
  return own;
}

/** The driver's own words for an error of the server stand behind the statement: those of lib/pq, or of pgx. */
export function isRefusal(said: string): boolean {
  return /\(details: (?:pq: |ERROR: )/.test(said);
}

function run(work: Work, place: Place, id: string, words: readonly string[]): ReturnType<typeof program> {
  const query = String(parameters(work));
  // The address and the password are in variables: an argument would be seen by everybody on the machine.
  const url = `postgres:///${encodeURIComponent(place.database.name)}${query ? `?${query}` : ''}`;
  const argv = [...started(work, ['migrate']), '-path', place.folder, '-database', url, ...words];
  return program(work, [id], place.base, argv, addressVariables(work));
}

const adapter: Adapter = {
  title: 'golang-migrate',
  undoes: true,
  stops: true,
  folder: 'migrations',
  connects: true,
  outside: 'Put it into a migration of its own: the server makes one transaction of a file with several statements.',
  unverified: 'Compare the database that it connects to with the one that was asked.',
  known: migrateFiles,
  async marks(work, database, known) {
    const name = parameters(work).get('x-migrations-table') ?? 'schema_migrations';
    const found = await findTable(work, database, name);
    if (!found) return { stamped: false, applied: [], own: [] };
    if (!found.columns.includes('dirty')) {
      throw new Failure('broken-history', `The table ${found.name} is not golang-migrate's: it has no column dirty.`, {
        state: 'Nothing was changed.',
        hint: 'Check the input tool.',
      });
    }
    const [[version, dirty] = []] = await database.query(`select version, dirty from ${found.quoted} limit 1`);
    const own = [`relation ${found.name}`];
    if (version === undefined) return { stamped: true, applied: [], own };
    const at = known.find(({ id }) => versionOf(id) === version)?.id ?? version;
    const before = known.filter(({ id }) => BigInt(id) < BigInt(version)).map(({ id }) => ({ id }));
    return dirty === 't' ? { stamped: true, applied: before, dirty: at, own } : { stamped: true, applied: [...before, { id: at }], own };
  },
  steps: async (work, { direction, revisions }, place) =>
    revisions.map(({ id }) => run(work, place, id, [direction === 'upgrade' ? 'up' : 'down', '1'])),
  refused: isRefusal,
  unmark(work, place, { id, direction }) {
    const at = place.known.findIndex((one) => one.id === id);
    const stands = direction === 'upgrade' ? place.known[at - 1]?.id : id;
    return run(work, place, id, ['force', stands === undefined ? '-1' : versionOf(stands)]);
  },
  stamp: 'Say once what it has: migrate force VERSION, with the number of the migration that made these tables.',
  mend: (id) =>
    `Look what of ${id} stands, undo or finish it by hand, and say so: migrate force VERSION, with the number of the last one that stands whole.`,
};

export const tool: Tool = filesTool(adapter);
