import { counts, type Entry } from './entry.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import type { Store, Stored } from './stores/store.ts';
import { canonical } from './trust/canonical.ts';
import { judge } from './trust/signature.ts';

export interface Catalog {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Files that have the name of a manifest, and are none. */
  readonly strange: number;
}

/** The backups of a destination, each with whether its manifest is believed. `only` leaves out what is not asked about before it is judged. */
export async function readCatalog(
  job: Pick<Job, 'keys'>,
  store: Pick<Store, 'list'>,
  only: (manifest: Manifest) => boolean = () => true,
): Promise<Catalog> {
  const { backups, strange } = await store.list();
  const mine = backups.filter(({ manifest }) => only(manifest));
  const entries = [...Map.groupBy(mine, ({ manifest }) => manifest.id).values()].flatMap((same) => judgeEntry(job, same));
  return { entries, strange };
}

/** Backups of the same database that count, newest first. */
export async function earlier(job: Job, store: Store, database: string): Promise<readonly Manifest[]> {
  const sameDatabase = (manifest: Manifest): boolean => manifest.project === job.project && manifest.database === database;
  const { entries } = await readCatalog(job, store, sameDatabase);
  return entries.filter((entry) => counts(entry) && Date.parse(entry.manifest.created) <= job.clock.now()).map(({ manifest }) => manifest);
}

/** A manifest that was copied is one backup all the same; two that say different things of one name are believed neither. */
function judgeEntry(job: Pick<Job, 'keys'>, same: readonly Stored[]): Entry[] {
  const [first] = same;
  if (!first) return [];
  if (same.length > 1 && new Set(same.map(({ manifest }) => canonical(manifest))).size > 1)
    return [{ ...first, authentic: false, doubt: 'two different manifests have its name' }];
  const { backup, proof } = judge(first.manifest, job.keys);
  const doubt = backup ?? proof;
  return [{ ...first, authentic: backup === undefined, ...(doubt ? { doubt } : {}) }];
}
