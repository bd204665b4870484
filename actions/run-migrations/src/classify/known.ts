/** Kinds of statements that a rule judges, or that stop nobody. What is not here is unclassified: a rule that was never written finds nothing. */
const known = new Set(
  `SelectStmt InsertStmt UpdateStmt DeleteStmt MergeStmt CopyStmt ExplainStmt VariableSetStmt VariableShowStmt TransactionStmt NotifyStmt
  CreateStmt CreateTableAsStmt ViewStmt CreateSeqStmt AlterSeqStmt CreateSchemaStmt CreateEnumStmt CreateDomainStmt CompositeTypeStmt CreateRangeStmt
  DefineStmt CreateFunctionStmt CreateExtensionStmt CreateStatsStmt CreateCastStmt CreateTrigStmt CreatePolicyStmt AlterPolicyStmt CreateRoleStmt
  IndexStmt AlterTableStmt RenameStmt DropStmt AlterObjectSchemaStmt AlterOwnerStmt AlterEnumStmt TruncateStmt LockStmt VacuumStmt ClusterStmt
  ReindexStmt RefreshMatViewStmt CommentStmt GrantStmt GrantRoleStmt AlterDefaultPrivilegesStmt SecLabelStmt CreatePublicationStmt
  CreatedbStmt DropdbStmt AlterSystemStmt CreateTableSpaceStmt DropTableSpaceStmt`.split(/\s+/),
);

/** Why a statement cannot be judged, if so. */
export function unjudged(node: object): string | undefined {
  const kind = Object.keys(node)[0] ?? '';
  if (kind === 'DoStmt' || kind === 'CallStmt' || kind === 'ExecuteStmt') return 'what a block of code does is not known';
  return known.has(kind) ? undefined : `no rule knows ${kind.replace(/Stmt$/, '')}`;
}
