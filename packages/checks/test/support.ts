import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import type { CheckPorts } from '../src/index.ts';
import type { Observation } from '../src/observation.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

export interface TestServer {
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  /** Connections that were accepted. */
  readonly connections: () => number;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** A real server on a port of the loopback that the system chooses. */
export async function serve(handler: Handler): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response, requests.length);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { server, port, url: `http://127.0.0.1:${port}/`, connections: () => connections, requests, close };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await serve(() => {});
  await close();
  return port;
}

export interface TestPorts extends CheckPorts {
  readonly lines: string[];
  readonly slept: number[];
}

/** A clock that takes no time: sleeping moves it on at once. */
export function instantPorts(signal = new AbortController().signal): TestPorts {
  let time = 1_800_000_000_000;
  const slept: number[] = [];
  const lines: string[] = [];
  const sleep = async (milliseconds: number): Promise<void> => {
    slept.push(milliseconds);
    time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock: { now: () => time, sleep }, signal, log: { info: (line) => void lines.push(line) }, random: () => 0, lines, slept };
}

/** The clock of the machine. */
export function realPorts(): CheckPorts {
  const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return { clock: { now: () => Date.now(), sleep }, signal: new AbortController().signal };
}

/** An answer without a server. */
export function observed(answer: Partial<Observation> = {}): Observation {
  return {
    url: 'http://app.example.com/health',
    connected: true,
    status: 200,
    headers: {},
    body: '',
    truncated: false,
    responseTime: 12,
    versions: [],
    redirects: [],
    ...answer,
  };
}

/** An answer with a JSON body. */
export function observedJson(json: unknown, answer: Partial<Observation> = {}): Observation {
  return observed({ json, body: JSON.stringify(json), ...answer });
}

/** Starts servers that end with their test. */
export function track(): (handler: Handler) => Promise<TestServer> {
  const started: TestServer[] = [];
  afterEach(async () => {
    for (const one of started.splice(0)) await one.close();
  });
  return async (handler) => {
    const one = await serve(handler);
    started.push(one);
    return one;
  };
}
