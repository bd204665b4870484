import type { Node } from 'libpg-query';
import { withoutValues } from '../program/values.ts';
import {
  type Finding,
  type Hazard,
  type HazardClass,
  hazardClasses,
  type Judged,
  type Live,
  type PlanSql,
  type RevisionSql,
} from './hazard.ts';
import { unjudged } from './known.ts';
import { createMemory, endTransaction, type Memory } from './memory.ts';
import { nameOf, tableOf } from './names.ts';
import type { Parse } from './parse.ts';
import { remember } from './remember.ts';
import { access } from './rules/access.ts';
import { columns } from './rules/columns.ts';
import { constraints, references } from './rules/constraints.ts';
import { data } from './rules/data.ts';
import { drops } from './rules/drops.ts';
import { indexes } from './rules/indexes.ts';
import type { Act, Family } from './rules/rule.ts';
import { transaction } from './rules/transaction.ts';
import { types } from './rules/types.ts';

const families: readonly Family[] = [columns, types, constraints, indexes, drops, data, access];

type Draft = Hazard & Pick<Finding, 'line' | 'statement'>;

/** Judges a plan's revisions, each with what the ones before it did in mind. */
export function classify(plan: PlanSql, live: Live, parse: Parse): readonly Judged[] {
  const memory = createMemory(live, plan.transactional);
  return plan.revisions.map((revision) => {
    if (plan.perRevision) endTransaction(memory, plan.transactional);
    return judge(revision, memory, parse);
  });
}

function judge(revision: RevisionSql, memory: Memory, parse: Parse): Judged {
  let drafts: Draft[] = [];
  let unseen = revision.unseen;
  for (const { sql, line } of revision.statements) {
    const parsed = parse(sql);
    if ('wrong' in parsed) {
      unseen ??= `a statement cannot be read (${parsed.wrong}): ${shorten(sql)}`;
      continue;
    }
    for (const { node, text } of parsed) {
      const blind = unjudged(node);
      if (blind !== undefined) unseen ??= `${blind}: ${shorten(text)}`;
      const made = madeBy(node);
      drafts = drafts.filter((draft) => draft.unlessMade === undefined || !made.includes(draft.unlessMade));
      for (const act of actsOf(node)) {
        const hazards = hazardsOf(act, memory);
        drafts.push(...hazards.map((hazard) => ({ ...hazard, line, statement: shorten(text) })));
        remember(act, memory);
        holdLocks(hazards, act, memory);
      }
    }
  }
  const { id, path, allows } = revision;
  const findings = drafts.map(({ unlessMade: _, ...draft }) => ({
    ...draft,
    revision: id,
    path,
    allowed: allows.find((allow) => allow.rule === draft.rule && allow.reason !== '')?.reason,
  }));
  return { id, path, findings, unseen, vouched: allows.find((allow) => allow.rule === 'unclassified' && allow.reason !== '')?.reason };
}

function hazardsOf(act: Act, memory: Memory): readonly Hazard[] {
  const form = transaction(act, memory);
  // Nobody uses what the plan itself made.
  if ('CreateStmt' in act.node || (act.command && memory.made.has(act.table))) return [...form, ...references(act, memory)];
  return [...form, ...families.flatMap((family) => family(act, memory))];
}

function actsOf(node: Node): readonly Act[] {
  if (!('AlterTableStmt' in node)) return [{ node, command: undefined, table: '' }];
  const table = tableOf(node.AlterTableStmt.relation);
  return (node.AlterTableStmt.cmds ?? []).flatMap((one) => ('AlterTableCmd' in one ? [{ node, command: one.AlterTableCmd, table }] : []));
}

/** Rules whose lock lets readers and writers pass. */
const gentle = new Set(['validate-constraint', 'unbatched-backfill', 'ddl-plus-backfill', 'revoke', 'delete-all', 'not-in-transaction']);

function holdLocks(hazards: readonly Hazard[], { node, command, table }: Act, memory: Memory): void {
  if (!memory.inTransaction) return;
  const [first] = hazards.filter((hazard) => !gentle.has(hazard.rule));
  if (!first) return;
  const on = command ? table : lockedBy(node);
  for (const name of on === '' ? [] : [on]) if (!memory.locked.has(name) && !memory.made.has(name)) memory.locked.set(name, first.rule);
}

function lockedBy(node: Node): string {
  if ('IndexStmt' in node) return tableOf(node.IndexStmt.relation);
  if ('RenameStmt' in node && node.RenameStmt.relation)
    return node.RenameStmt.renameType === 'OBJECT_TABLE' ? (node.RenameStmt.newname ?? '') : tableOf(node.RenameStmt.relation);
  if ('CreateTrigStmt' in node) return tableOf(node.CreateTrigStmt.relation);
  return '';
}

/** Keys of what a statement makes, which may take the place of something dropped or renamed. */
function madeBy(node: Node): readonly string[] {
  if ('ViewStmt' in node) return [`relation ${tableOf(node.ViewStmt.view)}`];
  if ('CreateTableAsStmt' in node) return [`relation ${tableOf(node.CreateTableAsStmt.into?.rel)}`];
  if ('CreateFunctionStmt' in node) return [`function ${nameOf(node.CreateFunctionStmt.funcname)}`];
  if ('CreateEnumStmt' in node) return [`type ${nameOf(node.CreateEnumStmt.typeName)}`];
  return [];
}

/** The worst of some findings. */
export function worst(findings: readonly Pick<Finding, 'class'>[]): HazardClass {
  return hazardClasses[Math.max(0, ...findings.map((one) => hazardClasses.indexOf(one.class)))] ?? 'safe';
}

function shorten(sql: string): string {
  const line = withoutValues(sql).replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
