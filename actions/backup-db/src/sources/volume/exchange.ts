import { randomBytes } from 'node:crypto';
import { Failure, withDetails } from '@slipway/action';
import { factsOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import type { Evidence } from '../../readback.ts';
import { alone, listed, usersOf } from './engine.ts';
import { exchangeScript, exchanging } from './scripts.ts';
import { createVolume, isCutCopy, labelledVolumes, removeVolume } from './volumes.ts';

export interface Exchange {
  readonly into: string;
  /** What has, or gets, the old content. */
  readonly kept: string;
  /** An exchange was cut: the old content is whole in the other volume, and not touched again. */
  readonly begun: boolean;
}

/** A throw-away volume; what ended runs left of the same source is removed first. */
export async function createScratch(job: Job, purpose: 'verify' | 'restore', { manifest }: Evidence): Promise<string> {
  const label = ['slipway.unfinished', `${job.project}/${manifest.database}`] as const;
  for (const old of await labelledVolumes(job, label)) await removeVolume(job, old);
  return createVolume(job, `slipway_${purpose}_${randomBytes(5).toString('hex')}`, label);
}

/** @throws Failure `volume-in-use` */
export async function refuseUsed(job: Job, volume: string): Promise<void> {
  const running = (await usersOf(job.shell, volume)).filter(({ writes }) => writes);
  if (running.length === 0) return;
  throw new Failure('volume-in-use', `${running.map(({ name }) => name).join(', ')} may write to the volume ${volume} now.`, {
    state: 'Nothing was changed.',
    hint: 'Stop what uses it, and run again.',
  });
}

/**
 * A volume has no other name to take: the backup is unpacked beside it, what is in it is copied away, and then its content is exchanged. A mark in it
 * says so for as long as that lasts, so that whoever comes after a run that was ended goes on. @returns where the old content is
 */
export async function exchange(
  job: Job,
  image: string,
  evidence: Evidence,
  { into, kept, begun }: Exchange,
  unpack: (volume: string) => Promise<void>,
): Promise<string> {
  await refuseUsed(job, into);
  const scratch = await createScratch(job, 'restore', evidence);
  try {
    await unpack(scratch).catch((error: unknown) => {
      throw error instanceof Failure ? withDetails(error, { state: error.details.state ?? 'Nothing was changed.' }) : error;
    });
    if (!begun) await createKept(job, image, into, kept);
    const volumes = [`${scratch}:/from:ro`, `${into}:/to`, ...(begun ? [] : [`${kept}:/kept`])].flatMap((one) => ['--volume', one]);
    const argv = ['docker', 'run', ...alone, ...volumes, '--entrypoint', 'sh', image, '-c', exchangeScript, 'sh', kept];
    const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
    const { code, stderr } = await job.shell.run(argv, options).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      throw withDetails(error, { state: `Nobody saw how far it came: ${into} is as it was, or what was in it is in the volume ${kept}.` });
    });
    const lines = stderr.trim().split('\n');
    if (code === 0 && listed(lines) === factsOf(evidence.manifest, 'volume').files) return kept;
    const changed = begun || lines.includes(exchanging);
    if (!changed) await removeVolume(job, kept);
    throw new Failure('swap-failed', `The content of ${into} could not be exchanged: ${lines.at(-1) || `exit code ${code}`}`, {
      state: changed ? `${into} may not be whole. What was in it before is in the volume ${kept}.` : `${into} is as it was.`,
      hint: changed ? 'Make room, and run again: it goes on from there.' : 'Make room, and run again.',
    });
  } finally {
    await removeVolume(job, scratch);
  }
}

/** Copies that were cut have nothing that is not still in its place. */
async function createKept(job: Job, image: string, into: string, kept: string): Promise<void> {
  const label = ['slipway.kept', into] as const;
  for (const old of await labelledVolumes(job, label)) if (await isCutCopy(job, image, old)) await removeVolume(job, old);
  await createVolume(job, kept, label);
}
