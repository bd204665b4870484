import type { ColumnDef, Constraint } from 'libpg-query';
import { constraintsOf, isNull, isVolatile } from '../column-definition.ts';
import type { Hazard } from '../hazard.ts';
import { columnOf, type Memory } from '../memory.ts';
import { typeOfNode } from '../type-name.ts';
import { type Act, briefly } from './rule.ts';

/** Columns: added, made required, given and deprived of defaults. */
export function columns({ command, table }: Act, memory: Memory): readonly Hazard[] {
  const name = command?.name ?? '';
  const object = `${table}.${name}`;
  switch (command?.subtype) {
    case 'AT_AddColumn':
      return command.def && 'ColumnDef' in command.def ? addColumn(command.def.ColumnDef, table) : [];
    case 'AT_SetNotNull':
      return setNotNull(table, name, memory);
    case 'AT_DropNotNull':
      return [briefly('drop-not-null', object, 'The column may be empty from now on, which old code may meet')];
    case 'AT_ColumnDefault':
      return command.def && !isNull(command.def)
        ? [briefly('set-default', object, 'New rows get another default')]
        : dropDefault(table, name, memory);
    case 'AT_AddIdentity':
    case 'AT_SetIdentity':
    case 'AT_DropIdentity':
    case 'AT_DropExpression':
    case 'AT_CookedColumnDefault':
      return [briefly('change-default', object, 'New rows are filled in another way')];
    case 'AT_SetExpression':
      return [rewriting('set-expression', object, 'A stored expression is computed for every row')];
    default:
      return [];
  }
}

function addColumn(definition: ColumnDef, table: string): readonly Hazard[] {
  const object = `${table}.${definition.colname ?? ''}`;
  const given = constraintsOf(definition);
  const found: Hazard[] = [briefly('add-column', object, 'A column is added')];
  const generated = given.some((one) => one.contype === 'CONSTR_GENERATED' && one.generated_kind !== 'v');
  const serial = /^(small|big)?serial[248]?$/.test(typeOfNode(definition.typeName).name);
  const numbered = serial || given.some((one) => one.contype === 'CONSTR_IDENTITY');
  const fallback = given.find((one) => one.contype === 'CONSTR_DEFAULT')?.raw_expr;
  if (generated || numbered || (fallback && isVolatile(fallback))) {
    found.push(rewriting('add-column-computed', object, 'Every row gets a value of its own, so the whole table is written anew'));
  }
  const required = given.some((one) => one.contype === 'CONSTR_NOTNULL' || one.contype === 'CONSTR_PRIMARY');
  const filled = generated || numbered || (fallback !== undefined && !isNull(fallback));
  if (required && !filled) found.push(...requiredColumn(object, true));
  return [...found, ...given.flatMap((one) => inlineConstraint(one, object, filled))];
}

/** A constraint in the definition of a new column is checked at once. */
function inlineConstraint(constraint: Constraint, object: string, filled: boolean): readonly Hazard[] {
  const scan = (what: string, instead: string): Hazard => ({
    rule: 'add-column-constraint',
    class: 'scan-under-lock',
    object,
    why: `${what} while nobody can read or write the table`,
    instead,
  });
  switch (constraint.contype) {
    case 'CONSTR_UNIQUE':
    case 'CONSTR_PRIMARY':
      return [
        scan('Its index is built', 'Add the column alone, create the unique index CONCURRENTLY, then add the constraint USING INDEX.'),
      ];
    case 'CONSTR_CHECK':
      return [
        scan('Every row is checked', 'Add the column alone, then the constraint NOT VALID, then VALIDATE CONSTRAINT in another revision.'),
      ];
    case 'CONSTR_FOREIGN':
      return filled
        ? [scan('Every row is looked up', 'Add the column alone, then the foreign key NOT VALID, then validate it in another revision.')]
        : [];
    default:
      return [];
  }
}

function rewriting(rule: string, object: string, why: string): Hazard {
  const instead = 'Add the column without it, set the default for new rows, and fill old rows in batches outside of the migration.';
  return { rule, class: 'rewrite', object, why: `${why} while nobody can read or write it`, instead };
}

function requiredColumn(object: string, onRows: boolean): readonly Hazard[] {
  const rule = 'add-required-column';
  const instead = 'Give it a server default that stays until no running version lacks the column, or leave it nullable for this release.';
  const why = 'Old code does not name the column when it inserts, and there is no default: its inserts fail';
  const fails: Hazard = { rule, class: 'may-fail-on-data', object, why: 'Rows that are there have no value for it', instead };
  return [{ rule, class: 'breaks-old-code', object, why, instead }, ...(onRows ? [fails] : [])];
}

function setNotNull(table: string, name: string, memory: Memory): readonly Hazard[] {
  const object = `${table}.${name}`;
  const column = columnOf(memory, table, name);
  const late = column.added && column.filled !== true ? requiredColumn(object, false) : [];
  if (column.required === true) return [briefly('set-not-null', object, 'The column is required already')];
  if (memory.proven.has(object)) return [briefly('set-not-null', object, 'A validated CHECK proves it, so no row is read'), ...late];
  const instead = `Add CHECK (${name} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT it in another transaction, then SET NOT NULL.`;
  return [
    { rule: 'set-not-null', class: 'scan-under-lock', object, why: 'Every row is read while nobody can read or write the table', instead },
    { rule: 'set-not-null', class: 'may-fail-on-data', object, why: 'It fails where a row has no value', instead },
    ...late,
  ];
}

function dropDefault(table: string, name: string, memory: Memory): readonly Hazard[] {
  const object = `${table}.${name}`;
  const column = columnOf(memory, table, name);
  const drop = briefly('drop-default', object, 'New rows get no default');
  if (column.required === false) return [drop];
  if (column.added) return column.required ? [drop, ...requiredColumn(object, false)] : [drop];
  const why = 'Inserts of old code that leave the column out fail, because it is required';
  return [
    drop,
    { rule: 'drop-default', class: 'breaks-old-code', object, why, instead: 'Drop the default once no running version relies on it.' },
  ];
}
