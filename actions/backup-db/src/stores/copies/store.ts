import { Failure, messageOf } from '@slipway/action';
import type { Job } from '../../job.ts';
import { isBelieved } from '../../trust/signature.ts';
import type { Destination, Draft, Held, Receiver, Store } from '../store.ts';
import { Standing } from './standing.ts';
import { tee } from './tee.ts';
import { type Union, unite } from './union.ts';

/** Modes that make or judge copies need as many as were asked for; whoever only reads is served by one. */
const needsCopies = (mode: Job['inputs']['mode']): boolean => mode === 'backup' || mode === 'verify';

/** Several destinations that hold copies of each other. */
export function openCopies(job: Job, places: readonly Destination[]): Store {
  const { inputs, log } = job;
  const least = needsCopies(inputs.mode) ? (inputs['min-copies'] ?? places.length) : 1;
  const standing = new Standing(places, least, log);
  let union: Union = { listing: { backups: [], strange: 0 }, holders: new Map() };
  const holders = (id: string): readonly Destination[] => (union.holders.get(id) ?? []).filter((place) => standing.places.includes(place));
  const first = (): Destination => {
    const [place] = standing.places;
    if (!place) throw new Failure('too-few-copies', 'No destination is left.');
    return place;
  };
  const holderOf = ({ id }: Draft): Destination => holders(id)[0] ?? first();
  return {
    folder: places.map(({ folder }) => folder).join(' and '),
    where: [...new Set(places.map(({ where }) => where))].join(' and '),
    path: (name) => first().path(name),
    copies: (id) => (id !== undefined && union.holders.has(id) ? holders(id) : standing.places),
    async drop(copy, why) {
      standing.drop(copy, why);
    },
    async list() {
      const found = await standing.each(async (place) => ({ place, listing: await place.list() }));
      union = unite(found, (manifest) => isBelieved(manifest, job.keys));
      return union.listing;
    },
    hold: (prefix) => holdAll(standing, prefix),
    receive: (draft) => receiveAll(job, standing, draft),
    read: (draft, state) => holderOf(draft).read(draft, state),
    async removePartial(draft) {
      const outcomes = await Promise.allSettled(places.map((place) => place.removePartial(draft)));
      for (const outcome of outcomes) if (outcome.status === 'rejected') log.debug(`A partial file stays: ${messageOf(outcome.reason)}`);
    },
    async publish(manifest) {
      await standing.each((place) => place.publish(manifest));
    },
    async update(manifest) {
      for (const place of holders(manifest.id)) await place.update(manifest);
    },
    async remove(draft) {
      const removals = await standing.each((place) => place.remove(draft));
      const kept = removals.flatMap(({ why }) => why ?? []);
      return kept.length > 0 ? { removed: false, why: kept.join(', ') } : { removed: true };
    },
    async record(drill) {
      const [drills = []] = await standing.each((place) => place.record(drill));
      return drills;
    },
    explain: (error) => error,
    async close() {
      await Promise.allSettled(places.map((place) => place.close()));
    },
  };
}

/** One after the other and always in the same order: two runs never wait for each other. */
async function holdAll(standing: Standing, prefix: string): Promise<Held> {
  const held: Held[] = [];
  const release = async (): Promise<void> => {
    await Promise.allSettled(held.map((one) => one.release()));
  };
  try {
    for (const place of standing.places.toSorted((a, b) => (a.folder < b.folder ? -1 : 1))) {
      await place.hold(prefix).then(
        (one) => held.push(one),
        (error: unknown) => {
          if (error instanceof Failure && ['locked', 'cancelled', 'timeout'].includes(error.reason)) throw error;
          standing.drop(place, error);
        },
      );
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { removed: held.flatMap(({ removed }) => removed), release };
}

function receiveAll(job: Job, standing: Standing, draft: Draft): Receiver {
  const receivers = new Map(standing.places.map((place) => [place, place.receive(draft)]));
  const branches = [...receivers].map(([place, { running }]) => ({
    running,
    fail: (error: unknown) => standing.drop(place, place.explain(error)),
  }));
  return {
    running: tee(`copies of ${draft.id}`, job, branches),
    async complete(sent) {
      await standing.each(async (place) => receivers.get(place)?.complete(sent));
    },
  };
}
