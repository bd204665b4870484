import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to the next requests that match. */
export interface Fault {
  readonly method?: string;
  /** Over path and query. */
  readonly path?: RegExp;
  /** How many requests; one unless said. */
  readonly times?: number;
  /**
   * A status: answered without asking the service. `reset`: after the first bytes of the request. `lost`: carried out, and the answer is a
   * reset. `short`: the answer's body ends halfway. `slow`: nothing is answered. `trickle`: a byte of the answer now and then.
   */
  readonly what: number | 'reset' | 'lost' | 'short' | 'slow' | 'trickle';
  /** Body of a status. */
  readonly body?: string;
}

export interface FaultProxy {
  readonly url: string;
  /** `GET /path?query` of every request, in the order in which they came. */
  readonly requests: readonly string[];
  /** What was planted; `left` is 0 once it has happened as often as it should. */
  fail(fault: Fault): { readonly left: number };
  close(): Promise<void>;
}

/** Stands before a real HTTP service, passes everything on as it comes, and breaks what it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const faults: { readonly fault: Fault; left: number }[] = [];
  const requests: string[] = [];
  const agent = new Agent({ keepAlive: true });

  const next = ({ method, url = '' }: IncomingMessage): Fault | undefined => {
    const found = faults.find(
      ({ fault, left }) => left > 0 && (fault.method ?? method) === method && (fault.path === undefined || fault.path.test(url)),
    );
    if (found) found.left--;
    return found?.fault;
  };

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | undefined): void => {
    const { method, url, headers } = incoming;
    const onward = request({ hostname, port, method, path: url, headers, agent }, (answer) => {
      if (fault?.what === 'lost') {
        answer.resume();
        answer.on('end', () => incoming.socket.resetAndDestroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (fault?.what === 'short' || fault?.what === 'trickle') void partly(answer, outgoing, fault.what);
      else answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };

  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    const fault = next(incoming);
    if (typeof fault?.what === 'number') {
      incoming.resume();
      outgoing.writeHead(fault.what, { 'content-type': 'application/xml' });
      outgoing.end(fault.body ?? '<Error><Code>InternalError</Code><Message>planted by the test</Message></Error>');
    } else if (fault?.what === 'reset') {
      incoming.once('data', () => incoming.socket.resetAndDestroy());
      incoming.once('end', () => incoming.socket.resetAndDestroy());
    } else if (fault?.what === 'slow') incoming.resume();
    else pass(incoming, outgoing, fault);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail(fault) {
      const planted = { fault, left: fault.times ?? 1 };
      faults.push(planted);
      return planted;
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Half of the body, then the end of the connection; or half of it a byte at a time. */
async function partly(answer: IncomingMessage, outgoing: ServerResponse, how: 'short' | 'trickle'): Promise<void> {
  const body = Buffer.concat((await answer.toArray()) as Buffer[]);
  const half = body.subarray(0, Math.ceil(body.length / 2));
  if (how === 'trickle') {
    for (const byte of half) {
      if (outgoing.destroyed) return;
      outgoing.write(Buffer.of(byte));
      await sleep(100);
    }
  } else outgoing.write(half, () => outgoing.socket?.end());
}
