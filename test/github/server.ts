import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createInjector, type Fault, type Planted } from './injector.ts';

/** A request as a fake sees it. */
export interface Received {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What a test may look at afterwards. Never a token. */
export interface Recorded {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** Query without the question mark. */
  readonly query: string;
  /** 0 where the fake was told to give no answer. */
  readonly status: number;
  /** Whose token it was; undefined without a known one. */
  readonly actor: string | undefined;
  /** The answer was a planted failure. */
  readonly injected: boolean;
}

export interface FakeServer {
  /** Origin without a slash at its end. */
  readonly url: string;
  /** In the order of their answers. */
  readonly requests: readonly Recorded[];
  /** Makes the next matching requests fail. */
  fail(fault: Fault): Planted;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

export interface FakeService {
  answer(request: Received): Reply | Promise<Reply>;
  /** Whose request this is, without its secret. */
  actor(request: Received): string | undefined;
  /** Answer of a planted failure, in the words of the service. */
  failure(status: number, fault: Fault, request: Received): Reply;
}

/** A service on a free loopback port. An exception in it is answered with 500 and its text, so that a test sees it. */
export async function startServer(service: FakeService): Promise<FakeServer> {
  const requests: Recorded[] = [];
  const injector = createInjector();

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(message.url ?? '/', 'http://localhost');
    const received: Received = {
      method: message.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      body: await buffer(message),
    };
    const fault = injector.next(received.method, url.pathname + url.search);
    const record = (status: number): void => {
      const { method, path } = received;
      requests.push({ method, path, query: url.search.slice(1), status, actor: service.actor(received), injected: fault !== undefined });
    };
    if (!fault || fault.taken) {
      const reply = await service.answer(received);
      if (!fault) return send(response, received.method, reply, () => record(reply.status));
    }
    if (fault.status === 'hang') return record(0);
    if (fault.status === 'reset') {
      record(0);
      message.socket.resetAndDestroy();
      return;
    }
    const { status } = fault;
    const reply = service.failure(status, fault, received);
    send(response, received.method, { ...reply, headers: { ...reply.headers, ...fault.headers } }, () => record(status));
  };

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (message.destroyed && !message.complete) return;
      const text = `A defect of the fake: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(text);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fail: (fault) => injector.plant(fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Records before the last byte, so that a client which has its answer also finds it in the record. */
function send(response: ServerResponse, method: string, reply: Reply, record: () => void): void {
  const body = reply.body ?? '';
  record();
  response.writeHead(reply.status, { 'content-length': String(Buffer.byteLength(body)), ...reply.headers });
  response.end(method === 'HEAD' ? undefined : body);
}
