import type { DropStmt, RenameStmt } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { objectName, tableOf } from '../names.ts';
import { type Act, briefly, later } from './rule.ts';

/** What is taken away or gets another name. */
export function drops({ node, command, table }: Act, memory: Memory): readonly Hazard[] {
  if (command?.subtype === 'AT_DropColumn') return dropColumn(`${table}.${command.name ?? ''}`, memory);
  if ('DropStmt' in node) return dropObjects(node.DropStmt, memory);
  if ('RenameStmt' in node) return rename(node.RenameStmt, memory);
  if ('AlterObjectSchemaStmt' in node) {
    const moved = node.AlterObjectSchemaStmt;
    const object = moved.relation ? tableOf(moved.relation) : objectName(moved.object);
    if (memory.made.has(object)) return [];
    return [breaking('set-schema', object, 'Old code looks for it in the schema where it was', 'Leave it there.', `relation ${object}`)];
  }
  if ('TruncateStmt' in node) {
    const names = (node.TruncateStmt.relations ?? []).map((one) => ('RangeVar' in one ? tableOf(one.RangeVar) : ''));
    return names.filter((name) => !memory.made.has(name)).flatMap((name) => lost('truncate', name, 'Every row is gone, also for old code'));
  }
  return [];
}

function breaking(rule: string, object: string, why: string, instead: string, unlessMade?: string): Hazard {
  return { rule, class: 'breaks-old-code', object, why, instead, ...(unlessMade ? { unlessMade } : {}) };
}

function lost(rule: string, object: string, why: string): readonly Hazard[] {
  return [breaking(rule, object, why, later), { rule, class: 'destructive', object, why: 'Its data is gone with it', instead: later }];
}

function dropColumn(object: string, memory: Memory): readonly Hazard[] {
  if (memory.columns.get(object)?.added) return [];
  return [
    briefly('drop-column', object, 'A column is dropped'),
    ...lost('drop-column', object, 'Old code still names the column in its queries'),
  ];
}

/** Kinds that hold data of their own. */
const holding = new Set(['OBJECT_TABLE', 'OBJECT_SCHEMA', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_EXTENSION']);
/** Kinds without which old code only behaves otherwise. */
const harmless = new Set([
  'OBJECT_INDEX',
  'OBJECT_TRIGGER',
  'OBJECT_POLICY',
  'OBJECT_RULE',
  'OBJECT_STATISTIC_EXT',
  'OBJECT_EVENT_TRIGGER',
]);

function dropObjects(statement: DropStmt, memory: Memory): readonly Hazard[] {
  const kind = statement.removeType ?? '';
  const what = kind.replace('OBJECT_', '').toLowerCase().replaceAll('_', '-');
  if (kind === 'OBJECT_INDEX') return [];
  return (statement.objects ?? []).flatMap((node): readonly Hazard[] => {
    const name = objectName(node);
    if (memory.made.has(name) || memory.madeTypes.has(name)) return [];
    if (harmless.has(kind)) return [briefly(`drop-${what}`, name, `A ${what} is dropped`)];
    if (kind === 'OBJECT_MATVIEW') return [breaking('drop-matview', name, 'Old code still reads it', later, `relation ${name}`)];
    if (holding.has(kind)) return lost(`drop-${what}`, name, `Old code still uses the ${what}`);
    return [breaking(`drop-${what}`, name, `Old code may still use the ${what}`, later, `${keyOf(kind)} ${name}`)];
  });
}

/** Views stand for tables; everything else is put back by its own kind. */
function keyOf(kind: string): string {
  if (kind === 'OBJECT_VIEW') return 'relation';
  return kind === 'OBJECT_FUNCTION' || kind === 'OBJECT_PROCEDURE' || kind === 'OBJECT_ROUTINE' ? 'function' : kind;
}

function rename(statement: RenameStmt, memory: Memory): readonly Hazard[] {
  const on = statement.relation ? tableOf(statement.relation) : objectName(statement.object);
  const instead =
    'Add the new one beside it, write both, and drop the old one in a later release; for a table, a view of the old name helps.';
  switch (statement.renameType) {
    case 'OBJECT_COLUMN': {
      const object = `${on}.${statement.subname ?? ''}`;
      if (memory.made.has(on) || memory.columns.get(object)?.added) return [];
      return [breaking('rename-column', object, 'Old code still names the column', instead)];
    }
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return memory.made.has(on) ? [] : [breaking('rename-table', on, 'Old code still names it', instead, `relation ${on}`)];
    case 'OBJECT_SCHEMA':
      return [breaking('rename-schema', statement.subname ?? '', 'Old code still names the schema', instead)];
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return memory.madeTypes.has(on) ? [] : [breaking('rename-type', on, 'Old code may still cast to it', instead, `type ${on}`)];
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_SEQUENCE':
      return [breaking('rename-function', on, 'Old code may still call it', instead, `function ${on}`)];
    default:
      return memory.made.has(on) ? [] : [briefly('rename', on, 'A name is changed that queries do not use')];
  }
}
