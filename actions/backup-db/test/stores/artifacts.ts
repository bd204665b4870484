import { type RunContext, readContext } from '@slipway/action';
import { type FakeGitHub, startGitHub } from '../../../../test/github/api.ts';
import type { Permissions } from '../../../../test/github/rest/permissions.ts';
import { type FakeResults, startResults } from '../../../../test/github/results.ts';
import { createJob } from '../../src/job.ts';
import { settle } from '../../src/settle.ts';
import { openArtifacts } from '../../src/stores/artifact/open.ts';
import { inputsOf, portsOf } from '../fixture.ts';
import type { Opened } from './places.ts';

/** A public key whose private one nobody has: what is stored in these tests was never encrypted. */
const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudzu94rs5j2m0a';

/** Longer than GitHub's list lags behind. */
export const longAgo = '2026-01-01T00:00:00Z';

export const tokens = { 'write-token': 'write', 'read-token': 'read', 'no-token': undefined } as const;

export interface Opening {
  readonly run?: number;
  /** Over what a runner gives; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly given?: Readonly<Record<string, string>>;
  readonly retentionDays?: number;
  readonly signal?: AbortSignal;
}

/** GitHub as jobs of one repository see it. */
export interface Repository {
  readonly github: FakeGitHub;
  readonly results: FakeResults;
  /** What a runner gives to a job of a run. */
  environment(run: number): Readonly<Record<string, string>>;
  contextOf(env: Readonly<Record<string, string | undefined>>): RunContext;
  /** The destination as a job of a run opens it; without a number as a run of its own. */
  open(opening?: Opening): Promise<Opened>;
  /** Names of artifacts that others can see, without drills. */
  names(): string[];
  close(): Promise<void>;
}

export async function startRepository(): Promise<Repository> {
  const results = await startResults();
  const permissionsOf = (actions: 'read' | 'write' | undefined): Permissions => (actions ? { actions } : { contents: 'read' });
  const github = await startGitHub({
    repository: 'team/notes',
    tokens: Object.fromEntries(Object.entries(tokens).map(([token, access]) => [token, { permissions: permissionsOf(access) }])),
    shelf: results.shelf,
  });
  let runs = 100;
  const environment = (run: number): Readonly<Record<string, string>> => ({
    ...results.environment(run, 'backup'),
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'team/notes',
    GITHUB_RUN_ID: String(run),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: github.url,
    GITHUB_RETENTION_DAYS: '90',
  });
  const opened: Opened[] = [];
  return {
    github,
    results,
    environment,
    contextOf: readContext,
    async open({ run = ++runs, env: more = {}, given = {}, retentionDays, signal } = {}) {
      if (!github.state.runs.has(run)) github.state.addRun({ id: run, status: 'completed', conclusion: 'success', updatedAt: longAgo });
      const env = { ...environment(run), ...more };
      const all = {
        'project-name': 'notes',
        destination: 'artifact://',
        'age-recipients': recipient,
        'github-token': 'write-token',
        ...given,
      };
      // Pauses between attempts are real, and a tenth as long.
      const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms / 10)) };
      const ports = { ...portsOf(undefined, signal), clock, context: readContext(env) };
      const job = createJob(await settle(inputsOf(all), '/nowhere'), ports);
      const place = openArtifacts(job, { kind: 'artifact', retentionDays }, env);
      const one: Opened = { store: { ...place, copies: () => [place], drop: (_, why) => Promise.reject(why) }, job, ports };
      opened.push(one);
      return one;
    },
    names: () => results.shelf.all().flatMap(({ name }) => (name.startsWith('slipway-drill-') ? [] : [name])),
    async close() {
      for (const { store } of opened) await store.close();
      await results.close();
      await github.close();
    },
  };
}
