import type { Node, VacuumStmt } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { isOn, objectName, tableOf } from '../names.ts';
import { type Act, briefly } from './rule.ts';

/** Indexes, and what else writes whole tables anew. */
export function indexes({ node, command, table }: Act, memory: Memory): readonly Hazard[] {
  if ('IndexStmt' in node) {
    const on = tableOf(node.IndexStmt.relation);
    return memory.made.has(on) ? [] : createIndex(on, node.IndexStmt.unique === true, node.IndexStmt.concurrent === true);
  }
  if ('DropStmt' in node && node.DropStmt.removeType === 'OBJECT_INDEX' && !node.DropStmt.concurrent) {
    return (node.DropStmt.objects ?? []).flatMap((object) => {
      const on = memory.indexes.get(objectName(object));
      return on !== undefined && memory.made.has(on) ? [] : [briefly('drop-index', on ?? objectName(object), 'An index is dropped')];
    });
  }
  return command ? moves(command.subtype, table) : wholes(node, memory);
}

/** Statements that work on a whole table. */
function wholes(node: Node, memory: Memory): readonly Hazard[] {
  if ('ReindexStmt' in node && !isOn(node.ReindexStmt.params, 'concurrently')) {
    const on = node.ReindexStmt.relation ? tableOf(node.ReindexStmt.relation) : (node.ReindexStmt.name ?? '');
    const why = 'Indexes are built while nobody can write, and queries that would use them wait';
    const instead = 'REINDEX CONCURRENTLY, in an autocommit_block.';
    return [{ rule: 'reindex', class: 'scan-under-lock', object: memory.indexes.get(on) ?? on, why, instead }];
  }
  if ('ClusterStmt' in node) return [rewriting('cluster', tableOf(node.ClusterStmt.relation))];
  if ('VacuumStmt' in node && isOn(node.VacuumStmt.options, 'full')) return vacuumed(node.VacuumStmt);
  if ('RefreshMatViewStmt' in node && !node.RefreshMatViewStmt.concurrent) {
    const object = tableOf(node.RefreshMatViewStmt.relation);
    const why = 'Readers of the view wait until it is filled';
    const instead = 'REFRESH MATERIALIZED VIEW CONCURRENTLY.';
    return memory.made.has(object) ? [] : [{ rule: 'refresh-view', class: 'rewrite', object, why, instead }];
  }
  return [];
}

function vacuumed(statement: VacuumStmt): readonly Hazard[] {
  const tables = (statement.rels ?? []).map((one) => ('VacuumRelation' in one ? tableOf(one.VacuumRelation.relation) : ''));
  return (tables.length > 0 ? tables : ['every table']).map((table) => rewriting('vacuum-full', table));
}

function createIndex(on: string, unique: boolean, concurrent: boolean): readonly Hazard[] {
  const instead = 'CREATE INDEX CONCURRENTLY (postgresql_concurrently=True) in op.get_context().autocommit_block().';
  const why = 'The index is built while nobody can write to the table';
  const found: Hazard[] = concurrent ? [] : [{ rule: 'create-index', class: 'scan-under-lock', object: on, why, instead }];
  if (unique) {
    const left = concurrent ? ', and leaves an invalid index' : '';
    found.push({ rule: 'create-index', class: 'may-fail-on-data', object: on, why: `It fails where rows are equal${left}`, instead: '' });
  }
  return found;
}

function rewriting(rule: string, object: string): Hazard {
  const why = 'The whole table is written anew while nobody can read or write it';
  return { rule, class: 'rewrite', object, why, instead: 'Plan a time with little traffic, outside of a release.' };
}

function moves(subtype: string | undefined, table: string): readonly Hazard[] {
  switch (subtype) {
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
      return [rewriting('set-logged', table)];
    case 'AT_SetTableSpace':
      return [rewriting('set-tablespace', table)];
    case 'AT_SetAccessMethod':
      return [rewriting('set-access-method', table)];
    default:
      return [];
  }
}
