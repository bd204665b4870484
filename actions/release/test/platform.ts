// A platform that is deployed to by a command: here a file that says what runs, and a server that serves it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '@slipway/action';
import type { FakeGitHub } from '../../../test/github/api.ts';
import type { TestHost } from '../../../test/scenarios/host.ts';
import { type ReleaseResult, run } from '../src/run.ts';
import { hostOf, inputsOf, newer, startFake } from './github.ts';

export interface Platform {
  readonly folder: string;
  readonly github: FakeGitHub;
  /** Writes the Slipway file. */
  write(command: string, back?: string): Promise<void>;
  /** The version that runs. */
  serving(): Promise<string>;
  /** What the command wrote down. */
  runs(): Promise<string>;
  release(version: string, more?: Readonly<Record<string, string>>, facts?: Facts): Promise<ReleaseResult>;
  back(version?: string, facts?: Facts): Promise<ReleaseResult>;
  /** Version and newest state of every record, oldest first. */
  states(): string[];
  /** Everything that the last run logged. */
  text(): string;
  remove(): Promise<void>;
}

export interface Facts {
  readonly branch?: string;
  readonly sha?: string;
  /** False: the step that uploads the record fails. */
  readonly upload?: boolean;
  readonly prepare?: (host: TestHost) => void;
}

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const remember = 'printf "%s %s %s" "$VERSION" "$IMAGE_BACKEND" "$ENVIRONMENT" > runs';

export async function startPlatform(permissions?: Parameters<typeof startFake>[0]): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  const github = await startFake(permissions);
  const runs = (): Promise<string> => readFile(join(folder, 'runs'), 'utf8').catch(() => '');
  const serving = async (): Promise<string> => (await runs()).split(' ')[0] ?? '';
  const server = createServer(async (_, answer) => {
    const version = await serving();
    answer.writeHead(version.startsWith('bad') ? 503 : 200, { 'x-version': version }).end(version);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let id = 70;
  let last: TestHost | undefined;

  const write: Platform['write'] = async (command, back = command) => {
    const smoke = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, deadline: '3s' };
    const images = { backend: { image: 'registry.example.com/notes' } };
    const environments = { production: { command, 'rollback-command': back, smoke } };
    await writeFile(join(folder, 'slipway.yml'), JSON.stringify({ project: 'notes', images, migrate: false, environments }));
  };
  /** A run of its own, on main, that uploads what the action says, as the last step of the workflows does. */
  const inRun = async (given: Readonly<Record<string, string>>, { upload = true, prepare, ...facts }: Facts): Promise<ReleaseResult> => {
    id += 1;
    const own = github.state.addRun({ id, sha: newer, ...facts });
    const host = hostOf(github, folder, { runId: String(id), temp: folder, ref: `refs/heads/${own.branch}` });
    last = host;
    prepare?.(host);
    const keep = async ({ record = '', 'record-file': file = '' }: Readonly<Record<string, string | undefined>>): Promise<void> => {
      if (record !== '' && upload) own.artifacts.push({ name: record, size: (await readFile(file)).length });
    };
    try {
      const result = await run(inputsOf({ config: 'slipway.yml', deployment: 'true', ...given }), host);
      await keep(result.outputs);
      return result;
    } catch (error) {
      await keep((error as Failure).details.outputs ?? {});
      throw error;
    } finally {
      own.status = 'completed';
    }
  };
  await write(remember);
  return {
    folder,
    github,
    write,
    serving,
    runs,
    release: (version, more = {}, facts = {}) =>
      inRun({ version, digests: JSON.stringify({ backend: digest(version.at(-1) ?? '0') }), ...more }, facts),
    back: (version, facts = {}) => inRun({ mode: 'rollback', ...(version ? { version } : {}) }, facts),
    states: () =>
      github.state.deployments.map(({ payload, statuses }) => `${(payload as { version: string }).version} ${statuses.at(-1)?.state}`),
    text: () => last?.text() ?? '',
    async remove() {
      server.close();
      await github.close();
      await rm(folder, { recursive: true });
    },
  };
}
