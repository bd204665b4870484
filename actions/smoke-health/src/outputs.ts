import type { OutputsOf } from '@slipway/action';
import { type Annotation, redact } from '@slipway/action';
import { type CheckReport, show } from '@slipway/checks';
import type { contract } from './contract.ts';
import type { PlannedCheck } from './planned.ts';
import type { Outcome } from './run.ts';

/** GitHub shows ten errors of a step, and the last one is the failure itself. */
const annotationLimit = 9;

/** Outputs of a job may have 1 MiB together; a check that passed says less where there are many. */
const reportLimit = 300_000;

/** Answers are foreign text, and may even repeat what was sent: nothing masked leaves as an output. */
export function outputsOf(outcome: Outcome): Required<OutputsOf<typeof contract>> & Readonly<Record<string, string>> {
  const { verdict } = outcome;
  return {
    healthy: String(verdict.passed),
    identity: verdict.identity,
    version: redact(show(verdict.version ?? '', 200)),
    p95: verdict.p95 === undefined ? '' : String(Math.round(verdict.p95)),
    failed: String(verdict.failed.length),
    attempts: String(verdict.attempts),
    'response-time': String(verdict.responseTime),
    report: redact(receiptOf(outcome)),
  };
}

function receiptOf({ verdict, reports, warnings, duration }: Outcome): string {
  const { failed, responseTime, telling: _telling, ...rest } = verdict;
  const head = { ...rest, failed: failed.length, duration, warnings };
  const whole = JSON.stringify({ ...head, checks: reports });
  if (whole.length <= reportLimit) return whole;
  const few = new Set(failed.slice(0, 50));
  return JSON.stringify({ ...head, checks: reports.map((report) => (few.has(report) ? report : shortly(report))) });
}

function shortly({ name, passed, failure, attempts, duration }: CheckReport): object {
  return { name, passed, failure, attempts, duration };
}

/** What did not hold, at the line where a person wrote it down; then what should be known. */
export function annotationsOf({ planned, reports, warnings }: Outcome): readonly Annotation[] {
  const errors = reports.flatMap((report, index) => (report.passed ? [] : errorsOf(report, planned[index])));
  const known = reports.flatMap((report, index) => {
    const place = planned[index]?.place;
    return report.warnings.map((message): Annotation => ({ level: 'warning', title: report.name, message, ...at(place, place?.line) }));
  });
  const general = warnings.map((message): Annotation => ({ level: 'warning', message }));
  return [...errors.slice(0, annotationLimit), ...known, ...general];
}

function errorsOf(report: CheckReport, planned: PlannedCheck | undefined): readonly Annotation[] {
  const place = planned?.place;
  const broken = report.last.error === undefined ? report.conditions.filter(({ passed }) => !passed) : [];
  if (broken.length === 0) {
    return place === undefined ? [] : [{ level: 'error', title: report.name, message: report.sentence, ...at(place, place.line) }];
  }
  return broken.map(({ text, actual, expected }) => ({
    level: 'error',
    title: text,
    message: `expected ${expected}, found ${actual}`,
    ...at(place, place?.conditions.get(text) ?? place?.line),
  }));
}

function at(place: PlannedCheck['place'], line: number | undefined): Pick<Annotation, 'file' | 'line'> {
  return place === undefined || line === undefined ? {} : { file: place.file, line };
}
