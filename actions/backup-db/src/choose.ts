import { Failure, formatDuration } from '@slipway/action';
import { readCatalog } from './catalog.ts';
import { counts, type Entry } from './entry.ts';
import { readInstant } from './instant.ts';
import type { Job } from './job.ts';
import { shortNameOf } from './names.ts';
import type { Store } from './stores/store.ts';

const state = 'Nothing was changed.';

/** Backups of the project, and of one database where it is named; newest first. */
export function ofProject(entries: readonly Entry[], project: string, database: string | undefined): readonly Entry[] {
  return entries.filter(({ manifest }) => manifest.project === project && (!database || manifest.database === database));
}

type Wish = Pick<Job, 'inputs' | 'keys' | 'project'>;

/**
 * The backup that `id` names, else the newest proven one, or the newest proven one of the time `at`.
 * @throws Failure `no-backup`, `ambiguous`, `untrusted`
 */
export async function choose(job: Wish, store: Pick<Store, 'folder' | 'list'>, database: string): Promise<Entry> {
  const { entries } = await readCatalog(job, store);
  const { id, at } = job.inputs;
  const mine = ofProject(entries, job.project, database);
  if (id) return named(entries.find(({ manifest }) => manifest.id === id) ?? oneOf(id, mine, store), store);
  const limit = at === undefined ? Number.POSITIVE_INFINITY : (readInstant(at) ?? Number.NaN);
  const found = mine.find((entry) => counts(entry) && Date.parse(entry.manifest.created) <= limit);
  if (found) return found;
  throw noneProven(job, store, database, mine);
}

function named(entry: Entry, store: Pick<Store, 'folder'>): Entry {
  const { found, manifest } = entry;
  if (!entry.whole) {
    const what = found === undefined ? 'is missing' : `has ${found} of the ${manifest.stored.size} bytes that its manifest says`;
    throw new Failure('no-backup', `The file of ${manifest.id} in ${store.folder} ${what}.`, {
      state,
      hint: 'Use another backup, which mode: list shows, and find out what happened to the file.',
    });
  }
  if (entry.authentic) return entry;
  throw new Failure('untrusted', `${entry.manifest.id} in ${store.folder} is not to be believed: ${entry.doubt}.`, {
    state,
    hint: 'Use another backup, and find out who wrote to the destination. One from before there were keys can be used without verify-key.',
  });
}

/** The one backup of the project that a short name means: its time, or the beginning of it, or its last four signs. */
function oneOf(text: string, entries: readonly Entry[], store: Pick<Store, 'folder'>): Entry {
  const found = entries.filter(({ manifest }) => isShortFor(text, shortNameOf(manifest.id)));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (!only)
    throw new Failure('no-backup', `There is no backup ${text} in ${store.folder}.`, {
      state,
      hint: 'mode: list shows those there are. The beginning of a time needs the whole day, like 20260102.',
    });
  const ids = found.slice(0, 5).map(({ manifest }) => manifest.id);
  throw new Failure(
    'ambiguous',
    `${text} may mean ${found.length} backups in ${store.folder}: ${ids.join(', ')}${found.length > 5 ? ', …' : ''}.`,
    {
      state,
      hint: 'Write more of the name.',
    },
  );
}

/** A beginning needs a whole day at least; four signs alone are the end. */
function isShortFor(text: string, short: string): boolean {
  return text.length === 4 ? short.endsWith(`-${text}`) : /^\d{8}/.test(text) && short.startsWith(text);
}

function noneProven({ inputs: { at }, project }: Wish, store: Pick<Store, 'folder'>, database: string, mine: readonly Entry[]): Failure {
  const proven = mine.filter(counts);
  const oldest = proven.at(-1);
  if (at !== undefined && oldest)
    return new Failure('no-backup', `${store.folder} holds no proven backup of ${project}/${database} from ${at} or before.`, {
      state,
      hint: `The oldest proven one is ${oldest.manifest.id}.`,
    });
  const doubted = mine.filter(({ doubt }) => doubt).length;
  const why = `${mine.length} that are not proven${doubted > 0 ? `, ${doubted} of them not believed: ${mine.find(({ doubt }) => doubt)?.doubt}` : ''}`;
  return new Failure('no-backup', `${store.folder} holds no proven backup of ${project}/${database} (${why}).`, {
    state,
    hint: nextStep(mine),
  });
}

function nextStep(mine: readonly Entry[]): string {
  if (mine.length === 0) return 'mode: list shows what is there; check destination and project-name.';
  if (mine.some(({ whole, authentic }) => whole && authentic)) return 'Name one with id to use it all the same.';
  return 'None of them can be used, and mode: list shows why: look for a copy elsewhere.';
}

export interface Freshness {
  readonly database: string;
  readonly newest: Entry | undefined;
  /** Milliseconds; infinite where nothing counts. */
  readonly age: number;
  /** A newer one that counts, but is in too few destinations. */
  readonly scarce: Entry | undefined;
}

/** For each database that has ever been backed up here, its newest backup that counts, in so many destinations at least. */
export function freshness(entries: readonly Entry[], now: number, copies = 1): readonly Freshness[] {
  const databases = [...new Set(entries.map(({ manifest }) => manifest.database))].sort();
  return databases.map((database) => {
    const proven = entries.filter((entry) => entry.manifest.database === database && counts(entry));
    const newest = proven.find((entry) => copiesOf(entry) >= copies);
    const [first] = proven;
    const age = newest ? now - Date.parse(newest.manifest.created) : Number.POSITIVE_INFINITY;
    return { database, newest, age, scarce: first === newest ? undefined : first };
  });
}

export function copiesOf(entry: Entry): number {
  return entry.copies ?? 1;
}

export function describeAge(age: number): string {
  return Number.isFinite(age) ? `${formatDuration(age)} old` : 'not proven';
}
