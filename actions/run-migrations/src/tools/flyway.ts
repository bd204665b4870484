import { crc32 } from 'node:zlib';
import { Failure } from '@slipway/action';
import { identifier } from '@slipway/postgres';
import type { Work } from '../work.ts';
import type { Adapter, Known, Marks, SourceFile } from './adapter.ts';
import { applicationConnection, findTable, ownName, parameterOf } from './database.ts';
import { filesTool } from './files-tool.ts';
import { program, started, type Variables } from './program.ts';
import type { Tool } from './tool.ts';

const form = /(?:^|\/)V([0-9][0-9._]*)__(.+)\.sql$/;
const repeated = /(?:^|\/)R__(.+)\.sql$/;

/** `V1_2__title.sql` in the order of their versions, then `R__title.sql`, which run again whenever they change. @throws Failure `broken-history` */
export function flywayFiles(files: readonly SourceFile[]): readonly Known[] {
  const versioned = files.flatMap((file): Known[] => {
    const [, version, title = ''] = form.exec(file.name) ?? [];
    return version === undefined ? [] : [knownOf(file, versionOf(version), title)];
  });
  const twin = versioned.find(({ id }, at) => versioned.findIndex((other) => other.id === id) !== at);
  if (twin) throw new Failure('broken-history', `Two migrations have the version ${twin.id}.`, { state: 'Nothing was changed.' });
  const again = files.flatMap((file): Known[] => {
    const [, title] = repeated.exec(file.name) ?? [];
    return title === undefined ? [] : [knownOf(file, `R ${wordsOf(title)}`, title)];
  });
  return [...versioned.sort((a, b) => compare(a.id, b.id)), ...again.sort((a, b) => (a.id < b.id ? -1 : 1))];
}

function knownOf({ path, text }: SourceFile, id: string, title: string): Known {
  return { id, doc: wordsOf(title), path, sql: text, form: 'one', checksum: String(checksumOf(text)), down: undefined };
}

const wordsOf = (title: string): string => title.replaceAll('_', ' ');

/** `1.2` of `1_02`. */
function versionOf(text: string): string {
  return text
    .split(/[._]/)
    .filter((part) => part !== '')
    .map((part) => String(BigInt(part)))
    .join('.');
}

export function compare(a: string, b: string): number {
  const [first, second] = [a, b].map((id) => id.split('.').map(BigInt));
  for (let at = 0; at < Math.max(first?.length ?? 0, second?.length ?? 0); at++) {
    const [left = 0n, right = 0n] = [first?.[at], second?.[at]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Of the lines without their ends, as a signed number: as Flyway writes it. */
function checksumOf(text: string): number {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  return lines.reduce((sum, line) => crc32(line, sum), 0) | 0;
}

type Applied = Map<string, { readonly id: string; readonly checksum?: string }>;

/** Rows of the table: what is applied. Migrations in Java have no file, so they are nobody's matter here. */
export function flywayMarks(rows: readonly (readonly string[])[], known: readonly Known[]): Omit<Marks, 'stamped' | 'own'> {
  const applied: Applied = new Map();
  let dirty: string | undefined;
  for (const [version = '', description = '', type = '', checksum = '', success = ''] of rows) {
    const id = version === '' ? `R ${description}` : versionOf(version);
    if (success === 't') apply({ id, type, checksum }, known, applied);
    else dirty = id;
  }
  return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}

function apply(row: { id: string; type: string; checksum: string }, known: readonly Known[], applied: Applied): void {
  const { id, type, checksum } = row;
  if (type.includes('BASELINE')) {
    const before = known.filter((one) => !isRepeated(one.id) && compare(one.id, id) <= 0);
    for (const one of before) applied.set(one.id, { id: one.id });
  }
  if (type === 'SQL' || type === 'DELETE') applied.delete(id);
  // One that runs again when it changes is pending then.
  const current = !isRepeated(id) || known.find((one) => one.id === id)?.checksum === checksum;
  if (type === 'SQL' && current) applied.set(id, { id, checksum });
}

const isRepeated = (id: string): boolean => id.startsWith('R ');

/** The schema of the history, where Flyway's own variables or the URL name one. */
function homeOf(work: Work): string | undefined {
  const { environment } = work;
  const path = parameterOf(work, 'search_path') ?? parameterOf(work, 'schema');
  const named = environment['FLYWAY_DEFAULT_SCHEMA'] ?? environment['FLYWAY_SCHEMAS'] ?? path;
  return named?.split(',')[0]?.trim();
}

function variables(work: Work, folder: string, last: string | undefined): Variables {
  const { env, more, secrets, database } = applicationConnection(work);
  const name = `?ApplicationName=${encodeURIComponent(ownName(work.runName))}`;
  const query = more['PGSSLMODE'] ? `${name}&sslmode=${encodeURIComponent(more['PGSSLMODE'])}` : name;
  const schema = homeOf(work);
  const environment = {
    FLYWAY_URL: `jdbc:postgresql://${env['PGHOST']}:${env['PGPORT']}/${encodeURIComponent(database)}${query}`,
    FLYWAY_USER: env['PGUSER'] ?? '',
    FLYWAY_LOCATIONS: `filesystem:${folder}`,
    FLYWAY_INIT_SQL: `set lock_timeout = ${Math.trunc(work.inputs['ddl-lock-timeout'])}`,
    ...(schema ? { FLYWAY_DEFAULT_SCHEMA: schema } : {}),
    ...(last === undefined ? {} : { FLYWAY_TARGET: last }),
  };
  return { environment, secrets: { FLYWAY_PASSWORD: secrets['PGPASSWORD'] ?? '' } };
}

const adapter: Adapter = {
  title: 'Flyway',
  undoes: false,
  stops: true,
  folder: 'sql',
  connects: true,
  outside: 'Flyway runs a file without a transaction where all of its statements need that; give it a file of its own.',
  unverified: 'Flyway skips a migration whose version is before that of the newest applied one, unless out of order is allowed.',
  known: flywayFiles,
  async marks(work, database, known) {
    const [table, schema] = [work.environment['FLYWAY_TABLE'] ?? 'flyway_schema_history', homeOf(work)];
    const found = await findTable(work, database, schema ? `${identifier(schema)}.${identifier(table)}` : table);
    if (!found) return { stamped: false, applied: [], own: [] };
    const rows = await database.query(`select version, description, type, checksum, success from ${found.quoted} order by installed_rank`);
    return { stamped: true, ...flywayMarks(rows, known), own: [`relation ${found.name}`] };
  },
  steps: async (work, { revisions }, place) => {
    const ids = revisions.map(({ id }) => id);
    const last = ids.findLast((id) => !isRepeated(id));
    return [program(work, ids, place.base, [...started(work, ['flyway']), 'migrate'], variables(work, place.folder, last))];
  },
  stamp: 'Say once what it has: flyway baseline -baselineVersion=VERSION, with the version of the migration that made these tables.',
  mend: (id) => `Look what of ${id} stands, undo or finish it by hand, and say so: flyway repair.`,
};

export const tool: Tool = filesTool(adapter);
