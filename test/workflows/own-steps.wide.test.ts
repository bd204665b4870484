// The caller without the suite's workflows, as users copy it: the single actions as plain steps, on a server, with a GitHub that is a fake.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseConfig } from '@slipway/config';
import { root } from '../../script/lib/workspace.ts';
import { advisories } from '../demo/advisories.ts';
import { commitVersion, git } from '../demo/application.ts';
import { writeTrivyDb } from '../engines/trivy-db.ts';
import { type FakeGitHub, startGitHub } from '../github/api.ts';
import { type ReleaseStage, startReleaseStage } from '../scenarios/release.ts';
import { runAct } from './act.ts';
import type { WorkflowRun } from './act-log.ts';
import { downlevel } from './downlevel.ts';
import { makeStandIns } from './stand-ins.ts';
import { copySuite } from './suite.ts';

const token = 'ghs_jobTokenOfOwnSteps4711';
const workflow = '.github/workflows/release.yml';
const minutes = (count: number): number => count * 60_000;
let folder: string;
let stage: ReleaseStage;
let github: FakeGitHub;
let others: Readonly<Record<string, string>>;
let commit: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-own-steps-'));
  const tokens = { [token]: { permissions: { actions: 'read', contents: 'read', packages: 'write' } as const } };
  [stage, github, others] = await Promise.all([
    startReleaseStage(),
    startGitHub({ tokens }),
    makeStandIns(join(folder, 'others')),
    copySuite(join(folder, 'suite')),
    writeTrivyDb(join(folder, 'trivy'), advisories),
  ]);
  const repository = join(folder, 'notes');
  await mkdir(join(repository, '.github/workflows'), { recursive: true });
  await writeFile(join(repository, workflow), downlevel(await readFile(join(root, 'workflows-examples/own-steps', workflow), 'utf8')));
  commit = await commitVersion(repository, 'v2', stage.slipway);
  await git(repository, ['config', 'remote.origin.url', 'https://github.com/acme/notes']);
  github.state.commits.add(commit);
  github.state.setEnvironment('production', { branches: ['main'] });
  github.state.setEnvironment('production-approval', { reviewers: ['reviewer'] });
}, minutes(4));

afterAll(async () => {
  await stage?.remove();
  await github?.close();
  await rm(folder, { recursive: true, force: true });
}, minutes(1));

test(
  'without an approval of this run it stops before the server is touched',
  async () => {
    const before = await stage.state();
    const run = await dispatch(601, '2.1');
    expect(run.jobs).toEqual({ images: 'success', approve: 'success', production: 'failure' });
    expect(run.step('gate').outputs).toMatchObject({ outcome: 'failed', reason: 'not-approved' });
    expect(() => run.step('backup')).toThrow('no step backup ran');
    expect(await stage.state()).toBe(before);
  },
  minutes(5),
);

test(
  'with one, what was scanned is what is tagged, migrated with and switched to',
  async () => {
    const run = await dispatch(602, '2.1', 'reviewer');
    expect(run.jobs).toEqual({ images: 'success', approve: 'success', production: 'success' });
    const [backend, frontend] = [run.step('backend').outputs, run.step('frontend').outputs];
    expect(run.step('scan-backend').outputs).toMatchObject({ outcome: 'passed', digest: backend['digest'], critical: '0', high: '0' });
    expect(run.step('scan-frontend').outputs).toMatchObject({ outcome: 'passed', digest: frontend['digest'] });
    expect(run.step('gate').outputs).toMatchObject({ outcome: 'approved', 'approved-by': 'reviewer' });
    expect(run.step('backup').outputs).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'first-release' });
    expect(run.step('migrate').outputs).toMatchObject({ outcome: 'migrated', to: '0002' });
    expect(run.step('switch').outputs).toMatchObject({ outcome: 'switched', version: '2.1' });
    expect(run.step('smoke').outputs).toMatchObject({ identity: 'proven', version: '2.1' });
    expect(await stage.served()).toBe('2.1');
    for (const [service, { image = '', digest = '' }] of Object.entries({ backend, frontend })) {
      expect(image).toBe(`${stage.registry.address}/notes/${service}@${digest}`);
      expect(await digestOf(service, '2.1')).toBe(digest);
      expect(await stage.state()).toContain(digest);
    }
    expect(run.log).not.toContain(stage.target.ssh.key.split('\n')[2]);
  },
  minutes(5),
);

test(
  'the next one backs up first, proven',
  async () => {
    const run = await dispatch(603, '2.2', 'reviewer');
    expect(run.step('backup').outputs).toMatchObject({ outcome: 'backed-up', verified: 'true', 'verify-level': 'archive' });
    expect(run.step('migrate').outputs).toMatchObject({ outcome: 'up-to-date', to: '0002' });
    expect(run.step('switch').outputs).toMatchObject({ outcome: 'switched', version: '2.2', 'previous-version': '2.1' });
    expect(await stage.served()).toBe('2.2');
  },
  minutes(5),
);

function dispatch(runId: number, version: string, reviewer?: string): Promise<WorkflowRun> {
  github.state.addRun({ id: runId, event: 'workflow_dispatch', actor: 'developer', sha: commit });
  if (reviewer !== undefined) github.state.approve(runId, 'production-approval', reviewer);
  return runAct({
    repository: join(folder, 'notes'),
    workflow,
    suite: join(folder, 'suite'),
    others,
    runId,
    deadline: minutes(4),
    inputs: { version },
    secrets: { SSH_KEY: stage.target.ssh.key, GITHUB_TOKEN: token },
    vars: variables(),
    env: { GITHUB_API_URL: github.url, TEST_ORIGIN: join(folder, 'notes') },
  });
}

/** What the README of the example tells a team to set. */
function variables(): Record<string, string> {
  const { backup, images } = parseConfig(stage.slipway, '.github/slipway.yml');
  const wheels = images['backend']?.['build-contexts']?.['wheels'];
  const { ssh } = stage.target;
  return {
    HOST: ssh.host,
    SSH_PORT: String(ssh.port),
    KNOWN_HOSTS: ssh.knownHosts,
    REGISTRY: stage.registry.address,
    URL: stage.url,
    AGE_RECIPIENT: backup ? (backup['age-recipients']?.[0] ?? '') : '',
    TRIVY_DB: join(folder, 'trivy'),
    BUILD_CONTEXTS: wheels ? `wheels=${wheels}` : '',
  };
}

async function digestOf(service: string, reference: string): Promise<string | null> {
  const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
  const url = `http://${stage.registry.address}/v2/notes/${service}/manifests/${reference}`;
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(5000) });
  return response.ok ? response.headers.get('docker-content-digest') : null;
}
