// Two compose files on a prepared server, released by the whole engine behind HAProxy.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import { startLoad } from '../../../../test/load/client.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../../../../test/target/target.ts';
import { contract, run, type SwitchResult } from '../../src/index.ts';

const file = (port: number): string =>
  `services:
  backend:
    image: files/notes:latest
    init: true
    ports: ["127.0.0.1:${port}:8000"]
    environment: { NOTES: /notes, PORT: "8000" }
    volumes: ["notes:/notes"]
volumes:
  notes: { name: notes }
`;

interface Stage {
  readonly folder: string;
  readonly registry: Registry;
  readonly target: Target;
  readonly shell: Shell;
}

/** First release, second under load, and back: users notice nothing. */
export async function takeTurnsBehindHaproxy(images: readonly [string, string]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  const registry = await startRegistry();
  const target = await startTarget({ registry, ports: [8000] });
  const shell = await openSsh(target.ssh);
  try {
    await play({ folder, registry, target, shell }, images);
  } finally {
    await shell.close();
    await target.remove();
    await registry.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function play({ folder, registry, target, shell }: Stage, [first, second]: readonly [string, string]): Promise<void> {
  await writeFile(join(folder, 'docker-compose.blue.yml'), file(8001));
  await writeFile(join(folder, 'docker-compose.green.yml'), file(8002));
  const images = { v1: await registry.push(first, 'files/notes'), v2: await registry.push(second, 'files/notes') };
  const act = (given: Record<string, string>): Promise<SwitchResult> => {
    const all = { runtime: 'compose-files', 'project-name': 'files', ports: 'backend=8000', 'bake-time': '2s', ...given };
    const inputs = Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    return run(readInputs(contract, Object.fromEntries(inputs)), { ...testHost(folder), shell });
  };
  const deploy = (version: 'v1' | 'v2'): Promise<SwitchResult> => act({ mode: 'deploy', version, images: `backend=${images[version]}` });
  expect((await deploy('v1')).outputs).toMatchObject({ live: 'blue', version: 'v1' });
  const load = startLoad({ url: `http://127.0.0.1:${target.port(8000)}`, clients: 6, rate: 60 });
  await load.ready;
  expect((await deploy('v2')).outputs).toMatchObject({ live: 'green', version: 'v2', 'failed-requests': '0' });
  expect((await act({ mode: 'rollback' })).outputs).toMatchObject({ live: 'blue', version: 'v1', 'previous-version': 'v2' });
  const seen = await load.stop();
  expect(seen.versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
  expect(seen.failed).toBe(0);
}
