import { randomBytes } from 'node:crypto';
import { Failure } from '@slipway/action';
import { ProgramFailure, type Running, type StartOptions } from '@slipway/shell';
import { amountOf } from '../../content.ts';
import { factsOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import type { Manifest } from '../../manifest.ts';
import { type Evidence, readBack } from '../../readback.ts';
import type { Reader } from '../../stores/store.ts';
import type { Room } from '../room.ts';
import { isTooOld, keysOf, takenKeys } from './answers.ts';
import { rehearseScript } from './scripts.ts';

/**
 * Loads the archive into a Redis of its own, which nobody reaches and which is gone afterwards, and counts its keys. Where the source is a container,
 * it is another one of the same image without a network, so that the memory of the live one is its own.
 * @returns milliseconds until it answered
 * @throws Failure `restore-failed`, `count-mismatch`, and those of `readBack`
 */
export async function rehearse(job: Job, room: Room, store: Reader, evidence: Evidence): Promise<number> {
  const { id } = evidence.manifest;
  const { keys, scanned } = factsOf(evidence.manifest, 'redis');
  const started = job.clock.now();
  const { startServer, remove } = await throwaway(job, room, scanned ? ['commands'] : []);
  let answer = '';
  const start = (from: Running): Running => {
    const program = startServer(from);
    program.stdout.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    return program;
  };
  try {
    await readBack(job, store, evidence, { start, fault: () => undefined });
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    if (error.code === 127) throw new Failure('program-missing', `${error.stderr.trim().split('\n').at(-1)} ${room.where}.`);
    if (isTooOld(error.stderr)) throw tooOld('redis-server', room.where, evidence.manifest);
    throw new Failure('restore-failed', `A Redis of its own could not load ${id}: ${error.stderr.trim().split('\n').at(-1)}`, {
      cause: error,
    });
  } finally {
    await remove();
  }
  const found = scanned ? takenKeys(answer, scanned) : keysOf(answer);
  if (found === keys) return job.clock.now() - started;
  throw new Failure('count-mismatch', `What was restored from ${id} has ${found} keys, and its manifest says ${keys}.`, {
    hint: 'Use another backup, and report this one: its archive and its count are of the same bytes.',
  });
}

/** A program that is older than the Redis of the backup proves nothing, for or against it. */
export function tooOld(program: string, where: string, { id, facts }: Pick<Manifest, 'id' | 'facts'>): Failure {
  return new Failure('version-mismatch', `${program} ${where} is too old to read ${id}, which is of ${amountOf(facts).origin}.`, {
    hint: 'Install the programs of that version there, or start the service, whose own are used then.',
  });
}

interface Throwaway {
  startServer(from: Running): Running;
  remove(): Promise<void>;
}

async function throwaway(job: Job, room: Room, words: readonly string[]): Promise<Throwaway> {
  const options: StartOptions = { title: 'a Redis of its own', deadline: job.remaining(), signal: job.signal };
  const { container } = room;
  if (!container) {
    return {
      startServer: (from) => room.start(['sh', '-c', rehearseScript, 'sh', ...words], { ...options, from }),
      remove: async () => {},
    };
  }
  const { stdout } = await job.shell.run(['docker', 'inspect', '--type', 'container', '--format', '{{.Image}}', container]);
  const name = `slipway-rehearsal-${randomBytes(4).toString('hex')}`;
  const flags = ['--rm', '--interactive', '--network', 'none', '--name', name, '--entrypoint', 'sh'];
  const argv = ['docker', 'run', ...flags, stdout.trim(), '-c', rehearseScript, 'sh', ...words];
  return {
    startServer: (from) => job.shell.start(argv, { ...options, from }),
    remove: async () => void (await job.shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true })),
  };
}
