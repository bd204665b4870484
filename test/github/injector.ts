/** A failure that a fake is told to make. */
export interface Fault {
  /** By default every method. */
  readonly method?: string;
  /** Matched against the path with its query. */
  readonly path: RegExp;
  /** A status to answer, `reset` to break the connection, `hang` to say nothing. */
  readonly status: number | 'reset' | 'hang';
  /** How often, by default once. */
  readonly times?: number;
  /** So many requests that match go through before. */
  readonly skip?: number;
  /** Over the headers that the fake itself would send. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The request is carried out and only its answer is lost: what a broken gateway does. */
  readonly taken?: boolean;
}

/** What became of a fault. */
export interface Planted {
  /** Requests that met it. */
  readonly hits: number;
}

export interface Injector {
  plant(fault: Fault): Planted;
  /** The first fault for this request that is not used up; counts it. */
  next(method: string, path: string): Fault | undefined;
}

export function createInjector(): Injector {
  const planted: { fault: Fault; hits: number; passed: number }[] = [];
  return {
    plant: (fault) => {
      const entry = { fault, hits: 0, passed: 0 };
      planted.push(entry);
      return entry;
    },
    next: (method, path) => {
      const matches = ({ fault, hits }: (typeof planted)[number]): boolean =>
        hits < (fault.times ?? 1) && (fault.method ?? method) === method && fault.path.test(path);
      for (const entry of planted.filter(matches)) {
        if (entry.passed < (entry.fault.skip ?? 0)) {
          entry.passed += 1;
          continue;
        }
        entry.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}
