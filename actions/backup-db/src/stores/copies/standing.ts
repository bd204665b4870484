import { Failure, type Log, messageOf } from '@slipway/action';
import type { Destination } from '../store.ts';

/** The destinations that a run still works with. One that failed is out for the rest of it. */
export class Standing {
  readonly #all: readonly Destination[];
  readonly #least: number;
  readonly #log: Log;
  readonly #failed = new Map<Destination, unknown>();

  constructor(all: readonly Destination[], least: number, log: Log) {
    this.#all = all;
    this.#least = least;
    this.#log = log;
  }

  get places(): readonly Destination[] {
    return this.#all.filter((place) => !this.#failed.has(place));
  }

  /** @throws Failure: the one that is given where every destination is needed, else `too-few-copies` */
  drop(place: Destination, why: unknown): void {
    // The run itself is over: that says nothing of the place.
    if (why instanceof Failure && (why.reason === 'cancelled' || why.reason === 'timeout')) throw why;
    const news = !this.#failed.has(place);
    if (news) this.#failed.set(place, why);
    if (this.places.length >= this.#least) {
      if (news) this.#log.warn(`${place.folder} on ${place.where} gets no copy: ${withoutState(why)}`);
      return;
    }
    if (this.#least === this.#all.length || this.#allAlike()) throw why;
    const lost = [...this.#failed].map(([{ folder, where }, reason]) => `${folder} on ${where}: ${messageOf(reason)}`);
    throw new Failure(
      'too-few-copies',
      `${this.places.length} of ${this.#all.length} destinations are left, but min-copies is ${this.#least}. ${lost.join(' ')}`,
      {
        hint: 'Mend what failed, and run the same job again.',
        cause: why,
      },
    );
  }

  /** Where nothing is left, and everything failed in the same way, that is the news. */
  #allAlike(): boolean {
    const reasons = new Set([...this.#failed.values()].map((why) => (why instanceof Failure ? why.reason : undefined)));
    return this.places.length === 0 && reasons.size === 1;
  }

  /** Does something in every place that is left, at the same time; results in their order, without those of places that failed. */
  async each<T>(work: (place: Destination) => Promise<T>): Promise<T[]> {
    const places = this.places;
    const outcomes = await Promise.allSettled(places.map(work));
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'rejected') this.drop(places[index] as Destination, outcome.reason);
    });
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }
}

/** Words of a failure that is not that of the run: what it says of the whole is not so, as other copies stand. */
function withoutState(why: unknown): string {
  if (!(why instanceof Failure)) return messageOf(why);
  const { state: _, ...details } = why.details;
  return new Failure(why.reason, why.message, details).text;
}
