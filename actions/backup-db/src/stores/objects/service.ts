import type { IncomingHttpHeaders } from 'node:http';
import { type Clock, Failure, messageOf } from '@slipway/action';
import { type Connections, type Reply, type Request, textOf } from './http.ts';
import { isPassing, retry } from './retry.ts';

/** A no of a storage service, in its own words. */
export class Refusal extends Error {
  readonly status: number;
  /** The service's word for it, like `AccessDenied`; empty where it has none. */
  readonly code: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;

  constructor(status: number, code: string, said: string, headers: IncomingHttpHeaders, body: string) {
    super(`${[status, code].filter(Boolean).join(' ')}${said ? `: ${said}` : ''}`);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.body = body;
  }
}

/** How long, and until when, a service is asked. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds that are left. @throws Failure `timeout` */
  remaining(): number;
  /** Attempts at one request. */
  readonly attempts: number;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly stall: number;
  readonly log?: (line: string) => void;
}

export interface Dialect {
  /** The request with what proves who asks; made anew for every attempt, because it holds the time. */
  readonly prove: (request: Request, at: Date) => Request;
  /** Code and sentence of an answer that is a no. */
  readonly read: (body: string, headers: IncomingHttpHeaders) => { readonly code: string; readonly said: string };
  /** What went wrong, for people. */
  readonly explain: (error: unknown, at: Date) => Failure;
  /** Codes that another attempt may not get, besides those of a service that is down or busy. */
  readonly passing: ReadonlySet<string>;
}

export interface Service {
  /** @param accept statuses besides 2xx that are answers too */
  ask(
    request: Request,
    options?: { readonly accept?: readonly number[]; readonly signal?: AbortSignal; readonly attempts?: number },
  ): Promise<Reply>;
  /** The same, with the whole answer read; a text that breaks off is asked for again. */
  read(
    request: Request,
    options?: { readonly accept?: readonly number[]; readonly signal?: AbortSignal },
  ): Promise<{ readonly reply: Reply; readonly text: string }>;
  isPassing(error: unknown): boolean;
  explain(error: unknown): unknown;
}

export function openService(connections: Connections, dialect: Dialect, patience: Patience): Service {
  const worthAnother = (error: unknown): boolean => {
    if (patience.signal.aborted) return false;
    if (!(error instanceof Refusal)) return isPassing(error);
    return error.status >= 500 || error.status === 429 || error.status === 408 || dialect.passing.has(error.code);
  };
  const explain = (error: unknown): unknown => {
    if (patience.signal.aborted) return patience.signal.reason;
    return error instanceof Failure ? error : dialect.explain(error, new Date(patience.clock.now()));
  };
  const attempts = (title: string, most: number) => ({
    clock: patience.clock,
    most,
    worthAnother,
    onRetry: (error: unknown, wait: number) => patience.log?.(`${title} failed (${messageOf(error)}); again in ${wait} ms.`),
  });
  const once = async (request: Request, accept: readonly number[], signal = patience.signal): Promise<Reply> => {
    patience.remaining();
    const reply = await connections.send(dialect.prove(request, new Date(patience.clock.now())), signal);
    if ((reply.status >= 200 && reply.status < 300) || accept.includes(reply.status)) return reply;
    const body = await textOf(reply, patience.stall);
    const { code, said } = dialect.read(body, reply.headers);
    throw new Refusal(reply.status, code, said, reply.headers, body);
  };
  const title = ({ method, url }: Request): string => `${method} ${url.pathname}`;
  return {
    async ask(request, { accept = [], signal, attempts: most = patience.attempts } = {}) {
      try {
        return await retry(attempts(title(request), most), () => once(request, accept, signal));
      } catch (error) {
        throw explain(error);
      }
    },
    async read(request, { accept = [], signal } = {}) {
      try {
        return await retry(attempts(title(request), patience.attempts), async () => {
          const reply = await once(request, accept, signal);
          return { reply, text: await textOf(reply, patience.stall) };
        });
      } catch (error) {
        throw explain(error);
      }
    },
    isPassing: worthAnother,
    explain,
  };
}

/** The clock of the service when it gave an answer. */
export function timeOf({ headers }: Pick<Reply, 'headers'>, otherwise: number): number {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? otherwise : at;
}
