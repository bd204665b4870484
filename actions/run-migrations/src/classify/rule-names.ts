import { nearest } from '@slipway/action';

const dropped = `access-method aggregate amop amproc cast collation column constraint conversion default domain event-trigger extension fdw
  foreign-server foreign-table function index language matview not-null opclass operator opfamily policy procedure publication routine rule schema
  sequence statistic-ext table transform trigger tsconfiguration tsdictionary tsparser tstemplate type view`;

const others = `add-check add-column add-column-computed add-column-constraint add-constraint add-exclusion add-foreign-key add-partition
  add-required-column add-unique alter-constraint alter-table attach-partition change-default change-type cluster create-index create-policy
  create-trigger ddl-plus-backfill delete-all detach-partition enum-value-in-transaction enum-value-used lock-table not-in-transaction reference
  refresh-view reindex rename rename-column rename-enum-value rename-function rename-schema rename-table rename-type revoke row-security
  set-access-method set-default set-expression set-logged set-not-null set-schema set-tablespace switch-trigger truncate unbatched-backfill
  vacuum-full validate-constraint validate-under-lock
  downgrade-fails downgrade-not-repeatable models-differ unclassified`;

const words = (text: string): readonly string[] => text.split(/\s+/);

/** What a person may allow: every rule, and what is told besides. */
export const ruleNames: readonly string[] = [...words(dropped).map((kind) => `drop-${kind}`), ...words(others)];

/** What is wrong with the name of a rule, for people. */
export function wrongRule(name: string): string | undefined {
  if (ruleNames.includes(name)) return undefined;
  const near = nearest(name, ruleNames);
  return `no rule is named ${name}${near ? ` (did you mean ${near}?)` : ''}`;
}
