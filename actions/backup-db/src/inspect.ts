import { Failure, formatDuration } from '@slipway/action';
import { describeAge, freshness, ofProject } from './choose.ts';
import type { Job } from './job.ts';
import { formatBytes } from './meter.ts';
import { type BackupResult, listing, outputsOf } from './result.ts';
import { openStore } from './store.ts';

/** The modes that only look at the destination; the database may be down. */

export async function list(job: Job): Promise<BackupResult> {
  const store = openStore(job);
  const { backups, strange } = await store.list();
  const mine = job.inputs['project-name'] ? ofProject(backups, job.project, job.inputs.database) : backups;
  if (strange > 0) job.log.warn(`${strange} files in ${store.folder} end in .json, but are no manifests of backups.`);
  for (const { manifest, whole } of mine) {
    const proof = whole ? (manifest.verified?.level ?? 'not proven') : 'file missing';
    job.log.info(`${manifest.id}  ${formatBytes(manifest.stored.size)}  ${manifest.rows} rows  ${manifest.tag}  ${proof}`);
  }
  if (mine.length === 0) job.log.info(`${store.folder} on ${job.shell.where} holds no backups.`);
  const newest = freshness(mine, job.clock.now()).flatMap((entry) => (entry.newest ? [entry] : []));
  const [latest] = newest.sort((a, b) => a.age - b.age);
  const outputs = latest?.newest ? { ...outputsOf(latest.newest.manifest, store), 'newest-age': seconds(latest.age) } : {};
  return { outcome: 'listed', outputs, summary: `**${mine.length} backups.**\n\n${listing(mine)}` };
}

/** Fails where any database that was ever backed up here has no proven backup that is young enough. */
export async function check(job: Job): Promise<BackupResult> {
  const store = openStore(job);
  const limit = job.inputs['max-age'];
  const mine = ofProject((await store.list()).backups, job.project, job.inputs.database);
  const entries = [...freshness(mine, job.clock.now())].sort((a, b) => b.age - a.age);
  const [oldest] = entries;
  if (!oldest) {
    const what = job.inputs.database ? `${job.project}/${job.inputs.database}` : job.project;
    throw new Failure('no-backup', `${store.folder} on ${job.shell.where} holds no backup of ${what}.`, {
      hint: 'Check destination and project-name; else make a backup now, and look at the workflow that should have made one.',
    });
  }
  for (const { database, age } of entries) job.log.info(`${job.project}/${database}: newest proven backup is ${describeAge(age)}.`);
  const outputs = oldest.newest ? { ...outputsOf(oldest.newest.manifest, store), 'newest-age': seconds(oldest.age) } : {};
  if (oldest.age <= limit) {
    const summary = `**The newest proven backup is ${describeAge(oldest.age)}.**`;
    return { outcome: 'fresh', outputs, summary, ...(oldest.newest ? { manifest: oldest.newest.manifest } : {}) };
  }
  const what = `${job.project}/${oldest.database}`;
  const text = Number.isFinite(oldest.age)
    ? `The newest proven backup of ${what} is ${describeAge(oldest.age)}; it may be ${formatDuration(limit)}.`
    : `No backup of ${what} in ${store.folder} is proven.`;
  throw new Failure(Number.isFinite(oldest.age) ? 'stale' : 'no-backup', text, {
    hint: 'Make a backup now, and look at the schedule: public repositories lose theirs after 60 days without activity.',
    outputs: Object.fromEntries(Object.entries(outputs).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  });
}

function seconds(age: number): string {
  return String(Math.round(age / 1000));
}
