import { createLog, Failure, forgetSecrets, readContext, readInputs } from '@slipway/action';
import { createDeployment, evidenceName, openGitHub, setDeploymentStatus } from '@slipway/github';
import { type FakeGitHub, type GitHubOptions as FakeOptions, startGitHub } from '../../../test/github/api.ts';
import { checkInputs, contract } from '../src/contract.ts';
import { type GateResult, type Ports, run } from '../src/run.ts';

export const token = 'ghs_0123456789abcdefghij';
export const commit = '0123456789abcdef0123456789abcdef01234567';
export const digests = { backend: `sha256:${'b'.repeat(64)}`, frontend: `sha256:${'f'.repeat(64)}` };
const least: FakeOptions['tokens'][string]['permissions'] = { actions: 'read', contents: 'read', deployments: 'read' };
const recorder = 'ghs_of-another-job-abcdefg';
const person = 'ghp_of-a-person-abcdefghij';

const fakes: FakeGitHub[] = [];

export interface World {
  readonly fake: FakeGitHub;
  readonly written: string[];
  /** The action with the token of its own job. */
  gate(inputs: Readonly<Record<string, string>>, change?: Change): Promise<GateResult>;
  failure(inputs: Readonly<Record<string, string>>, change?: Change): Promise<Failure>;
  /** A record as another job makes it, a minute after the last. @returns the deployment's id */
  record(
    version: string,
    options?: {
      states?: readonly State[];
      by?: 'bot' | 'person';
      digests?: Record<string, string>;
      /** Run that records it, and vouches for it unless `artifact` is false. */
      run?: number;
      artifact?: boolean;
    },
  ): Promise<number>;
}

type State = 'in_progress' | 'success' | 'failure' | 'error';

export interface Change {
  readonly env?: Readonly<Record<string, string>>;
  /** GITHUB_* of the run. */
  readonly github?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A repository that is set up as the documentation says, with run 42 under way. */
export async function startWorld(permissions = least): Promise<World> {
  let time = Date.parse('2026-11-20T12:00:00Z');
  const tokens = {
    [token]: { permissions },
    [recorder]: { permissions: { deployments: 'write' } },
    [person]: { permissions: { deployments: 'write' }, actor: 'mallory' },
  } as const;
  const fake = await startGitHub({ tokens, commits: [commit], clock: () => time });
  fakes.push(fake);
  fake.state.setEnvironment('production', { branches: ['main'] });
  fake.state.setEnvironment('production-approval', { reviewers: ['octocat', 'hubot'] });
  fake.state.addRun({ id: 41 });
  fake.state.addRun({ id: 42 });
  const written: string[] = [];
  const log = createLog({ runner: true, write: (text) => void written.push(text) });
  const sleep = async (milliseconds: number): Promise<void> => {
    time += milliseconds;
  };
  const clock = { now: () => time, sleep };

  const open = (with_: string): Promise<Ports['github']> =>
    openGitHub({ apiUrl: fake.url, token: with_, repository: 'acme/notes', log, clock });
  const world: World = {
    fake,
    written,
    async gate(given, { env = {}, github = {}, signal = new AbortController().signal } = {}) {
      const from = Object.entries({ environment: 'production', ...given }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
      const inputs = readInputs(contract, Object.fromEntries(from), checkInputs);
      const run_ = {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/notes',
        GITHUB_RUN_ID: '42',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_SERVER_URL: 'https://github.test',
      };
      return run(inputs, { context: readContext({ ...run_, ...github }), log, clock, signal, env, github: await open(token) });
    },
    async failure(given, change) {
      const outcome: unknown = await world.gate(given, change).catch((error: unknown) => error);
      if (outcome instanceof Failure) return outcome;
      throw new Error('the gate opened', { cause: outcome });
    },
    async record(
      version,
      { states = ['in_progress', 'success'] as const, by = 'bot', digests: own = digests, run: id = 41, artifact = true } = {},
    ) {
      time += 60_000;
      const github = await open(by === 'bot' ? recorder : person);
      const payload = { slipway: 1, version, digests: own, commit, run: String(id) } as const;
      const made = await createDeployment(github, {
        environment: 'staging',
        ref: commit,
        description: version,
        payload,
        production: false,
      });
      if (!made.ok) throw new Error(made.why);
      if (artifact) fake.state.runs.get(id)?.artifacts.push({ name: evidenceName({ ...payload, environment: 'staging' }), size: 1 });
      for (const state of states) await setDeploymentStatus(github, made.data, { state, description: state });
      return made.data;
    },
  };
  return world;
}

/** Closes every fake. @returns where one side left GitHub's published description; a test that ends well has none */
export async function endWorlds(): Promise<string[]> {
  forgetSecrets();
  const ended = fakes.splice(0);
  for (const fake of ended) await fake.close();
  return ended.flatMap(({ problems }) => problems);
}
