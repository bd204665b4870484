import { type Annotation, Failure, type Log, type OutputsOf } from '@slipway/action';
import { imagePattern } from './check.ts';
import type { contract } from './contract.ts';
import type { Database } from './database.ts';
import type { Decision } from './gate.ts';
import type { Finding, Report } from './report.ts';
import type { ScanInputs, ScanResult } from './run.ts';
import { scanSummary } from './summary.ts';

export interface Scanned {
  readonly inputs: ScanInputs;
  readonly subject: string;
  readonly report: Report;
  readonly decision: Decision;
  readonly database: Database;
  readonly files: { readonly json: string; readonly sarif: string; readonly sbom: string };
  /** Last FROM of the Dockerfile, where there is one. */
  readonly line: number | undefined;
}

const annotationLimit = 10;
const logLimit = 50;

/** The result of a passed scan. @throws Failure of the verdict, with everything that the scan found */
export function conclude(scanned: Scanned, log: Log): ScanResult {
  const { report, decision, inputs, subject, database } = scanned;
  for (const finding of decision.refusing.slice(0, logLimit)) log.info(lineOf(finding));
  if (decision.refusing.length > logLimit) log.info(`${decision.refusing.length - logLimit} more are in ${scanned.files.json}`);
  const outputs = outputsOf(scanned);
  const summary = scanSummary(subject, report, decision, database.updatedAt);
  if (decision.verdict === 'passed') {
    log.info(
      `${subject} passed: ${report.packages} packages, ${decision.reported.length} known vulnerabilities, none of which refuses it.`,
    );
    return { outcome: 'passed', outputs, summary, report, decision };
  }
  const annotations = inputs.annotations ? annotate(scanned) : [];
  throw refusal(scanned, { outputs, summary, annotations });
}

function refusal(
  scanned: Scanned,
  found: { outputs: Record<string, string>; summary: string; annotations: readonly Annotation[] },
): Failure {
  const { report, decision, subject, inputs } = scanned;
  const details = { ...found, state: 'Nothing was changed.' };
  switch (decision.verdict) {
    case 'end-of-life':
      return new Failure(
        'end-of-life',
        `${subject} is built on ${report.system?.name ?? 'a distribution'}, which gets no security updates any more.`,
        {
          ...details,
          hint: 'Move to a supported release of the base image; fail-on-eol: false accepts it.',
        },
      );
    case 'nothing-found':
      return new Failure('nothing-found', `No package was recognised in ${subject}, so there was nothing to compare with the database.`, {
        ...details,
        hint: 'If it holds one static program on purpose, set allow-empty: true.',
      });
    default: {
      const fixable = inputs['only-fixable'] ? ' with a fixed version' : '';
      const worst = decision.refusing.slice(0, 3).map(lineOf).join('; ');
      return new Failure(
        'vulnerabilities',
        `${subject} holds ${decision.refusing.length} vulnerabilities of ${inputs['fail-on']}${fixable}: ${worst}.`,
        {
          ...details,
          hint: 'Move these packages to the fixed versions, or accept one in ignore-file.',
        },
      );
    }
  }
}

function lineOf(finding: Finding): string {
  return `${finding.severity} ${finding.id} ${finding.package} ${finding.installed} → ${finding.fixed || 'no fix'} (${finding.target})`;
}

function annotate(scanned: Scanned): Annotation[] {
  const { line, inputs, decision } = scanned;
  const place = line === undefined ? {} : { file: inputs.dockerfile, line };
  return decision.refusing.slice(0, annotationLimit).map((finding) => ({
    level: 'warning',
    title: `${finding.id} in ${finding.package}`,
    message: `${lineOf(finding)}${finding.title ? `: ${finding.title}` : ''}`,
    ...place,
  }));
}

function outputsOf(scanned: Scanned): OutputsOf<typeof contract> & Record<string, string> {
  const { decision, report, inputs } = scanned;
  const numbers = { ...decision.counts, total: decision.reported.length, fixable: decision.fixable };
  const suppressed = inputs['ignore-file'] ? report.suppressed : 0;
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, String(count)])),
    digest: imagePattern.exec(inputs.image ?? '')?.[1] ?? '',
    suppressed: suppressed === undefined ? '' : String(suppressed),
    json: scanned.files.json,
    sarif: scanned.files.sarif,
    sbom: scanned.files.sbom,
    'database-updated': scanned.database.updatedAt.toISOString(),
  };
}
