import type { Node } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
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

function outside(node: Node): string | undefined {
  if ('IndexStmt' in node && node.IndexStmt.concurrent) return 'CREATE INDEX CONCURRENTLY';
  if ('DropStmt' in node && node.DropStmt.concurrent) return 'DROP INDEX CONCURRENTLY';
  if ('ReindexStmt' in node) {
    const concurrent = JSON.stringify(node.ReindexStmt.params ?? []).includes('"concurrently"');
    const wide = node.ReindexStmt.kind === 'REINDEX_OBJECT_SCHEMA' || node.ReindexStmt.kind === 'REINDEX_OBJECT_DATABASE';
    return concurrent
      ? 'REINDEX CONCURRENTLY'
      : wide || node.ReindexStmt.kind === 'REINDEX_OBJECT_SYSTEM'
        ? 'REINDEX SCHEMA or DATABASE'
        : undefined;
  }
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd ? 'VACUUM' : undefined;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation ? undefined : 'CLUSTER of all tables';
  if ('CreatedbStmt' in node) return 'CREATE DATABASE';
  if ('DropdbStmt' in node) return 'DROP DATABASE';
  if ('AlterSystemStmt' in node) return 'ALTER SYSTEM';
  if ('CreateTableSpaceStmt' in node) return 'CREATE TABLESPACE';
  if ('DropTableSpaceStmt' in node) return 'DROP TABLESPACE';
  return undefined;
}

function isConcurrent(definition: Node | undefined): boolean {
  return definition !== undefined && 'PartitionCmd' in definition && definition.PartitionCmd.concurrent === true;
}
