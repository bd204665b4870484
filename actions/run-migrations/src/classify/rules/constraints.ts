import type { Constraint, Node } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';
import { findAll, tableOf } from '../names.ts';
import { type Act, briefly } from './rule.ts';

/** A key of a new table to an old one: writers of the old one wait for a moment. */
export function references({ node, command }: Act, memory: Memory): readonly Hazard[] {
  const inside = command ? command.def : 'CreateStmt' in node ? node : undefined;
  const keys = findAll<Constraint>(inside, 'Constraint').filter((one) => one.contype === 'CONSTR_FOREIGN');
  const others = new Set(keys.map((one) => tableOf(one.pktable)).filter((name) => !memory.made.has(name) && !isSelf(node, name)));
  const parents = 'CreateStmt' in node && node.CreateStmt.partbound ? (node.CreateStmt.inhRelations ?? []) : [];
  const partitioned = parents.map((one) => ('RangeVar' in one ? tableOf(one.RangeVar) : '')).filter((name) => !memory.made.has(name));
  return [
    ...[...others].map((name) => briefly('reference', name, 'A new table gets a key to it')),
    ...partitioned.map((name) => briefly('add-partition', name, 'It gets a new partition')),
  ];
}

function isSelf(node: Node, name: string): boolean {
  return 'CreateStmt' in node && tableOf(node.CreateStmt.relation) === name;
}

/** Constraints: what is checked, under which lock, and whether the rows may fail it. */
export function constraints({ command, table }: Act, memory: Memory): readonly Hazard[] {
  switch (command?.subtype) {
    case 'AT_AddConstraint':
      return command.def && 'Constraint' in command.def ? add(command.def.Constraint, table) : [];
    case 'AT_DropConstraint':
      return [briefly('drop-constraint', table, 'A constraint is dropped')];
    case 'AT_AlterConstraint':
      return [briefly('alter-constraint', table, 'A constraint is changed')];
    case 'AT_ValidateConstraint':
      return validate(command.name ?? '', table, memory);
    default:
      return [];
  }
}

function add(constraint: Constraint, table: string): readonly Hazard[] {
  const { contype, conname = '', skip_validation: unchecked } = constraint;
  const object = conname ? `${table} (${conname})` : table;
  const later = 'VALIDATE CONSTRAINT it in a revision with a transaction of its own.';
  switch (contype) {
    case 'CONSTR_CHECK':
      if (unchecked) return [briefly('add-check', object, 'The check holds for new rows')];
      return checked(
        'add-check',
        object,
        'Every row is checked while nobody can read or write the table',
        `Add it NOT VALID, then ${later}`,
      );
    case 'CONSTR_FOREIGN': {
      const other = tableOf(constraint.pktable);
      if (unchecked) return [briefly('add-foreign-key', object, `The key holds for new rows; writes to ${table} and ${other} wait`)];
      const why = `Every row is looked up while nobody can write to ${table} and ${other}`;
      return checked('add-foreign-key', object, why, `Add it NOT VALID (postgresql_not_valid=True), then ${later}`);
    }
    case 'CONSTR_NOTNULL':
      if (unchecked) return [briefly('set-not-null', object, 'The column is required for new rows')];
      return checked(
        'set-not-null',
        object,
        'Every row is read while nobody can read or write the table',
        `Add it NOT VALID, then ${later}`,
      );
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      if (constraint.indexname) return [briefly('add-unique', object, 'An index that is there becomes a constraint')];
      const why = 'Its index is built while nobody can write to the table, or read it';
      return checked('add-unique', object, why, 'Create the unique index CONCURRENTLY, then add the constraint USING INDEX.');
    }
    case 'CONSTR_EXCLUSION':
      return checked(
        'add-exclusion',
        object,
        'Its index is built while nobody can read or write the table',
        'Plan a time with little traffic.',
      );
    default:
      return [briefly('add-constraint', object, 'A constraint is added')];
  }
}

function checked(rule: string, object: string, why: string, instead: string): readonly Hazard[] {
  return [
    briefly(rule, object, 'A constraint is added'),
    { rule, class: 'scan-under-lock', object, why, instead },
    { rule, class: 'may-fail-on-data', object, why: 'It fails where a row breaks it', instead },
  ];
}

/** The scan itself disturbs nobody, unless the transaction holds a stronger lock from before. */
function validate(name: string, table: string, memory: Memory): readonly Hazard[] {
  const object = `${table} (${name})`;
  const instead = 'Validate in a revision with a transaction of its own (transaction_per_migration, or an autocommit_block).';
  const fails: Hazard = {
    rule: 'validate-constraint',
    class: 'may-fail-on-data',
    object,
    why: 'It fails where a row breaks it',
    instead: '',
  };
  const held = memory.locked.get(table);
  if (held === undefined) return [fails];
  const why = `The lock that ${held} took in the same transaction is held while every row is checked`;
  return [{ rule: 'validate-under-lock', class: 'scan-under-lock', object, why, instead }, fails];
}
