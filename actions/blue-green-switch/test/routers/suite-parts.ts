import { Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import fc from 'fast-check';
import { trialWord, type Word } from '../../src/route.ts';
import type { Rig } from './rig.ts';

/** Any word that a router may be set to. @param shares whether it can give a colour a part of the traffic */
export function words(shares: boolean): fc.Arbitrary<Word> {
  const colors = fc.constantFrom<Color>('blue', 'green');
  const share = fc.tuple(colors, fc.integer({ min: 1, max: 99 })).map(([color, percent]) => trialWord(color, percent));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Word>('none') },
    { weight: 3, arbitrary: colors },
    { weight: 3, arbitrary: colors.map((color) => trialWord(color)) },
    ...(shares ? [{ weight: 4, arbitrary: share }] : []),
  );
}

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error;
}

/** Waits until the process of an undo is over: its token is gone, and where it fired, it has said what it found. */
export async function settled(rig: Rig, folder: string): Promise<void> {
  const over =
    'n=0; while [ $n -lt 100 ]; do if [ -e "$1/disarmed" ] || [ -s "$1/fired" ]; then exit 0; fi; n=$((n + 1)); sleep 0.1; done; exit 1';
  await rig.shell.run(['sh', '-c', over, 'sh', folder]);
}
