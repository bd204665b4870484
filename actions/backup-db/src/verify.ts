import { Failure, withDetails } from '@slipway/action';
import { choose } from './choose.ts';
import { type Course, drill } from './drilling.ts';
import { factsOf } from './facts.ts';
import type { Job } from './job.ts';
import { readIdentities } from './layers.ts';
import type { Manifest, Proof, ProofLevel } from './manifest.ts';
import { idPrefix } from './prefix.ts';
import { prove, proveChecksum } from './prove.ts';
import { type BackupResult, describe, outputsOf } from './result.ts';
import type { Source } from './source.ts';
import { openSource } from './sources/open.ts';
import type { Destination, Store } from './stores/store.ts';
import { signProof } from './trust/signature.ts';

/** Reads a stored backup again, and writes into its manifest what came of it: a broken one never counts again. A restore of it is a drill. */
export async function verify(job: Job, store: Store): Promise<BackupResult> {
  const level = levelOf(job);
  if (level !== 'restore' || job.inputs['dry-run']) return proveAgain(job, store, level, { database: '' });
  return drill(job, store, (course) => proveAgain(job, store, level, course));
}

async function proveAgain(job: Job, store: Store, level: ProofLevel, course: Course): Promise<BackupResult> {
  const source = level === 'checksum' ? undefined : await openSource(job);
  course.database = source?.name ?? job.inputs.database ?? '';
  const { manifest, doubt } = await choose(job, store, course.database);
  if (source) factsOf(manifest, source.kind);
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
    const proven = recorded(job, manifest, { level: doubt ? level : keep(manifest, level), at: new Date(job.clock.now()).toISOString() });
    course.took = await attemptCopies({ job, level, source, store, manifest, identities }, proven);
    const outputs = { ...outputsOf(proven, store), duration: String(job.elapsed()) };
    return { outcome: 'verified', outputs, manifest: proven, summary: describe(proven, store, job.elapsed(), level) };
  } finally {
    await held.release();
  }
}

/** The manifest with the proof. A signed backup takes no unsigned one: it would count no more for who asks for signatures. */
function recorded(job: Job, manifest: Manifest, proof: Proof): Manifest {
  const { signer, verifiers } = job.keys;
  if (signer || (!manifest.signature && verifiers.length === 0)) return { ...manifest, verified: signProof(manifest, proof, signer) };
  job.log.warn(`${manifest.id} is signed, and there is no signing-key here: whatever this proof shows, the one that it had stays.`);
  return manifest;
}

function levelOf(job: Job): ProofLevel {
  const level = job.inputs.verify;
  return level === 'none' ? 'archive' : level;
}

const strength: Readonly<Record<ProofLevel | 'failed', number>> = { failed: 0, checksum: 1, archive: 2, restore: 3 };

/** Bytes that are still the proven ones keep the proof that they had, where it is the stronger one. */
export function keep({ verified }: Pick<Manifest, 'verified'>, level: ProofLevel): ProofLevel {
  const before = verified?.level;
  return before && before !== 'failed' && strength[before] > strength[level] ? before : level;
}

interface Trial {
  readonly job: Job;
  readonly level: ProofLevel;
  readonly source: Source | undefined;
  readonly store: Store;
  readonly manifest: Manifest;
  readonly identities: readonly string[];
}

/**
 * Every copy is read, and each has in its own manifest what came of it. What proves one proves those with the very same bytes: of the others the hash
 * is compared. @returns milliseconds that the proof took
 */
async function attemptCopies(trial: Trial, proven: Manifest): Promise<number> {
  let took: number | undefined;
  let broken: unknown;
  for (const copy of trial.store.copies(trial.manifest.id)) {
    try {
      const milliseconds = await attempt(took === undefined ? trial : { ...trial, level: 'checksum' }, copy);
      took ??= milliseconds;
      if (proven !== trial.manifest) await copy.update(proven);
    } catch (error) {
      if (isBroken(error)) broken ??= error;
      else await trial.store.drop(copy, error);
    }
  }
  if (broken !== undefined || took === undefined) throw broken;
  return took;
}

async function attempt({ job, level, source, manifest, identities }: Trial, copy: Destination): Promise<number> {
  const evidence = { state: 'published', manifest, identities } as const;
  try {
    // A restore runs what is in the file: who asks for a signature wants to know first that these are the signed bytes.
    if (level === 'restore' && job.keys.verifiers.length > 0) await proveChecksum(job, copy, evidence);
    return await job.log.group(`Proof of ${manifest.id}: ${level}`, () =>
      source && level !== 'checksum' ? prove(job, level, source, copy, evidence) : proveChecksum(job, copy, evidence),
    );
  } catch (error) {
    if (!isBroken(error)) throw error;
    const verified: Proof = { level: 'failed', at: new Date(job.clock.now()).toISOString(), reason: error.reason };
    await copy.update({ ...manifest, verified });
    throw withDetails(error, {
      state: `${manifest.id} is marked as failed and counts no more.`,
      outputs: { id: manifest.id, verified: 'false' },
    });
  }
}

/** Reasons that speak of the backup, and not of the way to it or of the server that it was restored on. */
const brokenReasons = new Set(['checksum', 'archive-corrupt', 'count-mismatch']);
const isBroken = (error: unknown): error is Failure => error instanceof Failure && brokenReasons.has(error.reason);
