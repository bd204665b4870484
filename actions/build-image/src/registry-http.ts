import { type Clock, Failure, messageOf } from '@slipway/action';
import type { Credentials } from './credentials.ts';
import { basic, parseChallenge, tokenOf, tokenRequest } from './registry-auth.ts';
import type { Repository } from './repository.ts';

export interface RegistryOptions {
  readonly credentials?: Credentials | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Further attempts after a 429, a 5xx or a broken connection. */
  readonly retries: number;
  /** Milliseconds for one answer. */
  readonly patience?: number;
}

export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly body: Buffer;
}

export type Send = (method: string, url: string, init?: RequestInit) => Promise<Answer>;

/** Longest that a registry may make us wait between two attempts. */
const longestWait = 60_000;
/** Registries take no larger manifest. */
const largestBody = 16 * 1024 * 1024;

/** Sends requests to one registry: authenticates when asked to, repeats what is transient, and gives up with a reason. */
export function registryHttp(repository: Repository, options: RegistryOptions): Send {
  const { clock, credentials } = options;
  let authorization: string | undefined;

  const once: Send = async (method, url, init = {}) => {
    const headers = new Headers(init.headers);
    // A registry may send us to a storage host, which must not see the credentials.
    if (authorization && new URL(url).origin === repository.origin) headers.set('authorization', authorization);
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.patience ?? 30_000)]);
    try {
      const response = await fetch(url, { ...init, method, headers, signal });
      return { status: response.status, ok: response.ok, headers: response.headers, body: await readBody(response) };
    } catch (error) {
      throw unreachable(repository, error, options.signal);
    }
  };

  const persistent: Send = async (method, url, init) => {
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= options.retries;
      let asked = 0;
      try {
        const answer = await once(method, url, init);
        if (answer.status !== 429 && answer.status < 500) return answer;
        if (last) throw serverError(repository, method, answer);
        asked = retryAfter(answer.headers.get('retry-after'), clock.now());
      } catch (error) {
        if (last || !(error instanceof Failure) || error.reason !== 'registry-unreachable') throw error;
      }
      await clock.sleep(Math.min(longestWait, Math.max(asked, 500 * 2 ** attempt * (1 + Math.random()))));
    }
  };

  const authenticate = async (refused: Answer): Promise<string | undefined> => {
    const challenge = parseChallenge(refused.headers.get('www-authenticate'));
    if (challenge?.scheme === 'basic') return credentials && 'username' in credentials ? basic(credentials) : undefined;
    const request = challenge && tokenRequest(challenge, `repository:${repository.path}:pull,push`, credentials);
    if (!request) return undefined;
    const answer = await persistent(request.init.method ?? 'GET', request.url, request.init);
    const token = answer.ok ? tokenOf(answer.body.toString()) : undefined;
    return token && `Bearer ${token}`;
  };

  return async (method, url, init) => {
    const first = await persistent(method, url, init);
    if (first.status !== 401) return first;
    // The token server may be the registry's own host, and a token that has run out must not go there.
    authorization = undefined;
    authorization = await authenticate(first);
    return authorization ? persistent(method, url, init) : first;
  };
}

async function readBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestBody) throw new Error(`the answer is larger than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Milliseconds of a `Retry-After` header: seconds or a date. */
export function retryAfter(header: string | null, now: number): number {
  if (!header) return 0;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

function unreachable(repository: Repository, error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return new Failure('cancelled', 'The run was cancelled.');
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return new Failure('registry-unreachable', `${repository.origin} could not be reached: ${messageOf(cause)}.`, {
    hint: 'Check the name of the registry, that this machine may connect to it, and that it speaks HTTPS: plain HTTP is for this machine only.',
    cause: error,
  });
}

function serverError(repository: Repository, method: string, answer: Answer): Failure {
  const slow = answer.status === 429;
  return new Failure(
    'registry-error',
    `${repository.origin} answered ${method} with ${answer.status}${errorOf(answer)}, every time it was asked.`,
    {
      hint: slow
        ? 'Its rate limit is used up: wait, or sign in with an account that has a higher one.'
        : 'Look at its status page, and run the job again.',
    },
  );
}

/** The registry's own words for an error, in parentheses. */
export function errorOf(answer: Answer): string {
  const match = /"code"\s*:\s*"([^"]*)"(?:[^}]*?"message"\s*:\s*"([^"]*)")?/.exec(answer.body.toString());
  return match ? ` (${[match[1], match[2]].filter(Boolean).join(': ').slice(0, 200)})` : '';
}
