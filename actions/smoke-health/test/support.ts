import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, readContext, readInputs } from '@slipway/action';
import { localShell, type Shell } from '@slipway/shell';
import { contract, type Inputs } from '../src/contract.ts';
import type { Ports } from '../src/run.ts';

/** Inputs as a step's `with:` gives them. */
export function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  return readInputs(contract, env);
}

export interface TestPorts extends Ports {
  /** What the log wrote. */
  readonly written: string[];
}

/** Ports whose clock takes no time. */
export function instantPorts(shell: Shell = localShell()): TestPorts {
  const written: string[] = [];
  let time = 1_800_000_000_000;
  const sleep = async (milliseconds: number): Promise<void> => {
    time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    context: readContext({}),
    log: createLog({ runner: true, write: (text) => void written.push(text) }),
    clock: { now: () => time, sleep },
    signal: new AbortController().signal,
    shell,
    random: () => 0,
    written,
  };
}

/** Ports on the time of everybody: several checks at once share a clock, and one that takes no time runs ahead of the others. */
export function realPorts(shell: Shell = localShell()): TestPorts {
  const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return { ...instantPorts(shell), clock: { now: () => Date.now(), sleep } };
}

export interface TestServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { port, url: `http://127.0.0.1:${port}/health`, close };
}

/** A server that answers every request with this JSON. */
export function answering(body: unknown, status = 200): Promise<TestServer> {
  return serve((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}
