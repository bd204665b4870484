import { block, cell, code, formatDuration, table } from '@slipway/action';
import { type CheckReport, show } from '@slipway/checks';
import { renderMeasurement } from './plot.ts';
import type { Outcome } from './run.ts';

/** A table longer than this is read by nobody; the report has everything. */
const rowLimit = 200;

/** The job summary: the decision first, then what it rests on. */
export function summarize(outcome: Outcome): string {
  const { verdict, reports } = outcome;
  const one = reports.length === 1;
  const decision = verdict.passed
    ? 'healthy'
    : one || verdict.failed.length === 0
      ? 'failed'
      : `${verdict.failed.length} of ${reports.length} failed`;
  const parts = [`### Smoke ${one ? 'check' : 'checks'}: ${decision}`, cell(sentenceOf(outcome)), facts(outcome), results(outcome)];
  const measured = reports.find(({ measurement }) => measurement !== undefined);
  if (measured?.measurement !== undefined) parts.push(renderMeasurement(measured.url, measured.measurement));
  const { telling } = verdict;
  if (telling !== undefined) parts.push(`The answer${one ? '' : ` to ${code(telling.name)}`} begins:`, block(answerOf(telling)));
  const hints = [...new Set(verdict.failed.flatMap((report) => report.hints))];
  if (hints.length > 0) parts.push(list('What to look at', hints));
  const warnings = reports.flatMap((report) => report.warnings.map((line) => (one ? line : `${report.name}: ${line}`)));
  if (warnings.length + outcome.warnings.length > 0) parts.push(list('Warnings', [...warnings, ...outcome.warnings]));
  return `${parts.join('\n\n')}\n`;
}

/** The table has all of them; the sentence has the first. */
function sentenceOf({ verdict, reports }: Outcome): string {
  const [first, ...more] = verdict.failed;
  return first === undefined || reports.length === 1 || more.length === 0 ? verdict.sentence : `The first: ${first.sentence}`;
}

function facts({ verdict, reports, where, duration }: Outcome): string {
  const [only] = reports;
  const asked =
    only !== undefined && reports.length === 1
      ? `Asked ${code(only.url)} ${cell(where)}, ${only.successes} of ${only.required} good in a row.`
      : `${reports.length} checks, asked ${cell(where)}, ${verdict.attempts} requests in ${formatDuration(duration)}.`;
  const redirects = reports.length === 1 ? (only?.last.redirects ?? []) : [];
  const led = redirects.map(({ status, location }) => `${status} to ${show(location, 100)}`).join(', ');
  return [asked, versionOf(reports, verdict.identity), led === '' ? '' : `Redirects: ${cell(led)}.`].filter(Boolean).join(' ');
}

function versionOf(reports: readonly CheckReport[], identity: CheckReport['identity']): string {
  const report = reports.find((one) => one.identity === identity && one.version !== undefined) ?? reports[0];
  const expected = reports.find(({ expectedVersion }) => expectedVersion !== undefined)?.expectedVersion;
  const named = report?.version === undefined ? 'none named' : show(report.version, 80);
  return `Version: ${cell(expected === undefined ? named : `${named}; ${show(expected, 80)} was expected: ${identity}`)}.`;
}

/** One row for each condition of a check that is alone or failed, and one for each other check. What failed comes first. */
function results({ reports }: Outcome): string {
  const one = reports.length === 1;
  const inOrder = one ? reports : [...reports.filter(({ passed }) => !passed), ...reports.filter(({ passed }) => passed)];
  const rows = inOrder.flatMap((report) =>
    (one || !report.passed ? detailed(report) : [shortly(report)]).map((row) => (one ? row : [code(report.name), ...row])),
  );
  const head = ['result', 'condition', 'expected', 'actual', 'attempts', 'time'];
  const shown = table(one ? head : ['check', ...head], rows.slice(0, rowLimit));
  return rows.length > rowLimit ? `${shown}\n\nAnd ${rows.length - rowLimit} rows more.` : shown;
}

type Row = readonly string[];

function detailed(report: CheckReport): readonly Row[] {
  const { last, attempts } = report;
  const time = formatDuration(last.responseTime);
  const told = report.passed || last.error === undefined ? report.conditions : [];
  const relevant = told.filter(({ passed }) => report.passed || !passed || told.every((result) => result.passed) || told.length <= 10);
  const rows = relevant.map(
    (result): Row => [
      result.passed ? 'holds' : '**fails**',
      code(result.text),
      code(result.expected),
      cell(result.actual),
      String(attempts),
      time,
    ],
  );
  // Every condition may hold, and yet another version answer, or a measurement go wrong.
  const other = !report.passed && rows.every(([result]) => result === 'holds');
  return other
    ? [['**fails**', cell(report.failure ?? ''), '', cell(last.error?.message ?? reasonOf(report)), String(attempts), time], ...rows]
    : rows;
}

function shortly({ conditions, last, attempts }: CheckReport): Row {
  const [first] = conditions;
  const all = conditions.length === 1 && first !== undefined ? code(first.text) : `all ${conditions.length}`;
  const actual = last.status === undefined ? 'as expected' : String(last.status);
  return [
    'holds',
    all,
    conditions.length === 1 && first !== undefined ? code(first.expected) : '',
    actual,
    String(attempts),
    formatDuration(last.responseTime),
  ];
}

/** Status, the headers that matter and the beginning of the body, as they came. */
function answerOf({ url, last }: CheckReport): string {
  const status = last.status === undefined ? 'no status' : `HTTP ${last.status}`;
  const headers = Object.entries(last.headers).map(([name, value]) => `${name}: ${value}`);
  return [`${status} from ${url} in ${formatDuration(last.responseTime)}`, ...headers, '', last.excerpt].join('\n').trimEnd();
}

function list(title: string, lines: readonly string[]): string {
  return [`**${title}**`, '', ...lines.map((line) => `- ${cell(line)}`)].join('\n');
}

/** The sentence without its subject: the row has that. */
function reasonOf({ name, sentence }: CheckReport): string {
  const [, why = sentence] = /^failed(?: when it was measured)?: (.*)$/s.exec(sentence.replace(`${name} `, '')) ?? [];
  return why;
}
