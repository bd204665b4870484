import { pipe } from '@slipway/shell';
import type { Job } from './job.ts';
import type { ProofLevel } from './manifest.ts';
import { reportProgress } from './progress.ts';
import { compare, type Evidence } from './readback.ts';
import { startRelay } from './relay/relay.ts';
import type { Source } from './source.ts';
import type { Reader } from './stores/store.ts';

/** The proof that a level asks for. A restore reads the whole archive too. @returns milliseconds that it took */
export async function prove(
  job: Job,
  level: Exclude<ProofLevel, 'checksum'>,
  source: Source,
  store: Reader,
  evidence: Evidence,
): Promise<number> {
  if (level === 'restore') return source.rehearse(store, evidence);
  const started = job.clock.now();
  await source.readArchive(store, evidence);
  return job.clock.now() - started;
}

/** The stored bytes are those of the manifest. @returns milliseconds that it took @throws Failure `checksum` */
export async function proveChecksum(job: Job, store: Reader, { state, manifest }: Evidence): Promise<number> {
  const started = job.clock.now();
  const source = store.read(manifest, state);
  const count = startRelay({ deadline: job.remaining(), signal: job.signal, from: source, mute: true });
  const stop = reportProgress(count, 'Read', job.log.info, manifest.stored.size);
  try {
    await pipe(source, count.running);
  } finally {
    stop();
  }
  compare('stored file', count.content(), manifest.stored);
  return job.clock.now() - started;
}
