import type { Job } from '../../job.ts';
import { alone } from './engine.ts';
import { cutScript, stateScript } from './scripts.ts';

type Engine = Pick<Job, 'shell' | 'log'>;

/** Who made a volume and for what, as a label says it. */
export type Label = readonly [name: string, value: string];

export async function createVolume({ shell }: Engine, name: string, label?: Label): Promise<string> {
  await shell.run(['docker', 'volume', 'create', ...(label ? ['--label', label.join('=')] : []), name]);
  return name;
}

export async function labelledVolumes({ shell }: Engine, label: Label): Promise<readonly string[]> {
  const { stdout } = await shell.run(['docker', 'volume', 'ls', '--quiet', '--filter', `label=${label.join('=')}`]);
  return stdout.split('\n').filter(Boolean);
}

/** One that another run has in use stays. */
export async function removeVolume({ shell, log }: Engine, name: string): Promise<void> {
  const { code, stderr } = await shell.run(['docker', 'volume', 'rm', name], { allowFailure: true });
  if (code !== 0) log.debug(`The volume ${name} stays: ${stderr.trim()}`);
}

const looking = (image: string, volume: string, script: string): readonly string[] => [
  'docker',
  'run',
  ...alone,
  '--volume',
  `${volume}:/to:ro`,
  '--entrypoint',
  'sh',
  image,
  '-c',
  script,
];

/** Whether a restore into it was cut, and where what was in it before is. */
export interface State {
  readonly cut: boolean;
  readonly kept?: string;
}

/** Of a volume that exists: a look would make one that does not. */
export async function stateOf({ shell }: Pick<Engine, 'shell'>, image: string, volume: string): Promise<State> {
  const [first, kept = ''] = (await shell.run(looking(image, volume, stateScript))).stdout.split('\n');
  return { cut: first === 'unfinished', ...(/^[a-z\d][\w.-]*$/i.test(kept) ? { kept } : {}) };
}

/** Whether it holds a part of an old content only, which is all where it came from. */
export async function isCutCopy({ shell }: Engine, image: string, volume: string): Promise<boolean> {
  return (await shell.run(looking(image, volume, cutScript), { allowFailure: true })).code === 0;
}

export function describeCut(volume: string, { kept }: State): string {
  const before = kept ? `what was in it before is in the volume ${kept}` : 'there was nothing in it before';
  return `The volume ${volume} is not whole: a restore into it was ended on the way; ${before}.`;
}
