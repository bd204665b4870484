import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { Annotation, Contract, Result } from './contract.ts';
import { Failure } from './failure.ts';
import type { Log } from './log.ts';
import { holdsSecret, redact } from './redact.ts';

export interface Reporting {
  readonly log: Log;
  /** False where the user turned the summary off. */
  readonly summary: boolean;
  readonly runner: boolean;
}

/** The runner drops a summary above 1 MiB as a whole; a cut one is worth more. */
const summaryLimit = 1024 * 1024 - 4096;

/** Writes outputs, annotations and summary of what is true now. @throws Failure `output-secret` */
export async function reportResult(result: Result<Contract>, reporting: Reporting): Promise<void> {
  writeOutputs({ ...result.outputs, outcome: result.outcome, reason: result.reason ?? '' }, reporting);
  writeAnnotations(result.annotations ?? [], reporting);
  await writeSummary(result.summary, reporting);
}

/** Writes what is known of a failure, and the one error annotation that ends the step. */
export async function reportFailure(failure: Failure, reporting: Reporting): Promise<void> {
  const outputs = { ...failure.details.outputs, outcome: failure.details.outcome ?? 'failed', reason: failure.reason };
  try {
    writeOutputs(outputs, reporting);
  } catch (error) {
    reporting.log.warn(error instanceof Error ? error.message : String(error));
    writeOutputs({ outcome: outputs.outcome, reason: outputs.reason }, reporting);
  }
  writeAnnotations(failure.details.annotations ?? [], reporting);
  await writeSummary(failure.details.summary, reporting);
  reporting.log.annotate({ level: 'error', title: failure.reason, message: failure.text });
  for (let cause: unknown = failure.cause; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    reporting.log.debug(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
}

function writeOutputs(outputs: Readonly<Record<string, string | undefined>>, reporting: Reporting): void {
  const leaking = Object.entries(outputs).filter(([, value]) => value !== undefined && holdsSecret(value));
  if (leaking.length > 0) {
    const names = leaking.map(([name]) => name).join(', ');
    throw new Failure('output-secret', `The output ${names} would hold a masked value, and runners drop such outputs.`, {
      hint: 'Keep host names and registries in variables, not in secrets.',
    });
  }
  for (const [name, value] of Object.entries(outputs)) {
    if (value === undefined) continue;
    if (process.env['GITHUB_OUTPUT']) core.setOutput(name, value);
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
