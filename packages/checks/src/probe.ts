import { Failure } from '@slipway/action';
import type { ProbePorts, ProbeRequest } from './check.ts';
import { CookieJar } from './cookies.ts';
import { type Answer, exchange } from './exchange.ts';
import { cookiePlace, type Hop } from './hop.ts';
import type { Observation, ProbeError, Redirect } from './observation.ts';
import { describeTimeout, type Progress } from './probe-error.ts';
import { follow } from './redirect.ts';
import { displayUrl, prepare } from './request.ts';
import { show } from './show.ts';
import { readVersions } from './version.ts';

export const defaultTimeout = 10_000;

/**
 * Asks once, on a fresh connection for every redirect too. What the server does wrong is in the observation.
 * @throws Failure `bad-input` for a request that cannot be sent, `cancelled`
 */
export async function probe(request: ProbeRequest, ports: ProbePorts): Promise<Observation> {
  return send(prepare(request), request, ports);
}

export interface SendOptions extends Pick<ProbeRequest, 'timeout' | 'redirects' | 'version'> {
  /** Bytes of the body that somebody looks at; all unless said. */
  readonly keepBody?: number;
}

/** The same for a request that was prepared. @throws Failure `cancelled` */
export async function send(first: Hop, request: SendOptions, ports: ProbePorts): Promise<Observation> {
  let hop = first;
  const timeout = request.timeout ?? defaultTimeout;
  const limit = request.redirects ?? 5;
  const jar = new CookieJar();
  const started = performance.now();
  const redirects: Redirect[] = [];
  const clock = stopwatch(timeout, ports.signal);
  try {
    for (;;) {
      const place = cookiePlace(hop);
      const answer = await exchange(hop, {
        cookie: jar.header(place, hop.headers['cookie']),
        publicOnly: ports.publicOnly,
        keepBody: request.keepBody,
        onStart: clock.attach,
        onCookies: (lines) => jar.store(lines, place),
      });
      if (ports.signal.aborted) throw new Failure('cancelled', 'The run was cancelled during a request.');
      const next = limit === 0 ? undefined : follow(hop, answer);
      if (next === undefined || redirects.length === limit) {
        const endless = next === undefined ? undefined : tooMany(hop, limit);
        return observation({ request, hop, redirects, started }, endless === undefined ? answer : { ...answer, error: endless });
      }
      redirects.push({ status: answer.status ?? 0, url: displayUrl(hop.url), location: show(displayUrl(next.url), 200) });
      hop = next;
    }
  } finally {
    clock.stop();
  }
}

interface Journey {
  readonly request: SendOptions;
  readonly hop: Hop;
  readonly redirects: readonly Redirect[];
  readonly started: number;
}

function observation({ request, hop, redirects, started }: Journey, answer: Answer): Observation {
  const responseTime = performance.now() - started;
  const json = answer.truncated || answer.error !== undefined ? undefined : parseJson(answer.body);
  const versions = readVersions({ headers: answer.headers, json }, request.version);
  return { ...answer, url: displayUrl(hop.url), responseTime, versions, redirects, ...(json === undefined ? {} : { json }) };
}

function parseJson(body: string): unknown {
  const text = body.trim().replace(/^\uFEFF/, '');
  if (!/^[[{"\-\dtfn]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function tooMany(hop: Hop, limit: number): ProbeError {
  return { class: 'invalid', code: 'REDIRECTS', message: `${show(displayUrl(hop.url))} redirects once more after ${limit} redirects` };
}

type Stop = (why: (progress: Progress) => ProbeError) => void;

/** Ends the exchange under way when its time is over or the run is cancelled. This is a limit of the network, so it runs on real time. */
function stopwatch(timeout: number, signal: AbortSignal): { attach(stop: Stop): void; stop(): void } {
  let current: Stop | undefined;
  let over = false;
  const expire = (): void => {
    over = true;
    current?.((progress) => describeTimeout(timeout, progress));
  };
  const timer = setTimeout(expire, timeout);
  signal.addEventListener('abort', expire, { once: true });
  return {
    attach(stop) {
      current = stop;
      if (over || signal.aborted) expire();
    },
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', expire);
    },
  };
}
