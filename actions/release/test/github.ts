// A release before a fake of GitHub: a Host, inputs and a plan, without a server.
import { readInputs } from '@slipway/action';
import { type FakeGitHub, startGitHub } from '../../../test/github/api.ts';
import { type TestHost, testHost } from '../../../test/scenarios/host.ts';
import { contract } from '../src/contract.ts';
import type { Inputs, Plan } from '../src/settings.ts';

export const older = 'a'.repeat(40);
export const newer = 'b'.repeat(40);
export const token = 'ghs_release4711';
export const images = { backend: `registry.example.com/notes@sha256:${'0f3c'.repeat(16)}` };
const write = {
  deployments: 'write',
  statuses: 'write',
  contents: 'read',
  actions: 'read',
  'pull-requests': 'write',
  issues: 'write',
} as const;

export function startFake(permissions: Readonly<Record<string, 'read' | 'write'>> = write): Promise<FakeGitHub> {
  return startGitHub({ tokens: { [token]: { permissions } }, commits: [older, newer] });
}

export function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  const all = { 'github-token': token, ...given };
  return readInputs(contract, Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}

export function hostOf(github: FakeGitHub, workspace: string, changes: Partial<TestHost['context']> = {}): TestHost {
  const host = testHost(workspace);
  const context = {
    ...host.context,
    local: false,
    repository: 'acme/notes',
    runId: '77',
    runUrl: 'https://github.test/acme/notes/actions/runs/77',
    ref: 'refs/heads/main',
  };
  return { ...host, context: { ...context, apiUrl: github.url, sha: newer, ...changes } };
}

export function planOf(changes: Partial<Plan> = {}): Plan {
  const settings = {
    project: 'notes',
    environment: 'staging',
    overrides: [],
    'compose-file': 'docker-compose.yml',
    directory: undefined,
    host: undefined,
    port: undefined,
    username: undefined,
    images: { backend: { image: 'registry.example.com/notes', context: '.' } },
    scan: false,
    backup: false,
    migrate: false,
    switch: {},
    smoke: { url: 'https://app.example.com/health' },
    command: undefined,
    'rollback-command': undefined,
  } as const;
  const target = { host: undefined, port: 22, username: 'deploy', 'ssh-key': undefined, 'known-hosts': undefined };
  return { settings, target, version: newer, derivedVersion: true, commit: newer, images, ...changes };
}
