import type { Node } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import { columnOf, liveName, type Memory } from '../memory.ts';
import { findAll, nameOf, namesOf } from '../names.ts';
import { compareTypes, typeOfNode } from '../type-name.ts';
import { type Act, briefly } from './rule.ts';

/** Types: of columns, and the values of enums. */
export function types({ node, command, table }: Act, memory: Memory): readonly Hazard[] {
  if (command?.subtype === 'AT_AlterColumnType') return changeType(command.name ?? '', command.def, table, memory);
  if ('AlterEnumStmt' in node) return changeEnum(nameOf(node.AlterEnumStmt.typeName), node.AlterEnumStmt.oldVal, memory);
  return newValueUsed(node, memory);
}

function changeType(name: string, definition: Node | undefined, table: string, memory: Memory): readonly Hazard[] {
  const object = `${table}.${name}`;
  if (!definition || !('ColumnDef' in definition)) return [];
  const { typeName, raw_default: using } = definition.ColumnDef;
  const from = columnOf(memory, table, name).type;
  const instead =
    'Add a column of the new type, write both, fill the old rows in batches, read the new one, drop the old one in a later release.';
  const rewrite = (why: string): Hazard => ({ rule: 'change-type', class: 'rewrite', object, why, instead });
  const brief = briefly('change-type', object, 'The type is changed');
  if (!from)
    return [brief, rewrite('The type before is not known; unless a limit only grows, the whole table is written anew under the lock')];
  const plain = !using || isPlain(using, name);
  const change = compareTypes(from, typeOfNode(typeName), memory.live.timeZone);
  const found: Hazard[] = [brief];
  if (change.rewrites || !plain) found.push(rewrite('The whole table is written anew, and its indexes, while nobody can read or write it'));
  if (change.narrows)
    found.push({ rule: 'change-type', class: 'may-fail-on-data', object, why: 'Values that are there may not fit the new type', instead });
  if (change.narrows || change.differs || !plain)
    found.push({ rule: 'change-type', class: 'breaks-old-code', object, why: 'Old code reads and writes values of the old type', instead });
  return found;
}

/** USING that says no more than the new type does. */
function isPlain(using: Node, name: string): boolean {
  if ('TypeCast' in using) return using.TypeCast.arg !== undefined && isPlain(using.TypeCast.arg, name);
  return 'ColumnRef' in using && namesOf(using.ColumnRef.fields).at(-1) === name;
}

function changeEnum(type: string, renamed: string | undefined, memory: Memory): readonly Hazard[] {
  if (memory.madeTypes.has(type)) return [];
  if (renamed !== undefined) {
    const why = `Old code reads and writes '${renamed}', which is no value any more`;
    return [
      {
        rule: 'rename-enum-value',
        class: 'breaks-old-code',
        object: type,
        why,
        instead: 'Add the new value, use it, and leave the old one.',
      },
    ];
  }
  if (memory.live.major < 12 && memory.inTransaction) {
    const why = 'Before PostgreSQL 12 a value cannot be added in a transaction';
    return [
      {
        rule: 'enum-value-in-transaction',
        class: 'wrong-transaction-form',
        object: type,
        why,
        instead: 'Use op.get_context().autocommit_block().',
      },
    ];
  }
  return [];
}

/** A value that is not committed yet cannot be used: the server refuses it as unsafe. */
function newValueUsed(node: Node, memory: Memory): readonly Hazard[] {
  if (memory.values.length === 0) return [];
  const strings = new Set(findAll<unknown>(node, 'sval'));
  const tables = new Set(findAll<string>(node, 'relname'));
  const casts = new Set(findAll<Node[]>(node, 'names').map((names) => nameOf(names)));
  return memory.values.flatMap(([type, value]) => {
    if (!strings.has(value)) return [];
    const holds = [...tables].some((table) => columnsOf(memory, table).includes(type));
    if (!holds && !casts.has(type)) return [];
    const why = `'${value}' was added in the same transaction, in which the server lets nobody use it`;
    const instead = 'Add the value in a revision of its own, in op.get_context().autocommit_block().';
    return [{ rule: 'enum-value-used', class: 'wrong-transaction-form' as const, object: type, why, instead }];
  });
}

function columnsOf(memory: Memory, table: string): readonly string[] {
  const facts = Object.keys(memory.live.tables[liveName(memory, table)]?.columns ?? {});
  const here = [...memory.columns.keys()].filter((key) => key.startsWith(`${table}.`)).map((key) => key.slice(table.length + 1));
  return [...facts, ...here].map((name) => columnOf(memory, table, name).type?.name ?? '');
}
