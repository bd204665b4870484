import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { objectName, tableOf } from '../names.ts';
import { type Act, briefly, later } from './rule.ts';

/** Rights, row security, triggers and partitions: who sees what. */
export function access({ node, command, table }: Act, memory: Memory): readonly Hazard[] {
  if (command) return byCommand(command.subtype ?? '', table, command.def, memory);
  if ('GrantStmt' in node && !node.GrantStmt.is_grant) {
    const objects = (node.GrantStmt.objects ?? []).map((one) => objectName(one)).filter((name) => !memory.made.has(name));
    return objects.map((object) => breaks('revoke', object, 'Old code may lose the right that it uses'));
  }
  if ('CreateTrigStmt' in node) {
    const on = tableOf(node.CreateTrigStmt.relation);
    return memory.made.has(on) ? [] : [briefly('create-trigger', on, 'Writes run a trigger from now on')];
  }
  if ('CreatePolicyStmt' in node) {
    const on = tableOf(node.CreatePolicyStmt.table);
    return memory.made.has(on) ? [] : [briefly('create-policy', on, 'A policy is added')];
  }
  if ('LockStmt' in node) {
    const names = (node.LockStmt.relations ?? []).map((one) => ('RangeVar' in one ? tableOf(one.RangeVar) : ''));
    return names
      .filter((name) => !memory.made.has(name))
      .map((name) => briefly('lock-table', name, 'It is locked until the transaction ends'));
  }
  return [];
}

function breaks(rule: string, object: string, why: string): Hazard {
  return { rule, class: 'breaks-old-code', object, why, instead: later };
}

function byCommand(subtype: string, table: string, definition: unknown, memory: Memory): readonly Hazard[] {
  switch (subtype) {
    case 'AT_EnableRowSecurity':
    case 'AT_ForceRowSecurity':
      return [breaks('row-security', table, 'Rows that no policy allows are gone for old code')];
    case 'AT_EnableTrig':
    case 'AT_DisableTrig':
    case 'AT_EnableTrigAll':
    case 'AT_DisableTrigAll':
    case 'AT_EnableTrigUser':
    case 'AT_DisableTrigUser':
    case 'AT_EnableAlwaysTrig':
    case 'AT_EnableReplicaTrig':
      return [briefly('switch-trigger', table, 'Triggers are switched')];
    case 'AT_AttachPartition':
      return attach(partitionOf(definition), memory);
    case 'AT_DetachPartition': {
      const object = partitionOf(definition);
      return [
        briefly('detach-partition', table, 'A partition is detached'),
        breaks('detach-partition', object, 'Its rows are gone from the table for old code'),
      ];
    }
    case 'AT_AddInherit':
    case 'AT_DropInherit':
    case 'AT_ChangeOwner':
    case 'AT_ReplicaIdentity':
    case 'AT_DisableRowSecurity':
    case 'AT_NoForceRowSecurity':
      return [briefly('alter-table', table, 'The table is changed')];
    default:
      return [];
  }
}

function partitionOf(definition: unknown): string {
  const { PartitionCmd: command } = (definition ?? {}) as { PartitionCmd?: { name?: Parameters<typeof tableOf>[0] } };
  return tableOf(command?.name);
}

function attach(child: string, memory: Memory): readonly Hazard[] {
  if (memory.made.has(child)) return [];
  const why = 'Every row of the partition is checked while nobody can read or write it';
  const instead = 'Add a CHECK that says the same as the bounds, NOT VALID, validate it, then attach.';
  return [
    { rule: 'attach-partition', class: 'scan-under-lock', object: child, why, instead },
    {
      rule: 'attach-partition',
      class: 'may-fail-on-data',
      object: child,
      why: 'It fails where a row is outside of the bounds',
      instead: '',
    },
  ];
}
