import { createLog, forgetSecrets } from '@slipway/action';
import { type FakeGitHub, type GitHubOptions as FakeOptions, startGitHub } from '../../../test/github/api.ts';
import { type GitHub, openGitHub, type Payload } from '../src/index.ts';

export const token = 'ghs_0123456789abcdefghij';
export const commit = '0123456789abcdef0123456789abcdef01234567';
export const later = '89abcdef0123456789abcdef0123456789abcdef';
export const start = Date.parse('2026-11-20T12:00:00Z');

export const everything: FakeOptions['tokens'][string]['permissions'] = {
  actions: 'read',
  contents: 'read',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
};

export interface World {
  readonly fake: FakeGitHub;
  readonly github: GitHub;
  /** What the log wrote. */
  readonly written: string[];
  /** Milliseconds of every sleep. */
  readonly slept: number[];
  /** Moves the clock of both sides. */
  pass(milliseconds: number): void;
  /** Opens another client on the same fake. */
  open(change: Partial<Parameters<typeof openGitHub>[0]>): Promise<GitHub>;
}

const fakes: FakeGitHub[] = [];

/** A fake GitHub with two commits and a client whose clock takes no time. */
export async function startWorld(options: Partial<FakeOptions> = {}): Promise<World> {
  let time = start;
  const slept: number[] = [];
  const written: string[] = [];
  const clock = {
    now: () => time,
    sleep: async (milliseconds: number): Promise<void> => {
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
  const tokens = { [token]: { permissions: everything } };
  const fake = await startGitHub({ tokens, commits: [commit, later], clock: () => time, ...options });
  fakes.push(fake);
  const log = createLog({ runner: true, debug: true, write: (text) => void written.push(text) });
  const open: World['open'] = (change) => openGitHub({ apiUrl: fake.url, token, repository: 'acme/notes', log, clock, ...change });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { fake, github: await open({}), written, slept, open, pass };
}

/** Closes every fake. @returns where one side left GitHub's published description; a test that ends well has none */
export async function endWorlds(): Promise<string[]> {
  forgetSecrets();
  const ended = fakes.splice(0);
  for (const fake of ended) await fake.close();
  return ended.flatMap(({ problems }) => problems);
}

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

export function payload(version: string, change: Partial<Payload> = {}): Payload {
  return { slipway: 1, version, digests: { backend: digest('b') }, commit, run: '42', ...change };
}

export function deployment(version: string, change: Partial<Payload> = {}) {
  const record = payload(version, change);
  return { environment: 'staging', ref: record.commit, description: `Release ${version}`, payload: record, production: false } as const;
}

/** The data of an answer that must be there. */
export function dataOf<T>(answer: { ok: true; data: T } | { ok: false; why: string }): T {
  if (answer.ok) return answer.data;
  throw new Error(answer.why);
}
