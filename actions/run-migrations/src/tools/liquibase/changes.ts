import type { Parse } from '../../classify/parse.ts';
import type { Known, Marks } from '../adapter.ts';
import { readScript } from '../script.ts';
import { keyOf, type Listed } from './history.ts';
import { findSource, type Source } from './sources.ts';

/** A change set, with what its file says of when it runs. */
export interface Change extends Known {
  readonly source: Source | undefined;
}

/** @param files text by path, as far as the image shows it */
export function changesOf(all: readonly Listed[], files: ReadonlyMap<string, string>, parse: Parse): readonly Change[] {
  return all.map((one) => {
    const text = files.get(one.path);
    const source = text === undefined ? undefined : findSource(one.path, text, one);
    return { ...changeOf(one, source, parse), source };
  });
}

function changeOf(one: Listed, source: Source | undefined, parse: Parse): Known {
  const { key, doc, path, checksum } = one;
  const base = { id: key, doc, path, checksum, down: undefined };
  if (source?.plain && readScript(source.text, parse).wrong === undefined) {
    return { ...base, sql: source.text, form: source.transaction ? 'one' : 'none' };
  }
  const generated = readScript(one.sql, parse);
  const empty = generated.wrong === undefined && generated.statements.length === 0;
  const unseen =
    source === undefined ? `how it runs is not known: it was not found in ${path}` : empty ? 'Liquibase shows no SQL of it' : undefined;
  const loose =
    source === undefined ? generated.statements.some(({ sql }) => /\bconcurrently\b|^vacuum\b/i.test(sql)) : !source.transaction;
  return {
    ...base,
    sql: [...(source?.allows ?? []).map(({ rule, reason }) => `-- slipway: allow ${rule}${reason && ` because ${reason}`}`), one.sql].join(
      '\n',
    ),
    form: loose ? 'none' : 'one',
    ...(unseen === undefined ? {} : { unseen }),
    ...(source === undefined ? {} : { line: source.line }),
  };
}

/** A row of Liquibase's table: path, id, author, checksum. */
type Row = readonly string[];

/** What is applied, in the order in which Liquibase would take it back. One that runs again because it changed is pending. */
export function appliedOf(rows: readonly Row[], changes: readonly Change[]): Marks['applied'] {
  const byId = new Map(changes.map((one) => [one.id, one]));
  return rows.flatMap(([path = '', name = '', author = '', checksum = '']): Marks['applied'] => {
    const id = keyOf(path, name, author);
    const now = byId.get(id);
    // A checksum of an older kind is compared by Liquibase alone, and one that was taken away by nobody.
    const edited = checksum !== '' && now?.checksum !== undefined && kindOf(checksum) === kindOf(now.checksum) && checksum !== now.checksum;
    if (!edited || now.source?.always || now.source?.accepts(checksum)) return [{ id }];
    return now.source?.onChange ? [] : [{ id, checksum }];
  });
}

/** `9` of `9:1d3f…`. */
function kindOf(checksum: string): string {
  return checksum.split(':')[0] ?? '';
}

/** Where something is pending, what always runs does so too, and nobody judges it: the first says so. */
export function withAlways(changes: readonly Change[], applied: Marks['applied']): readonly Change[] {
  const done = new Set(applied.map(({ id }) => id));
  const always = changes.filter(({ id, source }) => done.has(id) && source?.always).map(({ id }) => id);
  const first = changes.find(({ id }) => !done.has(id));
  if (!first || always.length === 0) return changes;
  const unseen = first.unseen ?? `Liquibase runs ${always.join(', ')} with it, because of runAlways`;
  return changes.map((one) => (one === first ? { ...one, unseen } : one));
}

/** How many change sets Liquibase counts up to this one: what always runs counts too. */
export function countTo(changes: readonly Change[], applied: Marks['applied'], last: string | undefined): number {
  const done = new Set(applied.map(({ id }) => id));
  const end = changes.findIndex(({ id }) => id === last) + 1;
  return changes.slice(0, end).filter(({ id, source }) => !done.has(id) || source?.always).length;
}
