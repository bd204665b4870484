import { Failure, withDetails } from '@slipway/action';
import { choose } from './choose.ts';
import { type Course, drill } from './drilling.ts';
import type { Job } from './job.ts';
import { readIdentities } from './layers.ts';
import type { Manifest, Proof, ProofLevel } from './manifest.ts';
import { dumpName, idPrefix } from './names.ts';
import { prove, proveChecksum } from './prove.ts';
import { type BackupResult, describe, outputsOf } from './result.ts';
import type { Source } from './source.ts';
import { openSource } from './sources/open.ts';
import { openStore, type Store } from './store.ts';

/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. A restore of it is a drill. */
export async function verify(job: Job): Promise<BackupResult> {
  const level = levelOf(job);
  if (level !== 'restore' || job.inputs['dry-run']) return proveAgain(job, level, { database: '' });
  return drill(job, (course) => proveAgain(job, level, course));
}

async function proveAgain(job: Job, level: ProofLevel, course: Course): Promise<BackupResult> {
  const source = level === 'checksum' ? undefined : await openSource(job);
  const store = openStore(job);
  course.database = source?.name ?? job.inputs.database ?? '';
  const { manifest } = await choose(store, job.inputs, job.project, course.database);
  course.manifest = manifest;
  const identities =
    manifest.encryption === 'age' && level !== 'checksum'
      ? readIdentities(job.inputs['age-identity'], `mode verify with the level ${level}`)
      : [];
  if (job.inputs['dry-run']) {
    job.log.info(`Would verify ${manifest.id} by ${level}.`);
    return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
  }
  await source?.check();
  const held = await store.hold(idPrefix(manifest.project, manifest.database));
  try {
    course.begun = job.clock.now();
    course.took = await attempt(job, level, source, store, manifest, identities);
    const verified: Proof = { level: keep(manifest, level), at: new Date(job.clock.now()).toISOString() };
    const proven = { ...manifest, verified };
    await store.update(proven);
    const outputs = { ...outputsOf(proven, store), duration: String(job.elapsed()) };
    return { outcome: 'verified', outputs, manifest: proven, summary: describe(proven, store, job.shell.where, job.elapsed()) };
  } finally {
    await held.release();
  }
}

function levelOf(job: Job): ProofLevel {
  const level = job.inputs.verify;
  return level === 'none' ? 'archive' : level;
}

/** Bytes that are still the proven ones keep the proof that they had. */
function keep(manifest: Manifest, level: ProofLevel): ProofLevel {
  const before = manifest.verified?.level;
  return level === 'checksum' && before && before !== 'failed' ? before : level;
}

async function attempt(
  job: Job,
  level: ProofLevel,
  source: Source | undefined,
  store: Store,
  manifest: Manifest,
  identities: readonly string[],
): Promise<number> {
  const evidence = { name: dumpName(manifest), manifest, identities };
  try {
    return await job.log.group(`Proof of ${manifest.id}: ${level}`, () =>
      source && level !== 'checksum' ? prove(job, level, source, store, evidence) : proveChecksum(job, store, evidence),
    );
  } catch (error) {
    if (!(error instanceof Failure) || !broken.has(error.reason)) throw error;
    const verified: Proof = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
    await store.update({ ...manifest, verified });
    throw withDetails(error, {
      state: `${manifest.id} is marked as failed and counts no more.`,
      outputs: { id: manifest.id, verified: 'false' },
    });
  }
}

/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const broken = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);
