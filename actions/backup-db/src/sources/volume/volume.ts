import { randomBytes } from 'node:crypto';
import { Failure } from '@slipway/action';
import type { Running } from '@slipway/shell';
import { factsOf, nameOf, type VolumeFacts } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { corrupt, type Evidence, readBack } from '../../readback.ts';
import type { Moment, Source } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { chooseWriters, type Writers } from '../writers/choose.ts';
import { startStill } from '../writers/still.ts';
import { alone, fault, listed, readerImage, usersOf, volumeExists } from './engine.ts';
import { placeFor, rehearse } from './restore.ts';
import { listScript, packScript } from './scripts.ts';
import { describeCut, stateOf } from './volumes.ts';

/** The files of a volume of the machine's engine, read in a container of their own. @throws Failure `volume-missing`, `program-missing` */
export async function open(job: Job): Promise<Source> {
  const { shell, inputs } = job;
  const { volume = '' } = inputs;
  const users = await usersOf(shell, volume);
  const image = await readerImage(shell, users, inputs.image);
  const where = `the volume ${volume} on ${shell.where}`;
  const prove = (store: Reader, evidence: Evidence): Promise<void> => readArchive(job, image, store, evidence);
  return {
    kind: 'volume',
    name: nameOf('volume', volume),
    where,
    async look() {
      await refuseMissing(job, volume);
      await refuseCut(job, image, volume);
      const flags = [...reading(volume), '--entrypoint', 'sh', image, '-c', 'find /from -mindepth 1 | head -n 1 | wc -l'];
      const { stdout } = await shell.run(['docker', 'run', ...flags], { deadline: job.remaining() });
      const { writers } = chooseWriters(`The volume ${volume}`, users, inputs.writers);
      if (stdout.trim() !== '0') return { holds: writers === 'still' ? 'to which nothing writes' : `with what writes to it: ${writers}` };
      return { reason: 'no-data', text: `${where} holds no files: there is nothing to back up.` };
    },
    check: async () => {},
    guarded: (work) => work(),
    async open() {
      return openMoment(job, image, volume, chooseWriters(`The volume ${volume}`, await usersOf(shell, volume), inputs.writers));
    },
    readArchive: prove,
    rehearse: (store, evidence) => rehearse(job, image, store, evidence),
    place: (into) => placeFor(job, image, into, prove),
  };
}

async function refuseMissing({ shell }: Job, volume: string): Promise<void> {
  if (await volumeExists(shell, volume)) return;
  const { stdout } = await shell.run(['docker', 'volume', 'ls', '--quiet']);
  const near = stdout.split('\n').filter((name) => name.includes(volume) || (name !== '' && volume.includes(name)));
  throw new Failure('volume-missing', `There is no volume ${volume} on ${shell.where}.`, {
    state: 'Nothing was written.',
    hint:
      near.length > 0
        ? `Did you mean ${near.slice(0, 5).join(', ')}?`
        : 'docker volume ls shows those there are; compose puts the project before the name.',
  });
}

/** Half a content looks like one, and its backup would be proven. @throws Failure `dump-failed` */
async function refuseCut(job: Job, image: string, volume: string): Promise<void> {
  const state = await stateOf(job, image, volume);
  if (!state.cut) return;
  throw new Failure('dump-failed', describeCut(volume, state), {
    state: 'No backup was stored.',
    hint: `Run mode restore into ${volume} again: it goes on from there.`,
  });
}

const reading = (volume: string): readonly string[] => [...alone, '--volume', `${volume}:/from:ro`];

function openMoment(job: Job, image: string, volume: string, { writers, pause, stop }: Writers): Moment {
  const name = `slipway-volume-${randomBytes(4).toString('hex')}`;
  const said: string[] = [];
  let ended: Promise<unknown> = Promise.resolve();
  return {
    program: 'tar',
    magic: './',
    hint: 'Where files change while they are read, let the containers that write be paused: the label slipway.backup or the input writers.',
    start(): Running {
      const read = ['docker', 'run', ...reading(volume), '--name', name, '--entrypoint', 'sh', image, '-c', packScript];
      const running = startStill(job, { pause, stop }, read, { title: 'tar', onError: (line) => void said.push(line) });
      ended = running.done;
      return running;
    },
    async facts(): Promise<VolumeFacts> {
      await ended;
      const files = listed(said);
      if (files !== undefined) return { kind: 'volume', files, writers };
      throw new Failure('dump-failed', 'Nobody counted what tar wrote.', { state: 'No backup was stored.' });
    },
    abandon: async () => void (await job.shell.run(['docker', 'rm', '--force', name], { allowFailure: true })),
    close: async () => {},
  };
}

/** All that is stored through tar, which must list the names of the dump. @throws Failure `archive-corrupt`, `checksum`, `key-missing` */
async function readArchive(job: Job, image: string, store: Reader, evidence: Evidence): Promise<void> {
  const { files } = factsOf(evidence.manifest, 'volume');
  const said: string[] = [];
  const argv = ['docker', 'run', ...alone, '--tmpfs', '/tmp', '--entrypoint', 'sh', image, '-c', listScript];
  const options = { title: 'tar', deadline: job.remaining(), signal: job.signal, onError: (line: string) => void said.push(line) };
  const start = (from: Running): Running => job.shell.start(argv, { ...options, from });
  await readBack(job, store, evidence, { start, fault });
  const found = listed(said);
  if (found !== files) throw corrupt(evidence, `tar lists ${found ?? 'no'} files in it, and its manifest says ${files}`);
}
