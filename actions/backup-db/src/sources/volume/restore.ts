import { randomBytes } from 'node:crypto';
import { Failure, withDetails } from '@slipway/action';
import { ProgramFailure, type Running } from '@slipway/shell';
import { factsOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { stamp } from '../../names.ts';
import { type Evidence, readBack } from '../../readback.ts';
import type { Place } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { alone, fault, listed, usersOf, volumeExists } from './engine.ts';
import { exchangeScript, unfinished, unpackScript } from './scripts.ts';

/** Only volumes with this label are ours to remove. */
const mark = 'slipway.unfinished';

/** Unpacks into a throw-away volume and counts. @returns milliseconds @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack` */
export async function rehearse(job: Job, image: string, store: Reader, evidence: Evidence): Promise<number> {
  const started = job.clock.now();
  const scratch = await createVolume(job, `slipway_verify_${randomBytes(5).toString('hex')}`, evidence);
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
  const taken = (await volumeExists(job.shell, into)) && !(await isUnfinished(job, image, into));
  const keptAs = `${into}_before_${stamp(new Date(job.clock.now()))}`;
  return {
    words: `the volume ${into} on ${job.shell.where}`,
    taken,
    keptAs,
    async bringBack(store, _, evidence) {
      if (taken) return replace(job, image, store, evidence, { into, kept: keptAs });
      await job.log.group(`Proof of ${evidence.manifest.id}`, () => prove(store, evidence));
      await removeVolume(job, into);
      await createVolume(job, into);
      try {
        await job.log.group(`Restore of ${evidence.manifest.id}`, () => unpack(job, image, store, evidence, into));
      } catch (error) {
        await removeVolume(job, into);
        throw withState(error, 'Nothing was changed.');
      }
      return undefined;
    },
  };
}

/** A volume has no other name to take: the backup is unpacked beside it, what is in it is copied away, and then its content is exchanged. */
async function replace(
  job: Job,
  image: string,
  store: Reader,
  evidence: Evidence,
  { into, kept }: { readonly into: string; readonly kept: string },
): Promise<string> {
  const running = (await usersOf(job.shell, into)).filter(({ writes }) => writes);
  if (running.length > 0) {
    throw new Failure('volume-in-use', `${running.map(({ name }) => name).join(', ')} may write to the volume ${into} now.`, {
      state: 'Nothing was changed.',
      hint: 'Stop what uses it, and run again.',
    });
  }
  const scratch = await createVolume(job, `slipway_restore_${randomBytes(5).toString('hex')}`, evidence);
  try {
    await unpack(job, image, store, evidence, scratch).catch((error: unknown) => {
      throw withState(error, 'Nothing was changed.');
    });
    await createVolume(job, kept);
    const volumes = ['--volume', `${scratch}:/from:ro`, '--volume', `${into}:/to`, '--volume', `${kept}:/kept`];
    const { code, stderr } = await job.shell.run(
      ['docker', 'run', ...alone, ...volumes, '--entrypoint', 'sh', image, '-c', exchangeScript],
      {
        deadline: job.remaining(),
        signal: job.signal,
        allowFailure: true,
      },
    );
    if (code === 0 && listed(stderr.split('\n')) === factsOf(evidence.manifest, 'volume').files) return kept;
    throw new Failure('swap-failed', `The content of ${into} could not be exchanged: ${stderr.trim().split('\n').at(-1)}`, {
      state: `What was in it is in the volume ${kept}, unless the message says that it could not be copied there; then it is as it was.`,
      hint: 'Make room, and run again.',
    });
  } finally {
    await removeVolume(job, scratch);
  }
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

/** With evidence a throw-away one, and what ended runs left of that backup's source is removed first. */
async function createVolume({ shell, log, project }: Job, name: string, evidence?: Evidence): Promise<string> {
  const label = evidence ? `${mark}=${project}/${evidence.manifest.database}` : '';
  if (label !== '') {
    const { stdout } = await shell.run(['docker', 'volume', 'ls', '--quiet', '--filter', `label=${label}`]);
    for (const old of stdout.split('\n').filter(Boolean)) await removeVolume({ shell, log }, old);
  }
  await shell.run(['docker', 'volume', 'create', ...(label === '' ? [] : ['--label', label]), name]);
  return name;
}

/** A restore into it was ended. */
async function isUnfinished({ shell }: Job, image: string, volume: string): Promise<boolean> {
  const look = ['--volume', `${volume}:/to:ro`, '--entrypoint', 'sh', image, '-c', `test -e /to/${unfinished}`];
  return (await shell.run(['docker', 'run', ...alone, ...look], { allowFailure: true })).code === 0;
}

/** One that another run has in use stays. */
async function removeVolume({ shell, log }: Pick<Job, 'shell' | 'log'>, name: string): Promise<void> {
  const { code, stderr } = await shell.run(['docker', 'volume', 'rm', name], { allowFailure: true });
  if (code !== 0) log.debug(`The volume ${name} stays: ${stderr.trim()}`);
}

function withState(error: unknown, state: string): unknown {
  return error instanceof Failure ? withDetails(error, { state: error.details.state ?? state }) : error;
}
