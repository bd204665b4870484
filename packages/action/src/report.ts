import { appendFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { assignment } from './assignment.ts';
import type { Annotation, Contract, Result } from './contract.ts';
import { Failure } from './failure.ts';
import type { Log } from './log.ts';
import { cell } from './markdown.ts';
import { holdsSecret, redact } from './redact.ts';

export interface Reporting {
  readonly log: Log;
  /** False where the user turned the summary off. */
  readonly summary: boolean;
  readonly runner: boolean;
  /** What people call the action. */
  readonly title: string;
}

/** The runner drops a summary above 1 MiB as a whole; a cut one is worth more. */
const summaryLimit = 1024 * 1024 - 4096;

/** Writes outputs, annotations and summary of what is true now. @throws Failure `output-secret` */
export async function reportResult(result: Result<Contract>, reporting: Reporting): Promise<void> {
  const outputs = { ...result.outputs, outcome: result.outcome, reason: result.reason ?? '' };
  const leaking = leakingOutputs(outputs);
  if (leaking.length > 0) {
    throw new Failure('output-secret', `The output ${leaking.join(', ')} would hold a masked value, and runners drop such outputs.`, {
      state: `What was asked for was done (${result.outcome}).`,
      hint: 'Keep host names and registries in variables, not in secrets.',
      outputs: withoutNames(outputs, leaking),
      ...(result.summary === undefined ? {} : { summary: result.summary }),
    });
  }
  const decision = headline(result.summary ?? '');
  if (decision) reporting.log.info(decision);
  writeOutputs(outputs, reporting);
  writeAnnotations(result.annotations ?? [], reporting);
  await writeSummary(result.summary, reporting);
}

/** Writes what is known of a failure, and the one error annotation that ends the step. */
export async function reportFailure(failure: Failure, reporting: Reporting): Promise<void> {
  const outputs = { ...failure.details.outputs, outcome: failure.details.outcome ?? 'failed', reason: failure.reason };
  const leaking = leakingOutputs(outputs);
  if (leaking.length > 0) reporting.log.warn(`The output ${leaking.join(', ')} would hold a masked value and is left out.`);
  writeOutputs(withoutNames(outputs, leaking), reporting);
  writeAnnotations(failure.details.annotations ?? [], reporting);
  await writeSummary(failure.details.summary ?? `### ${reporting.title}: ${failure.reason}\n\n${cell(failure.text.trim())}`, reporting);
  reporting.log.annotate({ level: 'error', title: failure.reason, message: failure.text });
  for (let cause: unknown = failure.cause; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    reporting.log.debug(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#92;': '\\', '&#96;': '`', '&#91;': '[' };

/** The decision that a summary begins with, as a line of the log. */
export function headline(summary: string): string {
  const [first = ''] = summary.trimStart().split('\n');
  const plain = first
    .replace(/^#+\s*/, '')
    .replaceAll(/[`*]/g, '')
    .replaceAll('\\|', '|');
  return plain.replaceAll(/&(?:amp|lt|gt|#92|#96|#91);/g, (entity) => entities[entity] ?? entity);
}

type Outputs = Readonly<Record<string, string | undefined>>;

function leakingOutputs(outputs: Outputs): string[] {
  return Object.keys(outputs).filter((name) => holdsSecret(outputs[name] ?? ''));
}

function withoutNames(outputs: Outputs, names: readonly string[]): Record<string, string> {
  const kept = Object.entries(outputs).filter(([name, value]) => value !== undefined && !names.includes(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

function writeOutputs(outputs: Outputs, reporting: Reporting): void {
  const file = process.env['GITHUB_OUTPUT'];
  for (const [name, value] of Object.entries(outputs)) {
    if (value === undefined) continue;
    if (file) appendFileSync(file, assignment(name, value));
    else reporting.log.info(`${name}: ${value}`);
  }
}

function writeAnnotations(annotations: readonly Annotation[], reporting: Reporting): void {
  for (const annotation of annotations) reporting.log.annotate(annotation);
}

/** A summary that cannot be written never fails a good release. */
async function writeSummary(markdown: string | undefined, reporting: Reporting): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (!markdown || !reporting.summary || !file) return;
  try {
    await appendFile(file, `${fit(redact(markdown))}\n`);
  } catch (error) {
    reporting.log.warn(`The job summary could not be written: ${String(error)}`);
  }
}

/** Cuts at a line end below the limit, in bytes as the runner counts. */
export function fit(markdown: string, limit: number = summaryLimit): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const cut = Buffer.from(markdown).subarray(0, limit).toString();
  return `${cut.slice(0, Math.max(0, cut.lastIndexOf('\n')))}\n\nThe summary was cut here: it was larger than a runner shows.`;
}
