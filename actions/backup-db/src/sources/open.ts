import type { Kind } from '../facts.ts';
import type { Job } from '../job.ts';
import type { Source } from '../source.ts';

/** One line for each kind; only the one that is asked for is loaded. */
const kinds: Readonly<Record<Kind, () => Promise<{ open(job: Job): Promise<Source> }>>> = {
  postgres: () => import('./postgres/postgres.ts'),
  redis: () => import('./redis/redis.ts'),
  sqlite: () => import('./sqlite/sqlite.ts'),
  duckdb: () => import('./duckdb/duckdb.ts'),
  volume: () => import('./volume/volume.ts'),
};

/** @throws Failure `no-container`, `database-unreachable`, `program-missing`, and what else says that it cannot be read */
export async function openSource(job: Job): Promise<Source> {
  const { open } = await kinds[job.inputs.kind]();
  return open(job);
}
