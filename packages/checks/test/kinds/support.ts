import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect } from '@jest/globals';
import { localShell } from '@slipway/shell';
import type { ConditionResult } from '../../src/index.ts';
import { evaluate, parseCondition } from '../../src/index.ts';
import type { Kind, KindPorts, KindRequest } from '../../src/kind.ts';
import { kinds } from '../../src/kinds.ts';
import type { Observation } from '../../src/observation.ts';

export const ports: KindPorts = { signal: new AbortController().signal, shell: localShell() };

export async function kindOf(url: string): Promise<Kind> {
  const load = kinds[url.slice(0, url.indexOf(':'))];
  if (load === undefined) throw new Error(`no kind for ${url.slice(0, 12)}`);
  return load();
}

export interface Asked extends Observation {
  /** Of the kind's own conditions, those that do not hold. */
  readonly broken: readonly ConditionResult[];
}

/** Asks as the engine does, and holds every question to its time, with a second for a machine that is busy. */
export async function ask(url: string, more: Partial<KindRequest> = {}, changed: Partial<KindPorts> = {}): Promise<Asked> {
  const request: KindRequest = { url, timeout: 5000, ...more };
  const kind = await kindOf(url);
  expect(kind.check(request)).toEqual([]);
  const started = performance.now();
  const observation = await kind.probe(request, { ...ports, ...changed });
  expect(performance.now() - started).toBeLessThan(request.timeout + 1000);
  const broken = kind.conditions.map((text) => evaluate(parseCondition(text), observation)).filter((result) => !result.passed);
  return { ...observation, broken };
}

/** Problems that a kind sees before anything is asked. */
export async function problemsOf(url: string, options: KindRequest['options'] = {}): Promise<readonly string[]> {
  return (await kindOf(url)).check({ url, timeout: 5000, options });
}

/** Whether a condition holds for what was seen. */
export function holds(text: string, observation: Observation): boolean {
  return evaluate(parseCondition(text), observation).passed;
}

export interface TcpServer {
  readonly port: number;
  readonly connections: readonly Socket[];
  /** True when every connection ended. */
  idle(): boolean;
}

/** Servers of plain TCP that end with their test. */
export function trackTcp(): (handler: (socket: Socket) => void) => Promise<TcpServer> {
  const servers: { server: Server; connections: Socket[] }[] = [];
  afterEach(async () => {
    for (const { server, connections } of servers.splice(0)) {
      for (const connection of connections) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  return async (handler) => {
    const connections: Socket[] = [];
    const server = createServer((socket) => {
      connections.push(socket);
      socket.on('error', () => {});
      handler(socket);
    });
    servers.push({ server, connections });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { port: address.port, connections, idle: () => connections.every((socket) => socket.destroyed) };
  };
}
