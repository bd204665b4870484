import { Failure, withDetails } from '@slipway/action';
import { ProgramFailure, type Running } from '@slipway/shell';
import { factsOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { stamp } from '../../names.ts';
import { type Evidence, readBack } from '../../readback.ts';
import type { Place } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { alone, fault, listed, volumeExists } from './engine.ts';
import { createScratch, exchange, refuseUsed } from './exchange.ts';
import { unpackScript } from './scripts.ts';
import { createVolume, describeCut, removeVolume, type State, stateOf } from './volumes.ts';

/** Unpacks into a throw-away volume and counts. @returns milliseconds @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack` */
export async function rehearse(job: Job, image: string, store: Reader, evidence: Evidence): Promise<number> {
  const started = job.clock.now();
  const scratch = await createScratch(job, 'verify', evidence);
  try {
    await unpack(job, image, store, evidence, scratch);
    return job.clock.now() - started;
  } finally {
    await removeVolume(job, scratch);
  }
}

export async function placeFor(
  job: Job,
  image: string,
  into: string,
  prove: (store: Reader, evidence: Evidence) => Promise<void>,
): Promise<Place> {
  const exists = await volumeExists(job.shell, into);
  const state: State = exists ? await stateOf(job, image, into) : { cut: false };
  if (state.cut) job.log.warn(describeCut(into, state));
  const taken = exists && !state.cut;
  const keptAs = state.kept ?? `${into}_before_${stamp(new Date(job.clock.now()))}`;
  return {
    words: `the volume ${into} on ${job.shell.where}`,
    taken,
    keptAs,
    async bringBack(store, _, evidence) {
      const fill = (volume: string): Promise<void> =>
        job.log.group(`Restore of ${evidence.manifest.id}`, () => unpack(job, image, store, evidence, volume));
      if (taken || state.kept) return exchange(job, image, evidence, { into, kept: keptAs, begun: !taken }, fill);
      await job.log.group(`Proof of ${evidence.manifest.id}`, () => prove(store, evidence));
      if (exists) await refuseUsed(job, into);
      else if (await volumeExists(job.shell, into)) throw appeared(into);
      await createVolume(job, into);
      try {
        await fill(into);
      } catch (error) {
        await removeVolume(job, into);
        throw error instanceof Failure ? withDetails(error, { state: error.details.state ?? 'Nothing was changed.' }) : error;
      }
      return undefined;
    },
  };
}

async function unpack(job: Job, image: string, store: Reader, evidence: Evidence, volume: string): Promise<void> {
  const { id } = evidence.manifest;
  const { files } = factsOf(evidence.manifest, 'volume');
  const said: string[] = [];
  const argv = ['docker', 'run', ...alone, '--volume', `${volume}:/to`, '--entrypoint', 'sh', image, '-c', unpackScript];
  const options = { title: 'tar', deadline: job.remaining(), signal: job.signal, onError: (line: string) => void said.push(line) };
  const start = (from: Running): Running => job.shell.start(argv, { ...options, from });
  await readBack(job, store, evidence, { start, fault }).catch((error: unknown) => {
    if (!(error instanceof Failure) || !(error.cause instanceof ProgramFailure) || error.reason !== 'archive-corrupt') throw error;
    throw new Failure('restore-failed', error.message.replace('cannot be read back', 'cannot be restored'), { cause: error.cause });
  });
  const found = listed(said);
  if (found === files) return;
  throw new Failure('count-mismatch', `What was restored from ${id} has ${found ?? 'no'} files, and its manifest says ${files}.`, {
    hint: 'Use another backup, and report this one: its archive and its count are of the same bytes.',
  });
}

function appeared(volume: string): Failure {
  return new Failure('exists', `Somebody made the volume ${volume} while the backup was read.`, {
    state: 'Nothing was changed.',
    hint: 'Run again: where it is to be replaced, with its name in confirm.',
  });
}
