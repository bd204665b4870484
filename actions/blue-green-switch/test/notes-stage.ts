// The example application on a server of its own, switched by the action's core.
import { rm } from 'node:fs/promises';
import { Failure, type InputsOf, readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import { type LoadResult, readNotes, startLoad, verifyNotes } from '../../../test/load/client.ts';
import { type TestHost, testHost } from '../../../test/scenarios/host.ts';
import { appPorts, buildNotes, type Images, notesFolder, placeSecrets } from '../../../test/scenarios/notes.ts';
import { startRegistry, startTarget, type Target } from '../../../test/target/target.ts';
import { contract, run, type SwitchResult } from '../src/index.ts';

export const password = 'pA55-word.of_the~db';

export interface NotesStage {
  readonly target: Target;
  readonly images: Readonly<Record<string, Images>>;
  readonly url: string;
  /** The action in a mode; `more` replaces what the stage gives it. */
  go(mode: string, given?: Readonly<Record<string, string>>, more?: Partial<Parameters<typeof run>[1]>): Promise<SwitchResult>;
  deploy(version: string, given?: Readonly<Record<string, string>>, more?: Partial<Parameters<typeof run>[1]>): Promise<SwitchResult>;
  /** The input `images` for a version. */
  list(version: string): string;
  host(): TestHost;
  served(): Promise<string | null>;
  /** What a command says on the server. */
  inside(...argv: string[]): Promise<string>;
  /** Users at work during `change`: what they saw, and whether everything that was acknowledged is still there. */
  underLoad(change: () => Promise<unknown>): Promise<LoadResult & { missing: number }>;
  remove(): Promise<void>;
}

export async function startNotesStage(): Promise<NotesStage> {
  const registry = await startRegistry();
  await registry.push('postgres:17', 'library/postgres:17');
  const target = await startTarget({ registry, ports: appPorts });
  const images: Record<string, Images> = {};
  for (const version of ['v1', 'v2', 'v3', 'v4'] as const) images[version] = await buildNotes(registry, version);
  await placeSecrets(target, registry, password);
  const folder = await notesFolder('v1');
  const shell: Shell = await openSsh(target.ssh);
  const url = `http://127.0.0.1:${target.port(8000)}`;
  const host = (): TestHost => testHost(folder);
  const go: NotesStage['go'] = (mode, given = {}, more = {}) => run(inputs({ mode, ...given }), { ...host(), shell, ...more });
  const list: NotesStage['list'] = (version) =>
    Object.entries(images[version] ?? {})
      .map(([service, image]) => `${service}=${image}`)
      .join('\n');
  return {
    target,
    images,
    url,
    host,
    go,
    list,
    deploy: (version, given = {}, more = {}) => go('deploy', { version, images: list(version), ...given }, more),
    served: async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })).headers.get('x-version'),
    inside: async (...argv) => (await target.exec(argv)).stdout.trim(),
    async underLoad(change) {
      const load = startLoad({ url, clients: 8, rate: 80 });
      await load.ready;
      try {
        await change();
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      const result = await load.stop();
      return { ...result, missing: (await verifyNotes(url, await readNotes(result.notes))).length };
    },
    async remove() {
      await shell.close();
      await target.remove();
      await registry.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function inputs(given: Readonly<Record<string, string>>): InputsOf<typeof contract> {
  const all = { 'project-name': 'notes', service: 'backend', 'bake-time': '4s', ...given };
  return readInputs(contract, Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}

/** The failure that some work ends with. @throws Error where it ends well; what is no failure */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}
