import { cell, code, table } from '@slipway/action';
import type { Decision, Verdict } from './gate.ts';
import type { Finding, Report } from './report.ts';
import { severities } from './severity.ts';

const shownFindings = 50;

const verdicts: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  vulnerabilities: 'refused: vulnerabilities',
  'end-of-life': 'refused: the distribution gets no security updates any more',
  'nothing-found': 'refused: nothing was recognised in it',
};

/** The decision, the numbers, and what refuses the image. */
export function scanSummary(subject: string, report: Report, decision: Decision, updatedAt: Date): string {
  const { counts, reported, refusing, fixable } = decision;
  const lines = [
    `### Scan ${verdicts[decision.verdict]}`,
    '',
    code(subject),
    '',
    table([...severities, 'total', 'fixable'], [[...severities.map((severity) => counts[severity]), reported.length, fixable]]),
  ];
  if (refusing.length > 0)
    lines.push('', table(['package', 'installed → fixed', 'vulnerability', 'severity'], refusing.slice(0, shownFindings).map(row)));
  if (refusing.length > shownFindings) lines.push('', `${refusing.length - shownFindings} more are in the report.`);
  lines.push('', facts(report, updatedAt));
  return lines.join('\n');
}

function row(finding: Finding): string[] {
  const source = finding.severitySource ? ` (${cell(finding.severitySource)})` : '';
  return [
    cell(finding.package),
    `${cell(finding.installed)} → ${cell(finding.fixed || 'none')}`,
    link(finding),
    `${finding.severity}${source}`,
  ];
}

/** Only an address that cannot end the link or start something else becomes one. */
function link(finding: Finding): string {
  return /^https:\/\/[\w./?=&%#:~+-]+$/.test(finding.url) ? `[${cell(finding.id)}](${finding.url})` : cell(finding.id);
}

function facts(report: Report, updatedAt: Date): string {
  const parts = [`${report.packages} packages`, `database of ${updatedAt.toISOString()}`];
  if (report.system) parts.unshift(cell(report.system.name));
  if (report.suppressed !== undefined) parts.push(`${report.suppressed} suppressed by the ignore file`);
  return parts.join(', ');
}
