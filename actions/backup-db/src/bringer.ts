import type { Database } from '@slipway/postgres';
import { factsOf } from './facts.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import { openStore } from './stores/open.ts';

/** What restores a backup of this very run elsewhere, and compares it there: its key is in no other process. */
export function bringer(job: Job, manifest: Manifest, identities: readonly string[]): (target: Database) => Promise<void> {
  return async (target) => {
    const { compareRows, restoreInto } = await import('./sources/postgres/proof.ts');
    const store = await openStore(job);
    try {
      await restoreInto(job, target, store, { state: 'published', manifest, identities }, []);
      await compareRows(job, target, manifest.id, factsOf(manifest, 'postgres'));
    } finally {
      await store.close();
    }
  };
}
