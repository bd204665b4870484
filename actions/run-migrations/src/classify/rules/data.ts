import type { Node, RangeVar } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { tableOf } from '../names.ts';
import type { Act } from './rule.ts';

/** Rows that are changed, and what is locked meanwhile. */
export function data({ node }: Act, memory: Memory): readonly Hazard[] {
  const change = changeOf(node);
  if (!change) return [];
  const object = tableOf(change.relation);
  const found: Hazard[] = [];
  const old = !memory.made.has(object);
  if (old && change.kind === 'delete' && !change.limited) {
    found.push({ rule: 'delete-all', class: 'destructive', object, why: 'Every row is deleted', instead: 'Say which rows by WHERE.' });
    found.push({
      rule: 'delete-all',
      class: 'breaks-old-code',
      object,
      why: 'The rows are gone for old code too',
      instead: 'Delete in a later release.',
    });
  }
  const instead =
    'Move the rows in a revision of its own, in batches that commit (autocommit_block), before or after the change of the schema.';
  const [held, by] = [...memory.locked].find(([table]) => table === object) ?? [...memory.locked][0] ?? [];
  if (held !== undefined && change.many) {
    const why = `The lock that ${by} took on ${held} in the same transaction is held until the rows are written`;
    found.push({ rule: 'ddl-plus-backfill', class: 'scan-under-lock', object: held, why, instead });
  } else if (old && change.kind === 'update' && !change.limited) {
    const why = 'Every row is locked until the end of the transaction: writers of old code wait for it';
    found.push({ rule: 'unbatched-backfill', class: 'scan-under-lock', object, why, instead });
  }
  return found;
}

interface DataChange {
  readonly kind: 'update' | 'delete' | 'insert' | 'merge';
  readonly relation: RangeVar | undefined;
  /** Whether WHERE names the rows. */
  readonly limited: boolean;
  /** Whether the number of rows is up to the data. */
  readonly many: boolean;
}

function changeOf(node: Node): DataChange | undefined {
  if ('UpdateStmt' in node) {
    const { relation, whereClause } = node.UpdateStmt;
    return { kind: 'update', relation, limited: whereClause !== undefined, many: true };
  }
  if ('DeleteStmt' in node) {
    const { relation, whereClause, usingClause } = node.DeleteStmt;
    return { kind: 'delete', relation, limited: whereClause !== undefined || (usingClause ?? []).length > 0, many: true };
  }
  if ('InsertStmt' in node) {
    const { relation, selectStmt } = node.InsertStmt;
    const select = selectStmt && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
    return { kind: 'insert', relation, limited: false, many: (select?.fromClause ?? []).length > 0 };
  }
  if ('MergeStmt' in node) return { kind: 'merge', relation: node.MergeStmt.relation, limited: true, many: true };
  return undefined;
}
