/** One request. Instants are milliseconds since the epoch, with fractions. */
export interface Seen {
  readonly start: number;
  readonly end: number;
  readonly color: string;
  /** Empty where it was answered with 200. */
  readonly error: string;
  /** It was sent on a connection that had been idle and was reset before a byte came back: the other side had closed it in that moment. */
  readonly idle: boolean;
  readonly slow: boolean;
}

export interface SocketSeen {
  readonly cutAt: number;
}

export interface UsersSaw {
  readonly requests: readonly Seen[];
  readonly sockets: readonly SocketSeen[];
}

/** One switch as the bench ordered it. */
export interface Switch {
  readonly to: string;
  /** When the router got the order. */
  readonly at: number;
  /** From the order to its read-back, as `move` returns it; undefined where nothing of ours moved. */
  readonly took: number | undefined;
}

export interface Figures {
  readonly asked: number;
  readonly failed: number;
  /** Of the failed: resets of idle connections. */
  readonly idleResets: number;
  readonly socketsCut: number;
  /** When the last request began that the old colour answered, after the order: p50 and most. */
  readonly lastOld: readonly number[];
  readonly firstNew: readonly number[];
  readonly took: readonly number[];
  /** For each switch in which anything failed: from the first failure to the end of the last. */
  readonly outages: readonly number[];
  /** Milliseconds of requests within 250 ms of a switch, and of all others. */
  readonly near: readonly number[];
  readonly other: readonly number[];
}

const nearby = 250;

export function figuresOf(saw: UsersSaw, switches: readonly Switch[]): Figures {
  const failed = saw.requests.filter(({ error }) => error !== '');
  const quick = saw.requests.filter(({ error, slow }) => error === '' && !slow);
  const lastOld: number[] = [];
  const firstNew: number[] = [];
  const outages: number[] = [];
  for (const [index, { at, to }] of switches.entries()) {
    const lost = failed.filter(({ start }) => start >= at - 100 && start < (switches[index + 1]?.at ?? Number.POSITIVE_INFINITY) - 100);
    if (lost.length > 0)
      outages.push(
        lost.reduce((last, { end }) => Math.max(last, end), 0) -
          lost.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
      );
    const until = switches[index + 1]?.at ?? at + 1000;
    const around = quick.filter(({ start, end }) => end > at - 100 && start < until - 60);
    const old = around.filter(({ color, start }) => color !== to && start < until - 100).map(({ start }) => start - at);
    const fresh = around.filter(({ color, end }) => color === to && end > at).map(({ end }) => end - at);
    if (old.length > 0) lastOld.push(old.reduce((most, one) => Math.max(most, one)));
    if (fresh.length > 0) firstNew.push(fresh.reduce((least, one) => Math.min(least, one)));
  }
  const isNear = ({ start, end }: Seen): boolean => switches.some(({ at }) => end >= at && start <= at + nearby);
  const took = (seen: Seen): number => seen.end - seen.start;
  return {
    asked: saw.requests.length,
    failed: failed.length,
    idleResets: failed.filter(({ idle }) => idle).length,
    socketsCut: saw.sockets.length,
    lastOld,
    firstNew,
    outages,
    took: switches.flatMap((one) => (one.took === undefined ? [] : [one.took])),
    near: quick.filter(isNear).map(took),
    other: quick.filter((seen) => !isNear(seen)).map(took),
  };
}

/** The value below which `share` of them lie, to a tenth; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? Number.NaN : Math.round(value * 10) / 10;
}
