import type { Allow, Finding, Judged, Live, RevisionSql, TableFacts } from './hazard.ts';
import { wrongRule } from './rule-names.ts';

export interface Policy {
  /** Rules allowed for the whole plan. */
  readonly allow: readonly Allow[];
  /** Rows from which on a table is too large to be scanned or written under a lock. */
  readonly maxRows: number;
  /** No code from before these revisions runs any more. */
  readonly oldGone?: boolean;
}

export type Level = 'error' | 'warning' | 'note';

export interface Verdict extends Finding {
  readonly level: Level;
}

/** A gibibyte, for tables that were never analyzed or have few large rows. */
const maxBytes = 2 ** 30;

/** What each finding means for the run: an error stops it, unless a person gave a reason. */
export function decide(revisions: readonly Judged[], live: Live, policy: Policy): readonly Verdict[] {
  return revisions.flatMap(({ findings }) =>
    findings.map((finding) => {
      const gone = policy.oldGone && finding.class === 'breaks-old-code' ? 'phase contract, old code is gone' : undefined;
      const allowed = finding.allowed ?? policy.allow.find((one) => one.rule === finding.rule)?.reason ?? gone;
      const size = sizeWords(finding, live, policy);
      return { ...finding, why: `${finding.why}${size}`, allowed, level: levelOf({ ...finding, allowed }, live, policy) };
    }),
  );
}

function levelOf(finding: Finding, live: Live, policy: Policy): Level {
  const allowed = finding.allowed !== undefined;
  switch (finding.class) {
    case 'wrong-transaction-form':
      // It cannot work, whatever a person says.
      return 'error';
    case 'breaks-old-code':
    case 'destructive':
      return allowed ? 'note' : 'error';
    case 'scan-under-lock':
    case 'rewrite':
      if (allowed) return 'note';
      return isLarge(finding.object, live, policy) ? 'error' : 'warning';
    case 'may-fail-on-data':
      return allowed ? 'note' : 'warning';
    default:
      return 'note';
  }
}

function isLarge(object: string, live: Live, policy: Policy): boolean {
  const facts = tableFacts(object, live)?.facts;
  return facts !== undefined && ((facts.rows ?? 0) > policy.maxRows || facts.bytes > maxBytes);
}

function tableFacts(object: string, live: Live): { readonly name: string; readonly facts: TableFacts } | undefined {
  // `table`, `table.column`, `table (constraint)`
  const name = object.replace(/ \(.*$/, '');
  const found = live.tables[name] ? name : name.slice(0, name.lastIndexOf('.'));
  const facts = live.tables[found];
  return facts && { name: found, facts };
}

/** How large the table is, and the limit that decides. */
function sizeWords(finding: Finding, live: Live, { maxRows }: Policy): string {
  const found = finding.class === 'scan-under-lock' || finding.class === 'rewrite' ? tableFacts(finding.object, live) : undefined;
  if (!found) return '';
  const { rows, bytes } = found.facts;
  const count = (number: number): string => number.toLocaleString('en-US');
  const size = `${rows === undefined ? 'an unknown number of' : `about ${count(rows)}`} rows (${(bytes / 1e6).toFixed(1)} MB)`;
  const limit = `max-lock-rows (${count(maxRows)})`;
  if ((rows ?? 0) > maxRows) return `; ${found.name} has ${size}, above ${limit}`;
  return `; ${found.name} has ${size}, ${bytes > maxBytes ? 'above 1 GiB' : `not above ${limit}`}`;
}

/** Comments that allow nothing, because their rule is none or they give no reason. */
export function idleAllows(revisions: readonly Pick<RevisionSql, 'id' | 'path' | 'allows'>[]): readonly Verdict[] {
  return revisions.flatMap(({ id, path, allows }) =>
    allows.flatMap(({ rule, reason, line }): readonly Verdict[] => {
      const why = wrongRule(rule) ?? (reason === '' ? 'it gives no reason' : undefined);
      if (why === undefined) return [];
      const place = { revision: id, path, line, statement: '', allowed: undefined };
      const instead = 'Write: slipway: allow drop-column because no version since v12 reads it.';
      return [
        {
          rule: 'idle-allow',
          class: 'safe',
          object: `allow ${rule}`,
          why: `The comment allows nothing: ${why}`,
          instead,
          level: 'warning',
          ...place,
        },
      ];
    }),
  );
}

/** Whether code from before these revisions works with the schema after them. Allowing a finding changes nothing about that. */
export function oldCodeCompatible(revisions: readonly Judged[]): 'true' | 'false' | 'unknown' {
  if (revisions.some(({ findings }) => findings.some((one) => one.class === 'breaks-old-code'))) return 'false';
  return revisions.some(({ unseen }) => unseen !== undefined) ? 'unknown' : 'true';
}

/** Lines of the input `allow`, `rule: reason`, which were checked before. */
export function readAllows(lines: readonly string[]): readonly Allow[] {
  return lines.flatMap((text) => {
    const [, rule, reason] = /^([a-z][a-z0-9-]*)\s*:\s*(\S.*)$/.exec(text) ?? [];
    return rule && reason ? [{ rule, reason, line: undefined }] : [];
  });
}
