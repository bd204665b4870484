import { Failure, messageOf, withDetails } from '@slipway/action';
import { amountOf } from './content.ts';
import type { Drill } from './drill.ts';
import { renderDrills } from './drill-summary.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import type { BackupResult } from './result.ts';
import type { Store } from './stores/store.ts';

/** What is known of a proof under way, for whoever reports it however it ends. */
export interface Course {
  database: string;
  manifest?: Manifest;
  /** Milliseconds since 1970 at which the proof itself began. */
  begun?: number;
  /** Milliseconds that it took, once it is through. */
  took?: number;
}

/** Does the work as a restore drill: what came of it stands in the file of the drills, also where nothing good did. */
export async function drill(job: Job, store: Store, work: (course: Course) => Promise<BackupResult>): Promise<BackupResult> {
  const course: Course = { database: job.inputs.database ?? '' };
  try {
    const result = await work(course);
    const summary = await report(job, store, course);
    return { ...result, summary: result.summary ? `${summary}\n\n${result.summary}` : summary };
  } catch (error) {
    const failure =
      error instanceof Failure ? error : new Failure('internal-error', `Unexpected error: ${messageOf(error)}`, { cause: error });
    const summary = await report(job, store, course, failure);
    throw withDetails(failure, { summary, ...(course.manifest ? { outputs: { id: course.manifest.id } } : {}) });
  }
}

/** A drill that cannot be recorded has still passed or failed: the run says both. @returns its summary */
async function report(job: Job, store: Store, course: Course, failure?: Failure): Promise<string> {
  const record = describe(job, course, failure);
  try {
    return renderDrills(record, await store.record(record), failure?.text);
  } catch (error) {
    job.log.warn(`The drill could not be recorded in ${store.folder} on ${store.where}: ${messageOf(error)}`);
    return renderDrills(record, [record], failure?.text);
  }
}

function describe(job: Job, { database, manifest, begun, took }: Course, failure: Failure | undefined): Drill {
  const now = job.clock.now();
  const amount = manifest ? amountOf(manifest.facts) : undefined;
  const milliseconds = took ?? (begun === undefined ? 0 : now - begun);
  return {
    at: new Date(now).toISOString(),
    id: manifest?.id ?? '',
    project: job.project,
    database: manifest?.database ?? database,
    seconds: Math.max(0, Math.round(milliseconds)) / 1000,
    bytes: manifest?.stored.size ?? 0,
    rows: amount?.rows ?? 0,
    tables: amount?.tables ?? 0,
    ...(failure ? { outcome: 'failed', reason: failure.reason } : { outcome: 'verified' }),
    run: job.context.runUrl || job.context.runId,
  };
}
