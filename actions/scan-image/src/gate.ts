import type { Finding, Report } from './report.ts';
import { type Severity, severities } from './severity.ts';

export interface Policy {
  readonly report: readonly Severity[];
  readonly refuse: readonly Severity[];
  readonly onlyFixable: boolean;
  readonly allowEmpty: boolean;
  readonly failOnEndOfLife: boolean;
}

export type Verdict = 'passed' | 'vulnerabilities' | 'end-of-life' | 'nothing-found';

export interface Decision {
  readonly verdict: Verdict;
  /** Findings of the severities that are reported, worst first. */
  readonly reported: readonly Finding[];
  /** Those among them that refuse the image. */
  readonly refusing: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly fixable: number;
}

/**
 * Decides on a report. Silence is no proof: without any package there was nothing to compare, and of a distribution past its end nobody reports
 * vulnerabilities any more; the scanner itself passes both.
 */
export function decide(report: Report, policy: Policy): Decision {
  const reported = report.findings.filter(({ severity }) => policy.report.includes(severity)).toSorted(worstFirst);
  const refusing = reported.filter(({ severity, fixed }) => policy.refuse.includes(severity) && (fixed !== '' || !policy.onlyFixable));
  const count = (severity: Severity): number => reported.filter((finding) => finding.severity === severity).length;
  return {
    verdict: verdictOf(report, policy, refusing.length),
    reported,
    refusing,
    counts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), unknown: count('unknown') },
    fixable: reported.filter(({ fixed }) => fixed !== '').length,
  };
}

function verdictOf(report: Report, policy: Policy, refusing: number): Verdict {
  if (refusing > 0) return 'vulnerabilities';
  if (report.system?.endOfLife && policy.failOnEndOfLife) return 'end-of-life';
  if (report.packages === 0 && !policy.allowEmpty) return 'nothing-found';
  return 'passed';
}

function worstFirst(a: Finding, b: Finding): number {
  const rank = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return rank || a.package.localeCompare(b.package) || a.id.localeCompare(b.id);
}
