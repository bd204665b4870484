import { randomBytes } from 'node:crypto';
import { cell, Failure, withDetails } from '@slipway/action';
import { isFirstRelease } from '@slipway/postgres';
import { bringer } from './bringer.ts';
import { earlier } from './catalog.ts';
import { amountOf } from './content.ts';
import { dump } from './dump.ts';
import type { Job } from './job.ts';
import { ephemeralKey } from './layers.ts';
import { isProven, type Manifest, type ProofLevel } from './manifest.ts';
import { backupId } from './names.ts';
import { nothingLeft, nothingYet, unmade } from './nothing.ts';
import { idPrefix } from './prefix.ts';
import { formatBytes } from './progress.ts';
import { prove, proveChecksum } from './prove.ts';
import { pruneDatabase } from './prune.ts';
import type { Evidence } from './readback.ts';
import { type BackupResult, briefOf, describe, outputsOf, present } from './result.ts';
import { findShrinkage } from './shrink.ts';
import type { Source } from './source.ts';
import { openSource } from './sources/open.ts';
import type { Store } from './stores/store.ts';
import { signManifest } from './trust/signature.ts';
import { Unpruned } from './unpruned.ts';

/** Makes a backup and proves it; only then it gets its name and its manifest. */
export async function backup(job: Job, store: Store): Promise<BackupResult> {
  const source = await unmade(
    openSource(job).catch((error: unknown) => {
      if (isFirstRelease(error)) return undefined;
      throw error;
    }),
  );
  if (!source) return unmade(nothingYet(job, store));
  const look = await unmade(source.look());
  if ('reason' in look) return unmade(nothingLeft(job, store, source.name, look));
  await unmade(source.check());
  if (job.inputs['dry-run']) {
    job.log.info(`Would back up ${source.where}, ${look.holds}, to ${store.folder}.`);
    return { outcome: 'planned', outputs: { database: source.name } };
  }
  const prefix = idPrefix(job.project, source.name);
  const held = await unmade(store.hold(prefix));
  for (const path of held.removed) job.log.info(`Removed ${path}, which a run that was ended left behind.`);
  try {
    return await make(job, source, store, prefix);
  } finally {
    await held.release();
  }
}

async function make(job: Job, source: Source, store: Store, prefix: string): Promise<BackupResult> {
  const { inputs, log } = job;
  const created = new Date(job.clock.now());
  const id = backupId(prefix, created, randomBytes(2).toString('hex'));
  const key = inputs.encryption === 'age' ? await ephemeralKey() : undefined;
  const recipients = key ? [...inputs['age-recipients'], key.recipient] : [];
  const before = await earlier(job, store, source.name);
  const order = { draft: { id, encryption: inputs.encryption }, recipients, expected: before[0]?.plain.size };
  const dumped = await log.group(`Dump of ${source.where}`, () => unmade(source.guarded(() => dump(job, source, store, order))));
  const { facts, plain, stored, duration } = dumped;
  log.info(`${amountOf(facts).text}: ${formatBytes(plain.size)}, stored as ${formatBytes(stored.size)}.`);
  const draft: Manifest = {
    version: 2,
    id,
    created: created.toISOString(),
    project: job.project,
    database: source.name,
    tag: inputs.tag,
    run: job.context.runUrl || job.context.runId,
    facts,
    plain,
    stored,
    compression: 'zstd',
    encryption: inputs.encryption,
    recipients: inputs.encryption === 'age' ? inputs['age-recipients'] : [],
    duration,
  };
  const manifest = signManifest(await proven(job, source, store, draft, key ? [key.identity] : []), job.keys.signer);
  await store.publish(manifest);
  log.info(
    `${id} is stored in ${store
      .copies()
      .map(({ folder }) => folder)
      .join(' and ')}.`,
  );
  const outputs = {
    ...outputsOf(manifest, store),
    backups: JSON.stringify([briefOf(manifest, store)]),
    duration: String(job.elapsed()),
    ...(manifest.verified ? { 'newest-age': '0' } : {}),
  };
  const shrunk = inputs['on-shrink'] === 'ignore' ? undefined : findShrinkage(manifest, before);
  if (shrunk && inputs['on-shrink'] === 'fail') throw shrunkFailure(manifest, shrunk, outputs);
  const warning =
    shrunk && `${manifest.id}: ${shrunk}. It is stored${inputs.prune ? ', and no older backup was removed' : ''}. ${shrinkHint}`;
  if (warning) log.warn(warning);
  const made: BackupResult = {
    outcome: 'backed-up',
    outputs,
    manifest,
    ...(manifest.facts.kind === 'postgres' ? { bringTo: bringer(job, manifest, key ? [key.identity] : []) } : {}),
    summary: [describe(manifest, store, job.elapsed()), ...(warning ? [`**Smaller than before.** ${cell(warning)}`] : [])].join('\n\n'),
  };
  const pruned = inputs.prune && !shrunk ? await pruneAfter(job, store, manifest, made) : undefined;
  return pruned ? { ...made, outputs: { ...outputs, pruned } } : made;
}

const shrinkHint =
  'If data was deleted on purpose, this ends by itself as new backups are made; if not, restore one of the backups before it.';

function shrunkFailure(made: Manifest, why: string, outputs: BackupResult['outputs']): Failure {
  return new Failure('shrunk', `${made.id}: ${why}.`, {
    state: 'The new backup is stored; no older one was removed.',
    hint: shrinkHint,
    outputs: present(outputs),
  });
}

/**
 * Older backups go only after one that is proven; one that cannot go leaves the new one as good as it is. @returns how many went
 * @throws Unpruned
 */
async function pruneAfter(job: Job, store: Store, manifest: Manifest, made: BackupResult): Promise<string | undefined> {
  if (!isProven(manifest)) {
    job.log.warn(`${manifest.id} is not proven, so no older backup was removed.`);
    return undefined;
  }
  try {
    return String((await pruneDatabase(job, store, manifest.database, manifest)).length);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const state = `The new backup ${manifest.id} is stored and proven. ${error.details.state ?? ''}`.trim();
    throw new Unpruned(withDetails(error, { state, outputs: { ...present(made.outputs), ...error.details.outputs } }), made);
  }
}

/** A backup that fails its proof is removed: a broken file is no worse than none, but looks better than it is. */
async function proven(job: Job, source: Source, store: Store, draft: Manifest, identities: readonly string[]): Promise<Manifest> {
  const level = job.inputs.verify;
  if (level === 'none') {
    job.log.warn(`verify is none: nobody has read ${draft.id} back, so it does not count as proven.`);
    return draft;
  }
  const evidence = { state: 'partial', manifest: draft, identities } as const;
  try {
    await job.log.group(`Proof of ${draft.id}: ${level}`, () => proveCopies(job, level, source, store, evidence));
  } catch (error) {
    await store.removePartial(draft).catch(() => {});
    if (error instanceof Failure) throw withDetails(error, { state: 'The new backup was removed; older ones are as they were.' });
    throw error;
  }
  return { ...draft, verified: { level, at: new Date(job.clock.now()).toISOString() } };
}

/** What proves one copy proves every other that has the very same bytes: those are read and their hash compared. */
async function proveCopies(job: Job, level: ProofLevel, source: Source, store: Store, evidence: Evidence): Promise<void> {
  let proven = false;
  for (const copy of store.copies()) {
    try {
      if (proven || level === 'checksum') await proveChecksum(job, copy, evidence);
      else await prove(job, level, source, copy, evidence);
      proven = true;
    } catch (error) {
      await store.drop(copy, error);
      await copy.removePartial(evidence.manifest);
    }
  }
}
