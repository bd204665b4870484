import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { formatDuration } from '@slipway/action';

/** One request to a service that keeps objects, and one attempt at it. */

export interface Body {
  readonly size: number;
  /** The bytes from their beginning, as often as they are asked for. */
  open(): Buffer | Readable;
}

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly stream: IncomingMessage;
}

export interface Connections {
  /** Resolves with the head of the answer. Ends where nothing moves for `stall` milliseconds, or the whole takes longer than the slowest line would. */
  send(request: Request, signal?: AbortSignal): Promise<Reply>;
  close(): void;
}

/** Bytes of a body in a second below which a connection is as good as lost. */
const slowest = 32 * 1024;

/** The error of a connection on which nothing moves. */
export class Stalled extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Connections are kept: a backup is some hundreds of requests to one host. */
export function openConnections(stall = 60_000): Connections {
  const options = { keepAlive: true, maxSockets: 40 };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  return {
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        const { url, method, body } = request;
        const secure = url.protocol === 'https:';
        const headers = { ...request.headers, ...(body ? { 'content-length': String(body.size) } : {}) };
        const how = { method, headers, timeout: stall, ...(signal ? { signal } : {}) };
        const outgoing = secure
          ? httpsRequest(url, { ...how, agent: agents['https:'] })
          : httpRequest(url, { ...how, agent: agents['http:'] });
        const slow = (limit: number) => (): void => void outgoing.destroy(new Stalled(`nothing moved for ${formatDuration(limit)}`));
        const limit = stall + ((body?.size ?? 0) / slowest) * 1000;
        const timer = setTimeout(slow(limit), limit);
        outgoing.on('timeout', slow(stall));
        outgoing.on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        });
        outgoing.on('response', (stream) => {
          clearTimeout(timer);
          // From here on whoever reads the answer keeps the time: a reader that is busy is no stalled connection.
          outgoing.setTimeout(0);
          resolve({ status: stream.statusCode ?? 0, headers: stream.headers, stream });
        });
        sendBody(body, outgoing);
      }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function sendBody(body: Body | undefined, outgoing: ReturnType<typeof httpRequest>): void {
  const content = body?.open();
  if (!(content instanceof Readable)) {
    outgoing.end(content);
    return;
  }
  content.on('error', (error) => outgoing.destroy(error));
  outgoing.on('close', () => content.destroy());
  content.pipe(outgoing);
}

/** Bytes of an answer as they come; a wait for the next of them that is longer than `stall` ends it. */
export async function* chunksOf(stream: IncomingMessage, stall: number): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (true) {
    const timer = setTimeout(() => stream.destroy(new Stalled(`nothing came for ${formatDuration(stall)}`)), stall);
    const next = await chunks.next().finally(() => clearTimeout(timer));
    if (next.done) return;
    yield next.value;
  }
}

/** More than any answer that is read as a whole: a page of a listing, a manifest. */
const answerLimit = 32 * 1024 * 1024;

/** The whole of a small answer. */
export async function textOf(reply: Reply, stall = 60_000): Promise<string> {
  const read = async function* (): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of chunksOf(reply.stream, stall)) {
      size += chunk.length;
      if (size > answerLimit) throw new Error(`the answer is longer than ${answerLimit} bytes`);
      yield chunk;
    }
  };
  return (await buffer(Readable.from(read()))).toString();
}
