import { Failure } from '@slipway/action';
import type { Running } from '@slipway/shell';
import type { Job } from '../job.ts';
import { corrupt, type Evidence, readBack } from '../readback.ts';
import type { Reader } from '../stores/store.ts';
import type { Room } from './room.ts';
import { differences, type Table } from './tables.ts';

export interface Reading {
  readonly room: Room;
  /** Where the file is to be written. */
  readonly copy: string;
  readonly expected: readonly Table[];
  /** Looks at the whole file and counts. @throws Failure `database-unreachable` where it cannot be read */
  count(): Promise<readonly Table[]>;
  /** What another content is called. */
  differs(evidence: Evidence, why: string): Failure;
}

/** Writes the file of a backup where its program runs, and compares. @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and that of `differs` */
export async function readFile(job: Job, store: Reader, evidence: Evidence, reading: Reading): Promise<void> {
  const write = ['sh', '-c', 'umask 077; exec cat > "$1"', 'sh', reading.copy];
  const start = (from: Running): Running =>
    reading.room.start(write, { title: 'a copy to read', deadline: job.remaining(), signal: job.signal, from });
  await readBack(job, store, evidence, { start, fault: () => undefined });
  const different = differences(await inArchive(evidence, () => reading.count()), reading.expected);
  if (different.length > 0) throw reading.differs(evidence, different.slice(0, 5).join('; '));
}

/** Words of SQLite and DuckDB that speak of what is in a file, and not of the memory, the disk or the program. */
const damage =
  /malformed|not a database|corrupt|checksum|serializ|replaying WAL|not a valid DuckDB|INTERNAL Error|Catalog Error|Binder Error|Invalid Input/i;

/** A database that cannot be read here is the archive, and not the source. */
async function inArchive<T>(evidence: Evidence, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.reason === 'database-unreachable' && damage.test(error.message))
      throw corrupt(evidence, error.message, error);
    throw error;
  }
}

/** What a rehearsal calls it. */
export function mismatch({ manifest }: Evidence, why: string): Failure {
  return new Failure('count-mismatch', `What was restored from ${manifest.id} differs from its manifest: ${why}.`, {
    hint: 'Use another backup, and report this one: its copy and its counts are of the same moment.',
  });
}
