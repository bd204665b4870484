// An application on the server, as its team runs it, and what users and we do with it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, readInputs } from '@slipway/action';
import { type LoadResult, readNotes, startLoad, verifyNotes } from '../../../../test/load/client.ts';
import { type TestHost, testHost } from '../../../../test/scenarios/host.ts';
import { contract, type Ports, run, type SwitchResult } from '../../src/index.ts';
import type { Server } from './server.ts';

export type Color = 'blue' | 'green';
/** `never` does not become healthy within `impatient`. */
export type Version = 'v1' | 'v2' | 'v3' | 'never';
export const impatient = (version: Version, time = '5s'): Record<string, string> => (version === 'never' ? { 'health-timeout': time } : {});

export interface Scenario {
  readonly title: string;
  /** Name of the project. */
  readonly name: string;
  /** Port of the server that users come in by. */
  readonly port: number;
  /** For every run. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What a release of this version is given. */
  release(server: Server, version: Version): Readonly<Record<string, string>>;
  /** Files of the checkout. */
  checkout?(folder: string): Promise<void>;
  /** What the team has on the server before Slipway comes. */
  prepare(server: Server): Promise<void>;
  /** Does what the refusal of the first run asks for; without it nothing is refused. */
  wire?(server: Server, refusal: Failure): Promise<void>;
  /** The version that users get before the first release; undefined where nothing serves. */
  readonly before?: string;
  /** The programs of a colour end, and nobody told them. */
  crash(server: Server, color: Color): Promise<void>;
  /** Paths of the server that a failed release leaves byte-identical. */
  readonly kept: readonly string[];
  readonly promise: Promised;
}

/** Which requests may fail by what README and docs say of the router. */
export interface Promised {
  /** `nothing`; `kept`: a connection that was kept open is closed under a request; `connections`: new ones too. */
  readonly move: 'nothing' | 'kept' | 'connections';
  /** When the colour on trial crashes. `reserve`: the old one takes over at once; `back`: requests fail until the traffic is back. */
  readonly crash: 'reserve' | 'back';
}

export interface Seen extends LoadResult {
  readonly missing: number;
  /** When the run ended; what fails after that has nobody to move it back. */
  readonly settled: number;
}

export interface Site {
  readonly server: Server;
  readonly scenario: Scenario;
  act(given: Readonly<Record<string, string>>, ports?: Partial<Ports>): Promise<SwitchResult>;
  deploy(version: Version, given?: Readonly<Record<string, string>>, ports?: Partial<Ports>): Promise<SwitchResult>;
  /** The version that users get; undefined where there is no good answer. */
  served(): Promise<string | undefined>;
  underLoad(change: () => Promise<unknown>): Promise<Seen>;
  /** What stands under `kept`, with modes and targets of links. */
  snapshot(): Promise<string>;
  /** Log of the last run. */
  said(): string;
  runId(): string;
  remove(): Promise<void>;
}

let runs = 5_000_000;

export async function openSite(server: Server, scenario: Scenario): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'ends-'));
  await scenario.checkout?.(folder);
  await scenario.prepare(server);
  const url = `http://127.0.0.1:${server.target.port(scenario.port)}`;
  let host: TestHost = testHost(folder);
  const times = { 'bake-time': '1s', 'drain-timeout': '5s', 'health-timeout': '60s', 'lock-timeout': '20s' };
  const site: Site = {
    server,
    scenario,
    async act(given, ports) {
      const all = { 'project-name': scenario.name, ...times, ...scenario.inputs, ...given };
      const inputs = Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
      const made = testHost(folder);
      host = { ...made, context: { ...made.context, runId: String(++runs) } };
      return run(readInputs(contract, inputs), { ...host, shell: await server.shell(), ...ports });
    },
    deploy: (version, given, ports) => site.act({ mode: 'deploy', version, ...scenario.release(server, version), ...given }, ports),
    async served() {
      const answer = await fetch(`${url}/api/notes?limit=1`, {
        signal: AbortSignal.timeout(5000),
        headers: { connection: 'close' },
      }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      return answer?.ok ? (answer.headers.get('x-version') ?? undefined) : undefined;
    },
    async underLoad(change) {
      const load = startLoad({ url, clients: 8, rate: 60, maxSeconds: 120 });
      await load.ready;
      let settled = 0;
      try {
        await change();
      } finally {
        settled = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
      const result = await load.stop();
      return { ...result, settled, missing: (await verifyNotes(url, await readNotes(result.notes))).length };
    },
    snapshot: () =>
      server.inside(
        `find ${scenario.kept.join(' ')} \\( -type f -printf '%p %m %u ' -exec sha256sum {} \\; \\) -o \\( -type l -printf '%p to %l\\n' \\) | sort`,
      ),
    said: () => host.text(),
    runId: () => host.context.runId,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  return site;
}

/** Writes the team's compose file into the checkout. */
export const composeFile = (text: string) => (folder: string) => writeFile(join(folder, 'docker-compose.yml'), text);
