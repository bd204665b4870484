import type { Node, TypeName } from 'libpg-query';
import { namesOf } from './names.ts';

/** A column's type as far as rewriting is concerned. */
export interface ColumnType {
  readonly name: string;
  readonly modifiers: readonly number[];
}

const aliases: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'bpchar',
  char: 'bpchar',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  smallint: 'int2',
  integer: 'int4',
  int: 'int4',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  boolean: 'bool',
  decimal: 'numeric',
  'bit varying': 'varbit',
};

/** A type as `format_type` prints it. */
export function typeOfText(text: string): ColumnType {
  const modifiers = /\(([\d, ]+)\)/.exec(text)?.[1]?.split(',').map(Number) ?? [];
  const [, bare = '', array = ''] =
    /^(.*?)((?:\[\])*)$/.exec(
      text
        .replace(/\([\d, ]+\)/, '')
        .replaceAll('"', '')
        .trim(),
    ) ?? [];
  return { name: (aliases[bare] ?? bare.replace(/^public\./, '')) + array, modifiers };
}

export function typeOfNode(type: TypeName | undefined): ColumnType {
  const names = namesOf(type?.names).filter((name) => name !== 'pg_catalog' && name !== 'public');
  const modifiers = (type?.typmods ?? []).flatMap((node: Node) => ('A_Const' in node ? [node.A_Const.ival?.ival ?? 0] : []));
  const array = (type?.arrayBounds ?? []).length > 0 ? '[]' : '';
  const name = names.join('.');
  return { name: (aliases[name] ?? name) + array, modifiers };
}

export interface Change {
  readonly rewrites: boolean;
  /** Whether values that fit before may not fit now. */
  readonly narrows: boolean;
  /** Whether code that knows the old type meets another kind of value. */
  readonly differs: boolean;
}

const harmless: Change = { rewrites: false, narrows: false, differs: false };
const integers = ['int2', 'int4', 'int8'];
const strings = ['varchar', 'text'];

/** What changing a column's type does, measured on PostgreSQL 15: growing a limit is only written down. */
export function compareTypes(from: ColumnType, to: ColumnType, timeZone: string): Change {
  if (from.name === to.name) return compareLimits(from, to);
  if (strings.includes(from.name) && strings.includes(to.name)) {
    if (to.modifiers.length === 0) return harmless;
    return { rewrites: true, narrows: true, differs: false };
  }
  if (from.name === 'cidr' && to.name === 'inet') return harmless;
  if (['timestamp', 'timestamptz'].includes(from.name) && ['timestamp', 'timestamptz'].includes(to.name)) {
    const same = (from.modifiers[0] ?? 6) <= (to.modifiers[0] ?? 6);
    return { rewrites: !(same && /^(Etc\/)?(UTC|GMT)$/.test(timeZone)), narrows: false, differs: true };
  }
  const [before, after] = [integers.indexOf(from.name), integers.indexOf(to.name)];
  if (before >= 0 && after >= 0) return { rewrites: true, narrows: after < before, differs: false };
  return { rewrites: true, narrows: true, differs: true };
}

function compareLimits(from: ColumnType, to: ColumnType): Change {
  const [before, after] = [from.modifiers, to.modifiers];
  if (before.join() === after.join()) return harmless;
  switch (from.name) {
    case 'varchar':
    case 'varbit':
      if (after.length === 0 || (before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0))) return harmless;
      return { rewrites: true, narrows: true, differs: false };
    case 'numeric': {
      if (after.length === 0) return harmless;
      const scale = (limits: readonly number[]): number => limits[1] ?? 0;
      const grows = before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0) && scale(after) === scale(before);
      if (grows) return harmless;
      const room = (limits: readonly number[]): number => (limits[0] ?? 0) - scale(limits);
      return { rewrites: true, narrows: before.length === 0 || room(after) < room(before) || scale(after) < scale(before), differs: false };
    }
    case 'timestamp':
    case 'timestamptz':
    case 'time':
    case 'timetz':
      if ((after[0] ?? 6) >= (before[0] ?? 6)) return harmless;
      return { rewrites: true, narrows: true, differs: false };
    default:
      return { rewrites: true, narrows: true, differs: false };
  }
}
