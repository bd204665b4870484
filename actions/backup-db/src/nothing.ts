import { Failure, withDetails } from '@slipway/action';
import { earlier, readCatalog } from './catalog.ts';
import { ofProject } from './choose.ts';
import { amountOf, counted } from './content.ts';
import type { Kind } from './facts.ts';
import type { Job } from './job.ts';
import type { BackupResult } from './result.ts';
import type { Store } from './stores/store.ts';

/**
 * Nothing of the project is on the machine: that is a first release, unless the destination has backups of it.
 * @throws Failure `no-container`
 */
export async function nothingYet(job: Job, store: Store): Promise<BackupResult> {
  const { kind } = job.inputs;
  const database = kind === 'postgres' ? job.inputs.database : undefined;
  const held = ofProject((await readCatalog(job, store)).entries, job.project, database);
  const [newest] = held;
  if (!newest)
    return nothing(job, 'first-release', `Nothing of ${job.project} is on ${job.shell.where} yet: there is no database to back up.`);
  const what = database ? `${job.project}/${database}` : job.project;
  const url = urls[kind];
  throw new Failure(
    'no-container',
    `Nothing of ${job.project} is on ${job.shell.where}, but ${store.folder} holds ${counted(held.length, 'backup')} of ${what}, the newest ${newest.manifest.id}.`,
    {
      state: 'No backup was made.',
      hint: `${url ? `A secret that does not exist arrives empty: check ${url}. Else check` : 'Check'} project-name, service and host. An environment that is new needs a destination of its own; on a machine that replaces a lost one, start the service and restore first.`,
    },
  );
}

const urls: Readonly<Partial<Record<Kind, string>>> = { postgres: 'database-url', redis: 'redis-url' };

/**
 * The source holds nothing: no news where it never held anything, else the largest loss that there can be.
 * @throws Failure `shrunk` where on-shrink is fail
 */
export async function nothingLeft(
  job: Job,
  store: Store,
  database: string,
  { reason, text }: { readonly reason: string; readonly text: string },
): Promise<BackupResult> {
  const onShrink = job.inputs['on-shrink'];
  const [last] = onShrink === 'ignore' ? [] : await earlier(job, store, database);
  const before = last && amountOf(last.facts);
  if (!last || !before || before.tables + before.rows === 0) return nothing(job, reason, text);
  const loss = `${text} The last backup, ${last.id}, holds ${before.text}.`;
  const hint =
    'Check that this is the right one. If data was lost, restore a backup; if it was deleted on purpose, on-shrink: ignore says so.';
  if (onShrink === 'warn') return nothing(job, reason, loss, hint);
  throw new Failure('shrunk', loss, { state: 'No backup was made, and no older one was removed.', hint });
}

function nothing(job: Job, reason: string, text: string, hint = ''): BackupResult {
  job.log.warn(`${text} No backup was made. ${hint}`.trimEnd());
  return {
    outcome: 'nothing-to-back-up',
    reason,
    outputs: { verified: 'false', 'verify-level': 'none' },
    summary: `**No backup was made.** ${text} ${hint}`.trimEnd(),
  };
}

/** What fails before anything is published says that there is no backup, unless it says more. */
export async function unmade<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failure) || error.details.state !== undefined) throw error;
    throw withDetails(error, { state: 'No backup was made.' });
  }
}
