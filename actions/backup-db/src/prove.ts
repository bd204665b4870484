import type { Database } from '@slipway/postgres';
import type { Job } from './job.ts';
import type { ProofLevel } from './manifest.ts';
import { proveArchive, proveChecksum, proveRestore } from './proof.ts';
import type { Evidence } from './readback.ts';
import type { Store } from './store.ts';

/** The proof that a level asks for. A restore reads the whole archive too. @returns milliseconds that it took */
export function prove(job: Job, level: ProofLevel, database: Database, store: Store, evidence: Evidence): Promise<number> {
  if (level === 'checksum') return proveChecksum(job, store, evidence);
  return level === 'archive' ? proveArchive(job, database, store, evidence) : proveRestore(job, database, store, evidence);
}
