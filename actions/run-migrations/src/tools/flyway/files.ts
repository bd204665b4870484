import { crc32 } from 'node:zlib';
import { Failure } from '@slipway/action';
import type { Parse } from '../../classify/parse.ts';
import type { Known, SourceFile } from '../adapter.ts';
import { readScript } from '../script.ts';
import type { Settings } from './settings.ts';

const form = /(?:^|\/)([VB])([0-9][0-9._]*)__(.+)\.sql$/;
const repeated = /(?:^|\/)R__(.+)\.sql$/;
/** Files that Flyway runs beside migrations, by their names. */
const callback =
  /(?:^|\/)((?:(?:before|after)(?:Each)?(?:Migrate|Validate|Connect|Versioned|Repeatables)\w*?|createSchema)(?:__.+)?\.sql)$/;

const state = 'Nothing was changed.';

/** `V1_2__title.sql` in the order of their versions, then `R__title.sql`, which run again whenever they change. @throws Failure `broken-history` */
export function flywayFiles(files: readonly SourceFile[], parse: Parse, settings: Settings): readonly Known[] {
  const beside = files.flatMap(({ name }) => callback.exec(name)?.[1] ?? []);
  const configurations = new Map(files.filter(({ name }) => name.endsWith('.sql.conf')).map(({ name, text }) => [name, text]));
  const read = (file: SourceFile, id: string, title: string): Known => {
    const own = readConfiguration(configurations.get(`${file.name}.conf`) ?? '');
    return knownOf({ file, id, title, own, beside }, parse, settings);
  };
  const versioned = files.flatMap((file): Known[] => {
    const [, prefix, version, title = ''] = form.exec(file.name) ?? [];
    return version === undefined || prefix === 'B' ? [] : [read(file, versionOf(version), title)];
  });
  const again = files.flatMap((file): Known[] => {
    const [, title] = repeated.exec(file.name) ?? [];
    return title === undefined ? [] : [read(file, `R ${wordsOf(title)}`, title)];
  });
  const all = [...versioned.sort((a, b) => compare(a.id, b.id)), ...again.sort((a, b) => (a.id < b.id ? -1 : 1))];
  const twin = all.find(({ id }, at) => all.findIndex((other) => other.id === id) !== at);
  if (!twin) return all;
  const what = isRepeated(twin.id) ? `the description ${twin.doc}` : `the version ${twin.id}`;
  throw new Failure('broken-history', `Two migrations have ${what}.`, { state, hint: 'Give one of them another one.' });
}

/** Which files run where one of these is there, and nothing yet is applied, is not decided by their versions alone. */
export function baselineIn(files: readonly SourceFile[]): string | undefined {
  return files.find(({ name }) => form.exec(name)?.[1] === 'B')?.path;
}

interface Read {
  readonly file: SourceFile;
  readonly id: string;
  readonly title: string;
  readonly own: Configuration;
  readonly beside: readonly string[];
}

function knownOf({ file, id, title, own, beside }: Read, parse: Parse, settings: Settings): Known {
  const { sql, missing } = own.replaces ? settings.replace(file.text) : { sql: file.text, missing: undefined };
  if (missing !== undefined && isRepeated(id)) refuseUnsettled(id, missing);
  const unseen = whyUnseen(own, beside, missing);
  // A repeatable one is summed up as it runs.
  const summed = isRepeated(id) ? sql : file.text;
  return {
    id,
    doc: wordsOf(title),
    path: file.path,
    sql,
    form: (own.transaction ?? !runsAlone(sql, parse, settings.mixed)) ? 'one' : 'none',
    checksum: String(checksumOf(summed)),
    ...(unseen === undefined ? {} : { unseen }),
    down: undefined,
  };
}

/** What a repeatable one is as it runs decides whether it is pending. */
function refuseUnsettled(id: string, placeholder: string): never {
  throw new Failure(
    'broken-history',
    `Whether ${id} runs again depends on the value of its placeholder ${placeholder}, which is not known here.`,
    { state, hint: `Set FLYWAY_PLACEHOLDERS_${placeholder.toUpperCase()} in the environment of the service.` },
  );
}

function whyUnseen(own: Configuration, beside: readonly string[], missing: string | undefined): string | undefined {
  if (own.conditional) return 'its .sql.conf says when it is executed';
  if (own.encoding !== undefined) return `its .sql.conf says that it is written in ${own.encoding}`;
  if (missing !== undefined) return `the value of its placeholder ${missing} is not known here`;
  return beside.length === 0 ? undefined : `Flyway runs ${beside.join(', ')} with it`;
}

interface Configuration {
  readonly transaction: boolean | undefined;
  readonly replaces: boolean;
  readonly conditional: boolean;
  readonly encoding: string | undefined;
}

/** `V2__title.sql.conf` beside a file. */
function readConfiguration(text: string): Configuration {
  const lines = [...text.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(.*?)[ \t\r]*$/gm)].map(([, name = '', value = '']) => [name, value] as const);
  const values = new Map(lines);
  const transaction = values.get('executeInTransaction');
  const encoding = values.get('encoding');
  return {
    transaction: transaction === undefined ? undefined : /^true$/i.test(transaction),
    replaces: !/^false$/i.test(values.get('placeholderReplacement') ?? ''),
    conditional: values.has('shouldExecute'),
    encoding: encoding === undefined || /^utf-?8$/i.test(encoding) ? undefined : encoding,
  };
}

/** What Flyway itself knows to be refused in a transaction. */
const outside =
  /^(?:(?:create|drop) (?:database|tablespace|subscription)|alter system|create (?:unique )?index concurrently|drop index concurrently|reindex (?:verbose )?(?:schema|database|system)|vacuum|discard all)\b/;

/** Whether Flyway runs the file without a transaction: all of its statements need that, or one does where both may be mixed. */
function runsAlone(sql: string, parse: Parse, mixed: boolean): boolean {
  const { statements } = readScript(sql, parse);
  const alone = statements.filter((one) => outside.test(one.sql.slice(0, 200).replaceAll(/\s+/g, ' ').toLowerCase()));
  return mixed ? alone.length > 0 : alone.length > 0 && alone.length === statements.length;
}

export const isRepeated = (id: string): boolean => id.startsWith('R ');

const wordsOf = (title: string): string => title.replaceAll('_', ' ');

/** `1.2` of `1_02`. */
export function versionOf(text: string): string {
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
