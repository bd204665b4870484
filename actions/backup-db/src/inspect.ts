import { Failure, formatDuration } from '@slipway/action';
import { readCatalog } from './catalog.ts';
import { copiesOf, describeAge, type Freshness, freshness, ofProject } from './choose.ts';
import { counted } from './content.ts';
import type { Job } from './job.ts';
import { decisions } from './prune.ts';
import { type BackupResult, outputsOf, present, renderFreshness } from './result.ts';
import { decisionTable, lineOf } from './retention/table.ts';
import { addressesOf } from './stores/address.ts';
import type { Store } from './stores/store.ts';

/** The modes that only look at the destination; the database may be down. */

export async function list(job: Job, store: Store): Promise<BackupResult> {
  const catalog = await readCatalog(job, store);
  const { entries, strange } = catalog;
  const mine = job.inputs['project-name'] ? ofProject(entries, job.project, job.inputs.database) : entries;
  if (strange > 0)
    job.log.warn(
      `${counted(strange, 'file')} in ${store.folder} ${strange === 1 ? 'ends in .json, but is no manifest of a backup' : 'end in .json, but are no manifests of backups'}.`,
    );
  const now = job.clock.now();
  const plan = decisions(job, { entries: mine, strange });
  for (const decision of plan) job.log.info(lineOf(decision, now));
  if (mine.length === 0) job.log.info(`${store.folder} on ${store.where} holds no backups.`);
  const newest = freshness(mine, now).flatMap((entry) => (entry.newest ? [entry] : []));
  const [latest] = newest.sort((a, b) => a.age - b.age);
  const outputs = latest?.newest ? { ...outputsOf(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
  return { outcome: 'listed', outputs, summary: `**${counted(mine.length, 'backup')}.**\n\n${decisionTable(plan, now)}` };
}

/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
export async function check(job: Job, store: Store): Promise<BackupResult> {
  const limit = job.inputs['max-age'];
  const mine = ofProject((await readCatalog(job, store)).entries, job.project, job.inputs.database);
  const entries = [...freshness(mine, job.clock.now(), copiesWanted(job))].sort((a, b) => b.age - a.age);
  for (const { database, age } of entries) job.log.info(`${job.project}/${database}: newest proven backup is ${describeAge(age)}.`);
  const [oldest] = entries;
  const now = new Date(job.clock.now());
  if (oldest?.newest && oldest.age <= limit) {
    const { manifest } = oldest.newest;
    const outputs = { ...outputsOf(manifest, store), 'newest-age': seconds(oldest.age) };
    return { outcome: 'fresh', outputs, manifest, summary: renderFreshness(entries, limit, now) };
  }
  const { reason, text, hint } = judge(job, store, oldest);
  // Both outputs are there whatever the answer is: who reads them need not ask first.
  const last = oldest?.newest ?? mine.find(({ manifest }) => manifest.database === oldest?.database);
  const outputs = { id: '', ...(last ? outputsOf(last.manifest, store) : {}), 'newest-age': oldest?.newest ? seconds(oldest.age) : '' };
  throw new Failure(reason, text, {
    state: 'Nothing was changed.',
    hint,
    outputs: present(outputs),
    summary: renderFreshness(entries, limit, now, { text, hint }),
  });
}

function judge(job: Job, store: Store, oldest: Freshness | undefined): { reason: string; text: string; hint: string } {
  const allowed = formatDuration(job.inputs['max-age']);
  const place = `${store.folder} on ${store.where}`;
  const database = oldest?.database ?? job.inputs.database;
  const what = database ? `${job.project}/${database}` : job.project;
  if (!oldest) {
    return {
      reason: 'no-backup',
      text: `${place} holds no backup of ${what}; the newest proven one may be ${allowed} old.`,
      hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
    };
  }
  const { scarce } = oldest;
  if (scarce && job.clock.now() - Date.parse(scarce.manifest.created) <= job.inputs['max-age']) {
    const all = addressesOf(job.inputs.destination).length;
    return {
      reason: 'too-few-copies',
      text: `The newest proven backup of ${what}, ${scarce.manifest.id}, is in ${copiesOf(scarce)} of ${all} destinations; min-copies is ${copiesWanted(job)}.`,
      hint: 'The log says which destination did not answer; else make a backup now, and look at why the last one did not reach all.',
    };
  }
  if (!oldest.newest) {
    return {
      reason: 'no-backup',
      text: `No backup of ${what} in ${place} is proven; the newest proven one may be ${allowed} old.`,
      hint: 'Prove the newest one with mode: verify and its id, or make a backup now, and look at why the last ones were not proven.',
    };
  }
  return {
    reason: 'stale',
    text: `The newest proven backup of ${what} was made at ${oldest.newest.manifest.created}, ${formatDuration(oldest.age)} ago; it may be ${allowed} old.`,
    hint: 'Make a backup now, and look at the schedule: public repositories lose theirs after 60 days without activity.',
  };
}

/** All of them, unless fewer are said to do. */
function copiesWanted({ inputs }: Job): number {
  return inputs['min-copies'] ?? addressesOf(inputs.destination).length;
}

function seconds(age: number): string {
  return String(Math.round(age / 1000));
}
