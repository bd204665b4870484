// The states of a switch, by the journal's entry with which each begins.
import { parseEntries } from '@slipway/journal';
import type { Recorder } from './recorder.ts';

export const states = {
  'idle up': /^check (blue|green) done$/,
  'on trial': /^switch done$/,
  baking: /^bake intent$/,
  confirming: /^confirm intent$/,
  draining: /^drain (blue|green) intent$/,
} as const;

export type State = keyof typeof states;
export const stateNames = Object.keys(states) as State[];

/** Entries of one run, such as `switch done`. */
export function entriesOf(recorder: Recorder, runId: string): string[] {
  return recorder.seen
    .filter(({ kind }) => kind === 'entry')
    .flatMap(({ text }) => parseEntries(text))
    .filter(({ transaction }) => transaction.startsWith(`${runId}.`))
    .map(({ step, phase }) => `${step} ${phase}`);
}

/** Resolves once the run is in the state, or has ended without coming to it. */
export async function reached(
  recorder: Recorder,
  run: { readonly runId: string; readonly done: Promise<unknown> },
  state: State,
): Promise<boolean> {
  const there = (): boolean => entriesOf(recorder, run.runId).some((entry) => states[state].test(entry));
  const over = Promise.withResolvers<boolean>();
  const ignore = recorder.listen(() => there() && over.resolve(true));
  run.done.then(
    () => over.resolve(there()),
    () => over.resolve(there()),
  );
  return over.promise.finally(ignore);
}
