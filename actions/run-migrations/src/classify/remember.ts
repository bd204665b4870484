import type { AlterTableCmd, Node, RenameStmt } from 'libpg-query';
import { constraintsOf, isNull } from './column-definition.ts';
import { columnOf, endTransaction, liveName, type Memory, setColumn } from './memory.ts';
import { findAll, nameOf, objectName, tableOf } from './names.ts';
import type { Act } from './rules/rule.ts';
import { typeOfNode } from './type-name.ts';

/** Writes down what a statement did, for those after it. */
export function remember({ node, command, table }: Act, memory: Memory): void {
  if (command) rememberCommand(command, table, memory);
  else {
    rememberMade(node, memory);
    rememberChanged(node, memory);
  }
  if ('RenameStmt' in node) rememberName(node.RenameStmt, memory);
}

function rememberMade(node: Node, memory: Memory): void {
  if ('CreateStmt' in node) memory.made.add(tableOf(node.CreateStmt.relation));
  else if ('CreateTableAsStmt' in node) memory.made.add(tableOf(node.CreateTableAsStmt.into?.rel));
  else if ('ViewStmt' in node) memory.made.add(tableOf(node.ViewStmt.view));
  else if ('CreateSeqStmt' in node) memory.made.add(tableOf(node.CreateSeqStmt.sequence));
  else if ('CreateEnumStmt' in node) memory.madeTypes.add(nameOf(node.CreateEnumStmt.typeName));
  else if ('CreateDomainStmt' in node) memory.madeTypes.add(nameOf(node.CreateDomainStmt.domainname));
  else if ('CreateSchemaStmt' in node) memory.made.add(node.CreateSchemaStmt.schemaname ?? '');
  else if ('IndexStmt' in node) memory.indexes.set(node.IndexStmt.idxname ?? '', tableOf(node.IndexStmt.relation));
}

function rememberChanged(node: Node, memory: Memory): void {
  if ('AlterEnumStmt' in node) {
    const { typeName, newVal, oldVal } = node.AlterEnumStmt;
    const type = nameOf(typeName);
    const waits = memory.inTransaction && !memory.madeTypes.has(type);
    if (newVal !== undefined && oldVal === undefined && waits) memory.values = [...memory.values, [type, newVal]];
  }
  if ('TransactionStmt' in node) {
    const kind = node.TransactionStmt.kind;
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') endTransaction(memory, true);
    if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') endTransaction(memory, false);
  }
}

function rememberName(statement: RenameStmt, memory: Memory): void {
  const { renameType, newname = '' } = statement;
  const on = statement.relation ? tableOf(statement.relation) : objectName(statement.object);
  if (renameType === 'OBJECT_TABLE') renameTable(on, newname, memory);
  if (renameType === 'OBJECT_TYPE' && memory.madeTypes.delete(on)) memory.madeTypes.add(newname);
  if (renameType === 'OBJECT_COLUMN') setColumn(memory, on, newname, columnOf(memory, on, statement.subname ?? ''));
}

function renameTable(from: string, to: string, memory: Memory): void {
  if (memory.made.delete(from)) memory.made.add(to);
  else memory.aliases.set(to, liveName(memory, from));
  for (const [key, column] of [...memory.columns]) {
    if (key.startsWith(`${from}.`)) memory.columns.set(`${to}${key.slice(from.length)}`, column);
  }
}

function rememberCommand(command: AlterTableCmd, table: string, memory: Memory): void {
  const name = command.name ?? '';
  switch (command.subtype) {
    case 'AT_AddColumn':
      rememberColumn(command.def, table, memory);
      break;
    case 'AT_ColumnDefault':
      setColumn(memory, table, name, { filled: command.def !== undefined && !isNull(command.def) });
      break;
    case 'AT_SetNotNull':
      setColumn(memory, table, name, { required: true });
      break;
    case 'AT_DropNotNull':
      setColumn(memory, table, name, { required: false });
      break;
    case 'AT_AlterColumnType':
      if (command.def && 'ColumnDef' in command.def) setColumn(memory, table, name, { type: typeOfNode(command.def.ColumnDef.typeName) });
      break;
    case 'AT_AddConstraint':
      rememberCheck(command.def, table, memory);
      break;
    case 'AT_ValidateConstraint':
      for (const column of memory.unproven.get(`${table}.${name}`) ?? []) memory.proven.add(`${table}.${column}`);
      return;
    case 'AT_DropConstraint':
      for (const column of memory.unproven.get(`${table}.${name}`) ?? []) memory.proven.delete(`${table}.${column}`);
  }
}

function rememberCheck(definition: Node | undefined, table: string, memory: Memory): void {
  if (!definition || !('Constraint' in definition)) return;
  const { contype, conname = '', raw_expr: check, skip_validation: unchecked } = definition.Constraint;
  if (contype !== 'CONSTR_CHECK') return;
  const columns = provenBy(check);
  if (unchecked) memory.unproven.set(`${table}.${conname}`, columns);
  else for (const column of columns) memory.proven.add(`${table}.${column}`);
}

function rememberColumn(definition: Node | undefined, table: string, memory: Memory): void {
  if (!definition || !('ColumnDef' in definition)) return;
  const column = definition.ColumnDef;
  const given = constraintsOf(column);
  const fallback = given.find((one) => one.contype === 'CONSTR_DEFAULT')?.raw_expr;
  const type = typeOfNode(column.typeName);
  const own = given.some((one) => one.contype === 'CONSTR_IDENTITY' || one.contype === 'CONSTR_GENERATED');
  setColumn(memory, table, column.colname ?? '', {
    type,
    required: given.some((one) => one.contype === 'CONSTR_NOTNULL' || one.contype === 'CONSTR_PRIMARY'),
    filled: own || /serial/.test(type.name) || (fallback !== undefined && !isNull(fallback)),
    added: true,
  });
}

/** Columns that a check of the form `a IS NOT NULL AND b IS NOT NULL` proves. */
export function provenBy(check: Node | undefined): readonly string[] {
  if (!check) return [];
  if ('NullTest' in check && check.NullTest.nulltesttype === 'IS_NOT_NULL') {
    const arg = check.NullTest.arg;
    return arg && 'ColumnRef' in arg ? findAll<string>(arg, 'sval').slice(-1) : [];
  }
  if ('BoolExpr' in check && check.BoolExpr.boolop === 'AND_EXPR') return (check.BoolExpr.args ?? []).flatMap(provenBy);
  return [];
}
