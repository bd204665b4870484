import { sendJson, serve, type TestServer } from './serve.ts';

/** A version of an application: it names itself at /health, and answers /slow when it is told to. */
export interface Version extends TestServer {
  readonly commit: string;
  /** Name for an upstream: host and port. */
  readonly place: string;
  /** When the last request of smoke-health was answered; `performance.now()`. */
  lastChecked(): number;
  /** Answers whoever waits at /slow. */
  answerSlow(): void;
}

export async function startVersion(commit: string): Promise<Version> {
  let checked = 0;
  let waiting: (() => void)[] = [];
  const server = await serve(async (request, response) => {
    if (request.url === '/slow') await new Promise<void>((resolve) => waiting.push(resolve));
    sendJson(response, { status: 'ok', commit });
    if (request.headers['user-agent'] === 'slipway') checked = performance.now();
  });
  const answerSlow = (): void => {
    for (const answer of waiting) answer();
    waiting = [];
  };
  return { ...server, commit, place: `127.0.0.1:${server.port}`, lastChecked: () => checked, answerSlow };
}

export interface Visit {
  readonly started: number;
  /** The version that answered; undefined where none did. */
  readonly commit: string | undefined;
}

export interface Visitors {
  readonly visits: readonly Visit[];
  stop(): Promise<void>;
}

/** Users: eight at once, many times a second and each on a connection of their own. One at a time would nearly always meet the same worker. */
export function sendVisitors(url: string): Visitors {
  const visits: Visit[] = [];
  const under = new Set<Promise<void>>();
  const come = (): void => {
    const visit = visitOnce(url).then((one) => void visits.push(one));
    under.add(visit);
    void visit.finally(() => under.delete(visit));
  };
  const timer = setInterval(() => {
    // Whom nobody answers is waited for, so that the load is bounded.
    for (let number = 0; number < 8 && under.size < 64; number++) come();
  }, 20);
  return {
    visits,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(under);
    },
  };
}

/** One request that lasts until its answer is whole. */
export async function visitOnce(url: string): Promise<Visit> {
  const started = performance.now();
  try {
    const response = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(30_000) });
    const { commit } = (await response.json()) as { commit?: string };
    return { started, commit };
  } catch {
    return { started, commit: undefined };
  }
}
