import { Failure, formatDuration } from '@slipway/action';
import { isProven } from './manifest.ts';
import type { Settled } from './settled.ts';
import type { Store, Stored } from './stores/store.ts';

/** A proven backup whose file is there: the only kind that counts. */
export function counts(backup: Stored): boolean {
  return backup.whole && isProven(backup.manifest);
}

/** The same backup, which counts only where enough destinations have it. */
export function withCopies(backup: Stored, least: number): Stored {
  return { ...backup, whole: backup.whole && (backup.copies === undefined || backup.copies >= least) };
}

/** Backups of the project, and of one database where it is named; newest first. */
export function ofProject(backups: readonly Stored[], project: string, database: string | undefined): readonly Stored[] {
  return backups.filter(({ manifest }) => manifest.project === project && (!database || manifest.database === database));
}

/** The backup that `id` names, else the newest proven one. @throws Failure `no-backup` */
export async function choose(
  store: Pick<Store, 'folder' | 'list'>,
  inputs: Pick<Settled, 'id'>,
  project: string,
  database: string,
): Promise<Stored> {
  const { backups } = await store.list();
  const { id } = inputs;
  const state = 'Nothing was changed.';
  if (id) {
    const named = backups.find(({ manifest }) => manifest.id === id);
    if (!named)
      throw new Failure('no-backup', `There is no backup ${id} in ${store.folder}.`, { state, hint: 'mode: list shows those there are.' });
    if (named.whole) return named;
    throw new Failure('no-backup', `The file of ${id} is missing from ${store.folder}, or has another size than its manifest says.`, {
      state,
    });
  }
  const mine = ofProject(backups, project, database);
  const newest = mine.find(counts);
  if (newest) return newest;
  throw new Failure('no-backup', `${store.folder} holds no proven backup of ${project}/${database} (${mine.length} that are not proven).`, {
    state,
    hint:
      mine.length > 0 ? 'Name one with id to use it all the same.' : 'mode: list shows what is there; check destination and project-name.',
  });
}

export interface Freshness {
  readonly database: string;
  readonly newest: Stored | undefined;
  /** Milliseconds; infinite where nothing counts. */
  readonly age: number;
}

/** For each database that has ever been backed up here, its newest backup that counts. */
export function freshness(backups: readonly Stored[], now: number): readonly Freshness[] {
  const databases = [...new Set(backups.map(({ manifest }) => manifest.database))].sort();
  return databases.map((database) => {
    const newest = backups.find((backup) => backup.manifest.database === database && counts(backup));
    return { database, newest, age: newest ? now - Date.parse(newest.manifest.created) : Number.POSITIVE_INFINITY };
  });
}

export function describeAge(age: number): string {
  return Number.isFinite(age) ? `${formatDuration(age)} old` : 'not proven';
}
