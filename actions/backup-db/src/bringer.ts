import { Failure } from '@slipway/action';
import type { Database } from '@slipway/postgres';
import { factsOf } from './facts.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import { openStore } from './stores/open.ts';

export type Bring = (target: Database) => Promise<void>;

/** What restores a backup of this very run into a database of its name elsewhere, and compares it there: its key is in no other process. */
export function bringer(job: Job, manifest: Manifest, identities: readonly string[]): Bring {
  return async (target) => {
    if (target.name !== manifest.database) throw notOf(target.name);
    const [{ load }, { compareRows }] = await Promise.all([import('./sources/postgres/load.ts'), import('./sources/postgres/proof.ts')]);
    const store = await openStore(job);
    try {
      await load(job, { target }, store, { state: 'published', manifest, identities });
      await compareRows(job, target, manifest.id, factsOf(manifest, 'postgres'));
    } finally {
      await store.close();
    }
  };
}

function notOf(database: string): Failure {
  return new Failure('database-missing', `This run made no backup of ${database}.`, { state: 'Nothing was changed.' });
}
