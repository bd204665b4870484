import { block, cell, code, formatDuration, table } from '@slipway/action';
import { type CheckReport, show } from '@slipway/checks';

/** The job summary: the decision first, then what it rests on. */
export function summarize(report: CheckReport, where: string): string {
  const parts = [
    `### Smoke check: ${report.passed ? 'healthy' : 'failed'}`,
    cell(report.sentence),
    facts(report, where),
    conditions(report),
  ];
  if (report.warnings.length > 0) parts.push(list('Warnings', report.warnings));
  if (report.hints.length > 0) parts.push(list('What to look at', report.hints));
  if (!report.passed && report.last.excerpt !== '') parts.push('The answer begins:', block(report.last.excerpt));
  return `${parts.join('\n\n')}\n`;
}

function conditions(report: CheckReport): string {
  const rows = report.conditions.map((result) => [
    result.passed ? 'holds' : '**fails**',
    code(result.text),
    code(result.expected),
    cell(result.actual),
  ]);
  return table(['check', 'condition', 'expected', 'actual'], rows);
}

function facts(report: CheckReport, where: string): string {
  const { last } = report;
  const redirects = last.redirects.map((redirect) => `${redirect.status} to ${show(redirect.location, 100)}`);
  const rows: (readonly [string, string])[] = [
    ['Address', `${code(report.url)}, asked ${cell(where)}`],
    ['Attempts', `${report.attempts} in ${formatDuration(report.duration)}, ${report.successes} of ${report.required} good in a row`],
    ['Last answer', cell(last.status === undefined ? 'none' : `${last.status} in ${formatDuration(last.responseTime)}`)],
    ['Version', cell(version(report))],
    ...(redirects.length > 0 ? [['Redirects', cell(redirects.join(', '))] as const] : []),
  ];
  return table(['fact', 'value'], rows);
}

function version({ version: seen, expectedVersion, identity }: CheckReport): string {
  const named = seen === undefined ? 'none named' : show(seen, 80);
  return expectedVersion === undefined ? named : `${named}; ${show(expectedVersion, 80)} was expected: ${identity}`;
}

function list(title: string, lines: readonly string[]): string {
  return [`**${title}**`, '', ...lines.map((line) => `- ${cell(line)}`)].join('\n');
}
