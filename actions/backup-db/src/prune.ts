import { Failure } from '@slipway/action';
import { type Catalog, readCatalog } from './catalog.ts';
import { counted } from './content.ts';
import { counts } from './entry.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import { idPrefix } from './prefix.ts';
import { type BackupResult, outputsOf } from './result.ts';
import { type Decision, decide } from './retention/decide.ts';
import { findExcess } from './retention/limit.ts';
import { readPolicy } from './retention/policy.ts';
import { removeAll } from './retention/removal.ts';
import { decisionTable, lineOf } from './retention/table.ts';
import type { Store } from './stores/store.ts';

/** Removes what the policy does not keep, database by database. Nothing goes before all of it is known to be allowed. */
export async function prune(job: Job, store: Store): Promise<BackupResult> {
  const { database } = job.inputs;
  const wanted = (manifest: Manifest): boolean => manifest.project === job.project && (!database || manifest.database === database);
  const catalog = await readCatalog(job, store, wanted);
  if (catalog.entries.length === 0) throw nothingThere(job, store);
  const plan = decisions(job, catalog);
  refuseExcess(job, store, plan);
  const going = plan.filter(({ keep }) => !keep).length;
  for (const decision of plan) job.log.info(lineOf(decision, job.clock.now()));
  if (job.inputs['dry-run']) {
    job.log.info(`Would remove ${going} of ${counted(plan.length, 'backup')} from ${store.folder}.`);
    return {
      outcome: 'planned',
      outputs: { pruned: String(going) },
      summary: summarize(plan, job, `${going} of ${counted(plan.length, 'backup')} would go`),
    };
  }
  let pruned = 0;
  for (const name of new Set(plan.filter(({ keep }) => !keep).map(({ entry }) => entry.manifest.database))) {
    const held = await store.hold(idPrefix(job.project, name));
    try {
      pruned += (await pruneDatabase(job, store, name)).length;
    } finally {
      await held.release();
    }
  }
  const newest = catalog.entries.find(counts);
  const outputs = { ...(newest ? outputsOf(newest.manifest, store) : {}), pruned: String(pruned), duration: String(job.elapsed()) };
  return { outcome: 'pruned', outputs, summary: summarize(plan, job, `${pruned} of ${counted(plan.length, 'backup')} were removed`) };
}

/**
 * For who has the database's backups for himself. `made` is the new proven backup after which this comes: a list that does not have it is not to be
 * acted on. @returns ids of what was removed
 */
export async function pruneDatabase(job: Job, store: Store, database: string, made?: Manifest): Promise<readonly string[]> {
  const catalog = await readCatalog(job, store, (manifest) => manifest.project === job.project && manifest.database === database);
  const plan = decisions(job, catalog);
  if (made && !plan.some(({ entry, keep }) => entry.manifest.id === made.id && keep && counts(entry)))
    throw refused(
      `The list of ${store.folder} does not have the new backup ${made.id} as a proven one.`,
      'Run mode: list to see what is there.',
    );
  refuseExcess(job, store, plan);
  const { ids, locked } = await removeAll(store, plan, job.log.info);
  if (locked.size > 0) job.log.warn(`${counted(locked.size, 'backup')} should go, but ${store.folder} keeps what is locked.`);
  return ids;
}

/** What becomes of each, as the inputs say. */
export function decisions(job: Job, catalog: Catalog): readonly Decision[] {
  const rules = { policy: readPolicy(job.inputs).policy, minKeep: job.inputs['min-keep'] };
  return decide(catalog.entries, rules, job.clock.now());
}

/** @throws Failure `prune-refused` */
function refuseExcess(job: Job, store: Store, plan: readonly Decision[]): void {
  const allowed = job.inputs['allow-prune'];
  const [excess] = findExcess(plan, allowed);
  if (!excess) return;
  const { project, database, removed, all } = excess;
  const share = Math.ceil((removed * 100) / all);
  for (const decision of plan) job.log.info(lineOf(decision, job.clock.now()));
  const text = `${removed} of ${counted(all, 'backup')} of ${project}/${database} in ${store.folder} would be removed: ${share} percent, more than the ${allowed} of allow-prune.`;
  throw refused(
    text,
    `The log shows what would go and why: correct keep-*, or, if it is meant, let one run do it with allow-prune: ${share}.`,
    plan,
    job,
  );
}

function refused(text: string, hint: string, plan?: readonly Decision[], job?: Job): Failure {
  const state = 'No backup was removed.';
  const summary = plan && job ? { summary: summarize(plan, job, `${text} ${state}`, hint) } : {};
  return new Failure('prune-refused', text, { state, hint, outputs: { pruned: '0' }, ...summary });
}

function nothingThere(job: Job, store: Store): Failure {
  const what = job.inputs.database ? `${job.project}/${job.inputs.database}` : job.project;
  return new Failure('no-backup', `${store.folder} holds no backup of ${what}.`, {
    state: 'Nothing was changed.',
    hint: 'mode: list shows what is there; check destination and project-name.',
  });
}

function summarize(plan: readonly Decision[], job: Job, title: string, hint = ''): string {
  const decision = `**${title.replace(/\.$/, '')}.** ${hint}`.trimEnd();
  return `${decision}\n\n${decisionTable(plan, job.clock.now())}`;
}
