import type { Node } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { isOn } from '../names.ts';
import type { Act } from './rule.ts';

/** What the server refuses inside of a transaction. */
export function transaction({ node, command }: Act, memory: Memory): readonly Hazard[] {
  if (!memory.inTransaction) return [];
  const what =
    outside(node) ?? (command?.subtype === 'AT_DetachPartition' && isConcurrent(command.def) ? 'DETACH PARTITION CONCURRENTLY' : undefined);
  if (what === undefined) return [];
  const why = `The server refuses ${what} in a transaction, and the revision runs in one`;
  const instead = 'Put it into "with op.get_context().autocommit_block():", in a revision of its own.';
  return [{ rule: 'not-in-transaction', class: 'wrong-transaction-form', object: what, why, instead }];
}

const plain: Readonly<Record<string, string>> = {
  CreatedbStmt: 'CREATE DATABASE',
  DropdbStmt: 'DROP DATABASE',
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
};

function outside(node: Node): string | undefined {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent ? 'CREATE INDEX CONCURRENTLY' : undefined;
  if ('DropStmt' in node) return node.DropStmt.concurrent ? 'DROP INDEX CONCURRENTLY' : undefined;
  if ('ReindexStmt' in node) {
    if (isOn(node.ReindexStmt.params, 'concurrently')) return 'REINDEX CONCURRENTLY';
    return node.ReindexStmt.kind === 'REINDEX_OBJECT_TABLE' || node.ReindexStmt.kind === 'REINDEX_OBJECT_INDEX'
      ? undefined
      : 'REINDEX of several tables';
  }
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd ? 'VACUUM' : undefined;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation ? undefined : 'CLUSTER of all tables';
  return plain[Object.keys(node)[0] ?? ''];
}

function isConcurrent(definition: Node | undefined): boolean {
  return definition !== undefined && 'PartitionCmd' in definition && definition.PartitionCmd.concurrent === true;
}
