// GitHub's concurrency groups and approvals as a model with a clock, as its documentation and changelogs describe them: names of groups are not case
// sensitive; a group has one holder; by default one waits, and a newer one throws it out; with `queue: max` 100 wait in their order, and the 101st is
// thrown out itself. A job takes its group before it asks for approval, and who asks waits up to 30 days.
import type { Group, Operation } from './topology.ts';

export const day = 24 * 60 * 60;
export const approvalExpiry = 30 * day;
export const longestQueue = 100;

export interface Run {
  /** Seconds, like all times here. */
  readonly at: number;
  readonly operations: readonly Operation[];
  /** What the reviewer says and how long after being asked; undefined: nothing, ever. */
  readonly answer?: { readonly after: number; readonly approved: boolean } | undefined;
}

export interface Outcome {
  readonly result: 'success' | 'cancelled' | 'rejected' | 'expired' | 'stuck';
  readonly end: number;
  /** When each piece of work began, by its name. */
  readonly began: Readonly<Record<string, number>>;
}

interface State {
  readonly run: Run;
  next: number;
  readonly held: string[];
  result: Outcome['result'] | undefined;
  end: number;
  readonly began: Record<string, number>;
}

interface Place {
  holder: State | undefined;
  readonly waiting: State[];
}

const seconds = 60;

/** Runs everything to its end. Work takes a minute a piece. */
export function simulate(runs: readonly Run[]): Outcome[] {
  const states = runs.map((run): State => ({ run, next: 0, held: [], result: undefined, end: 0, began: {} }));
  const places = new Map<string, Place>();
  const events: { at: number; act: (now: number) => void }[] = [];
  const later = (at: number, act: (now: number) => void): void => {
    const index = events.findIndex((event) => event.at > at);
    events.splice(index === -1 ? events.length : index, 0, { at, act });
  };
  const placeOf = (name: string): Place => {
    const place = places.get(name.toLowerCase()) ?? { holder: undefined, waiting: [] };
    places.set(name.toLowerCase(), place);
    return place;
  };

  const finish = (state: State, result: Outcome['result'], now: number): void => {
    if (state.result) return;
    Object.assign(state, { result, end: now });
    for (const { waiting } of places.values()) if (waiting.includes(state)) waiting.splice(waiting.indexOf(state), 1);
    for (const name of state.held.splice(0)) release(state, name, now);
  };
  const release = (state: State, name: string, now: number): void => {
    const place = placeOf(name);
    if (place.holder !== state) return;
    place.holder = place.waiting.shift();
    const { holder } = place;
    if (holder) later(now, (then) => proceed(holder, then));
  };
  /** Whether the group is taken at once. */
  const acquire = (state: State, { name, queue, cancelInProgress }: Group, now: number): boolean => {
    const place = placeOf(name);
    if (cancelInProgress && place.holder && place.holder !== state) {
      const { holder } = place;
      for (const waiter of place.waiting.splice(0)) finish(waiter, 'cancelled', now);
      place.holder = undefined;
      finish(holder, 'cancelled', now);
    }
    state.held.push(name);
    if (!place.holder) {
      place.holder = state;
      return true;
    }
    if (queue === 'one') for (const waiter of place.waiting.splice(0)) finish(waiter, 'cancelled', now);
    if (place.waiting.length < longestQueue) place.waiting.push(state);
    else finish(state, 'cancelled', now);
    return false;
  };
  const answer = (state: State, now: number): void => {
    const { after = Number.POSITIVE_INFINITY, approved = false } = state.run.answer ?? {};
    const expires = after >= approvalExpiry;
    later(now + Math.min(after, approvalExpiry), (then) => {
      if (approved && !expires) proceed(state, then);
      else finish(state, expires ? 'expired' : 'rejected', then);
    });
  };
  /** Whether the run goes on at once. */
  const perform = (state: State, operation: Operation, now: number): boolean => {
    if (operation.kind === 'acquire') return acquire(state, operation.group, now);
    if (operation.kind === 'ask') {
      answer(state, now);
      return false;
    }
    if (operation.kind === 'work') {
      state.began[operation.name] = now;
      later(now + seconds, (then) => proceed(state, then));
      return false;
    }
    state.held.splice(state.held.indexOf(operation.name), 1);
    release(state, operation.name, now);
    return true;
  };
  const proceed = (state: State, now: number): void => {
    for (let goes = true; goes && !state.result; ) {
      const operation = state.run.operations[state.next++];
      if (operation) goes = perform(state, operation, now);
      else finish(state, 'success', now);
    }
  };

  for (const state of states) later(state.run.at, (now) => proceed(state, now));
  for (let event = events.shift(); event; event = events.shift()) event.act(event.at);
  return states.map(({ result = 'stuck', end, began }) => ({ result, end, began }));
}
