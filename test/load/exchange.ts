import { type Agent, request } from 'node:http';

/** Wall-clock milliseconds that do not jump: comparable with other processes' Date.now(), finer than it. */
export const now = (): number => performance.timeOrigin + performance.now();

export interface Ask {
  method: 'GET' | 'PUT';
  path: string;
  body?: string | undefined;
}

interface Timing {
  startedAt: number;
  endedAt: number;
  /** Sent on a connection that had carried a request before. */
  reused: boolean;
}

export interface Answer extends Timing {
  status: number;
  version: string | null;
  body: string;
}

export interface NoAnswer extends Timing {
  kind: 'connection' | 'timeout' | 'truncated';
  error: string;
}

/**
 * One request, tried once: neither this nor node:http ever repeats it. Never rejects.
 * `agent: false` opens a connection for this request alone and asks the server to close it.
 */
export function exchange(origin: URL, agent: Agent | false, ask: Ask, timeoutMs: number): Promise<Answer | NoAnswer> {
  const startedAt = now();
  return new Promise((resolve) => {
    const headers = ask.body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(ask.body) };
    const req = request(new URL(ask.path, origin), { agent, method: ask.method, headers });
    let kind: NoAnswer['kind'] = 'connection';
    const timing = (): Timing => ({ startedAt, endedAt: now(), reused: req.reusedSocket });
    const fail = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      // Some errors carry only a code, and those of several addresses tried in turn have no message of their own.
      resolve({ ...timing(), kind, error: error.message || error.code || error.name });
    };
    const timer = setTimeout(() => {
      kind = 'timeout';
      req.destroy(new Error(`no complete answer within ${timeoutMs} ms`));
    }, timeoutMs);

    req.on('error', fail);
    req.on('response', (res) => {
      if (kind !== 'timeout') kind = 'truncated';
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', fail);
      res.on('end', () => {
        if (!res.complete) return fail(new Error('the answer broke off'));
        clearTimeout(timer);
        const version = res.headers['x-version'];
        resolve({
          ...timing(),
          status: res.statusCode ?? 0,
          version: typeof version === 'string' ? version : null,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    req.end(ask.body);
  });
}
