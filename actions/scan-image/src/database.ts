import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, formatDuration, messageOf } from '@slipway/action';
import { inspectBuckets } from './bolt.ts';

export interface Database {
  /** When it was made. */
  readonly updatedAt: Date;
}

/** Clocks differ; a database from further ahead than this says nothing about its age. */
const tolerance = 24 * 3_600_000;
const notScanned = 'The image counts as not scanned.';

/**
 * Makes sure that a scan can mean something: Trivy itself passes every image against an empty database, and against one of years ago.
 * @throws Failure `database-empty`, `database-stale`
 */
export async function checkDatabase(folder: string, maximumAge: number, now: number): Promise<Database> {
  const updatedAt = await readUpdatedAt(join(folder, 'db', 'metadata.json'));
  const age = now - updatedAt.getTime();
  if (age > maximumAge || age < -tolerance) {
    const what = age < 0 ? 'is dated in the future' : `was made ${formatDuration(age)} ago, and ${formatDuration(maximumAge)} is the limit`;
    throw new Failure('database-stale', `The vulnerability database ${what} (${updatedAt.toISOString()}).`, {
      state: notScanned,
      hint: 'Update it (trivy image --download-db-only), or raise db-max-age if you accept not to know newer vulnerabilities.',
    });
  }
  await refuseEmpty(join(folder, 'db', 'trivy.db'));
  return { updatedAt };
}

async function readUpdatedAt(file: string): Promise<Date> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw empty(`${file} cannot be read`, cause);
  });
  const date = /"UpdatedAt"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  const time = Date.parse(date ?? '');
  if (!/"Version"\s*:\s*2\b/.test(text) || Number.isNaN(time)) throw empty(`${file} does not describe a database of schema 2`);
  return new Date(time);
}

async function refuseEmpty(file: string): Promise<void> {
  const { buckets, filled } = await inspectBuckets(file, ['vulnerability']).catch((cause: unknown) => {
    throw empty(`${file} cannot be read (${messageOf(cause)})`, cause);
  });
  const sources = buckets.filter((name) => name !== 'vulnerability' && name !== 'data-source');
  if (filled.length === 0 || sources.length === 0) throw empty(`${file} is a database without a single advisory`);
}

function empty(what: string, cause?: unknown): Failure {
  return new Failure('database-empty', `There is no usable vulnerability database: ${what}.`, {
    state: notScanned,
    hint: 'Fetch it again (trivy image --download-db-only --cache-dir FOLDER); db-path is the folder that holds db/trivy.db.',
    ...(cause === undefined ? {} : { cause }),
  });
}
