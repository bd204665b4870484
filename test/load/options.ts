import { BlockList, isIP, isIPv6 } from 'node:net';
import { parseArgs } from 'node:util';

export interface LoadOptions {
  /** Where the application is served: `http://`, on a loopback address. */
  url: string;
  /** Half of them open a connection for each request, half keep one open. At least 2. */
  clients: number;
  /** Requests per second, all clients together. */
  rate: number;
  maxSeconds: number;
  maxRequests: number;
  /** What one request may take from its start to the last byte of the answer. */
  timeoutMs: number;
  /** The result's file; the acknowledged notes go beside it, to `<out>.notes.jsonl`. */
  out: string;
}

/** 100 requests a second leave most of two cores to what is measured, and show an outage of 10 ms as one failure. */
export const defaults = { clients: 8, rate: 100, maxSeconds: 300, maxRequests: 200_000, timeoutMs: 5_000 };

/** Reads the command line. Throws with all that is wrong in it. */
export function parseOptions(argv: readonly string[]): LoadOptions & { progress: boolean } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      url: { type: 'string' },
      out: { type: 'string' },
      clients: { type: 'string', default: `${defaults.clients}` },
      rate: { type: 'string', default: `${defaults.rate}` },
      'max-seconds': { type: 'string', default: `${defaults.maxSeconds}` },
      'max-requests': { type: 'string', default: `${defaults.maxRequests}` },
      'timeout-ms': { type: 'string', default: `${defaults.timeoutMs}` },
      progress: { type: 'boolean', default: false },
    },
  });
  const { url, out, progress } = values;
  const options = {
    url: url ?? '',
    out: out ?? '',
    progress,
    clients: Number(values.clients),
    rate: Number(values.rate),
    maxSeconds: Number(values['max-seconds']),
    maxRequests: Number(values['max-requests']),
    timeoutMs: Number(values['timeout-ms']),
  };
  check(options);
  return options;
}

/** Throws unless the load is bounded and stays on this machine. */
export function check(options: LoadOptions): void {
  const problems = [urlProblem(options.url), options.out === '' ? 'out: name a file for the result' : undefined];
  for (const name of ['clients', 'maxRequests', 'timeoutMs'] as const) {
    if (!Number.isSafeInteger(options[name]) || options[name] < 1) problems.push(`${name}: a whole number above 0`);
  }
  for (const name of ['rate', 'maxSeconds'] as const) {
    if (!(options[name] > 0 && Number.isFinite(options[name]))) problems.push(`${name}: a number above 0`);
  }
  if (options.clients === 1) problems.push('clients: at least 2, one for each kind of connection');
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new Error(found.join('; '));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** A load generator that can be pointed at someone else's server will be, if only by a typo: only this machine is accepted. */
export function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return `url: not a URL: ${JSON.stringify(text)}`;
  const url = new URL(text);
  if (url.protocol !== 'http:') return `url: only http:// is spoken, not ${url.protocol}//`;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost') return undefined;
  if (isIP(host) && loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')) return undefined;
  return `url: ${host} is not a loopback address; this load may only be put on the machine it runs on, for example http://127.0.0.1:8000`;
}
