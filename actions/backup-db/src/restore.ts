import { Failure, formatDuration } from '@slipway/action';
import { choose } from './choose.ts';
import { factsOf } from './facts.ts';
import type { Job } from './job.ts';
import { readIdentities } from './layers.ts';
import { idPrefix } from './prefix.ts';
import { proveChecksum } from './prove.ts';
import { type BackupResult, outputsOf } from './result.ts';
import type { Place } from './source.ts';
import { openSource } from './sources/open.ts';
import type { Store } from './stores/store.ts';

/**
 * Restores beside what is there and compares it with the manifest; only then it gets its name. What has the name already must be confirmed, and is
 * kept under another.
 */
export async function restore(job: Job, store: Store): Promise<BackupResult> {
  const { inputs, log } = job;
  const into = inputs.into ?? '';
  const source = await openSource(job);
  await source.check();
  const { manifest } = await choose(job, store, inputs.database ?? source.name);
  factsOf(manifest, source.kind);
  const identities = manifest.encryption === 'age' ? readIdentities(inputs['age-identity'], 'mode restore') : [];
  const place = await source.place(into);
  if (place.taken && inputs.confirm !== into) throw taken(into, place);
  if (inputs['dry-run']) {
    log.info(`Would restore ${manifest.id} into ${into}${place.taken ? `, and keep the present one as ${place.keptAs}` : ''}.`);
    return { outcome: 'planned', outputs: outputsOf(manifest, store), manifest };
  }
  const held = await store.hold(idPrefix(manifest.project, manifest.database));
  try {
    const evidence = { state: 'published', manifest, identities } as const;
    // A restore runs what is in the file: who asks for a signature wants to know first that these are the signed bytes.
    if (job.keys.verifiers.length > 0) await proveChecksum(job, store, evidence);
    const kept = await place.bringBack(store, manifest, evidence);
    log.info(`${manifest.id} stands as ${place.words} after ${formatDuration(job.elapsed())}.`);
    const outputs = { ...outputsOf(manifest, store), database: into, duration: String(job.elapsed()), ...(kept ? { kept } : {}) };
    const old = kept ? ` The one before it is kept as \`${kept}\`.` : '';
    const summary = `**Restored \`${manifest.id}\` into \`${into}\` in ${formatDuration(job.elapsed())}.**${old}`;
    return { outcome: 'restored', outputs, manifest, summary };
  } finally {
    await held.release();
  }
}

function taken(into: string, place: Place): Failure {
  return new Failure('exists', `${place.words.replace(/^./, (first) => first.toUpperCase())} exists.`, {
    state: 'Nothing was changed.',
    hint: `Restore into a new name, or write confirm: ${into} to replace it; the present one is kept under another name.`,
  });
}
