import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  compareCommits,
  createDeployment,
  listApprovals,
  listBranchPatterns,
  listReleases,
  listStatuses,
  progressOf,
  type ReleaseRecord,
  readEnvironment,
  readPayload,
  runIsOver,
  setCommitStatus,
  setDeploymentStatus,
} from '../src/index.ts';
import { commit, dataOf, deployment, digest, endWorlds, everything, later, payload, startWorld, token, type World } from './support.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld({
    tokens: { [token]: { permissions: everything }, 'ghp_a-person': { permissions: everything, actor: 'octocat' } },
  });
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

async function record(version: string, ...states: ('in_progress' | 'success' | 'failure')[]): Promise<ReleaseRecord> {
  const id = dataOf(await createDeployment(world.github, deployment(version)));
  for (const state of states) dataOf(await setDeploymentStatus(world.github, id, { state, description: state }));
  world.pass(1000);
  const found = dataOf(await listReleases(world.github, 'staging')).find((release) => release.id === id);
  if (!found) throw new Error(`${version} is not listed`);
  return found;
}

async function progress(release: ReleaseRecord): Promise<string> {
  return progressOf(release, dataOf(await listStatuses(world.github, release))).state;
}

describe('deployments', () => {
  test('a release is recorded as it is read back', async () => {
    const id = dataOf(await createDeployment(world.github, deployment('1.0.0')));
    expect(dataOf(await listReleases(world.github, 'staging'))).toEqual([
      {
        id,
        environment: 'staging',
        ref: commit,
        sha: commit,
        creator: 'github-actions[bot]',
        createdAt: '2026-11-20T12:00:00Z',
        version: '1.0.0',
        digests: { backend: digest('b') },
        commit,
        run: '42',
      },
    ]);
    expect(world.fake.state.deployments[0]).toMatchObject({ task: 'deploy', production: false, transient: false });
    expect(dataOf(await listReleases(world.github, 'production'))).toEqual([]);
  });

  test('a failed check of the commit does not keep it from being recorded, and production is said', async () => {
    dataOf(await setCommitStatus(world.github, commit, { state: 'failure', context: 'lint', description: 'no' }));
    dataOf(await createDeployment(world.github, { ...deployment('1.0.0'), environment: 'production', production: true }));
    expect(world.fake.state.deployments[0]).toMatchObject({ production: true, environment: 'production' });
  });

  test('a status carries its addresses, and a long description is cut to what GitHub takes', async () => {
    const id = dataOf(await createDeployment(world.github, { ...deployment('1.0.0'), description: 'x'.repeat(300) }));
    const urls = { environmentUrl: 'https://staging.example.com/', logUrl: 'https://github.com/acme/notes/actions/runs/42' };
    const status = { state: 'success', description: 'y'.repeat(300), ...urls } as const;
    expect(await setDeploymentStatus(world.github, id, status)).toEqual({ ok: true, data: undefined });
    expect(world.fake.state.deployments[0]?.statuses).toMatchObject([{ state: 'success', description: 'y'.repeat(140), ...urls }]);
  });

  test('deployments that are no release of ours are left out', async () => {
    const { deployments } = world.fake.state;
    await record('1.0.0');
    for (const other of ['', 'text', '[1]', 'null', {}, { slipway: 2 }]) {
      const id = world.fake.state.nextId();
      const [first] = deployments;
      if (first) deployments.push({ ...first, id, payload: other });
    }
    const [first] = deployments;
    if (first) deployments.push({ ...first, id: world.fake.state.nextId(), payload: JSON.stringify(payload('2.0.0')) });
    if (first) deployments.push({ ...first, id: world.fake.state.nextId(), task: 'deploy:migrations' });
    expect(dataOf(await listReleases(world.github, 'staging')).map(({ version }) => version)).toEqual(['2.0.0', '1.0.0']);
  });

  test('the newest come first, page by page, and no more than asked for', async () => {
    const { deployments } = world.fake.state;
    await record('0');
    const [first] = deployments;
    for (let number = 1; number < 150; number++) {
      if (first) deployments.push({ ...first, id: world.fake.state.nextId(), payload: number % 2 ? {} : payload(String(number)) });
    }
    const all = dataOf(await listReleases(world.github, 'staging'));
    expect(all.map(({ version }) => version)).toEqual(Array.from({ length: 75 }, (_, index) => String(148 - 2 * index)));
    expect(dataOf(await listReleases(world.github, 'staging', { limit: 3 }))).toHaveLength(3);
  });

  test('what passed once has passed, though a later release makes it inactive', async () => {
    const first = await record('1.0.0', 'in_progress', 'success');
    const second = await record('1.1.0', 'in_progress', 'success');
    const third = await record('1.2.0', 'in_progress', 'failure');
    const fourth = await record('1.3.0', 'in_progress');
    expect(dataOf(await listStatuses(world.github, first)).map(({ state }) => state)).toEqual(['inactive', 'success', 'in_progress']);
    const answers = await Promise.all([first, second, third, fourth].map(progress));
    expect(answers).toEqual(['passed', 'passed', 'failed', 'in progress']);
  });

  test("another person's success is none, and a failed one stays failed whoever adds a success", async () => {
    const person = await world.open({ token: 'ghp_a-person' });
    const begun = await record('1.0.0', 'in_progress');
    dataOf(await setDeploymentStatus(person, begun.id, { state: 'success', description: 'trust me' }));
    expect(await progress(begun)).toBe('in progress');
    const failed = await record('1.1.0', 'failure', 'success');
    expect(dataOf(await listStatuses(world.github, failed)).map(({ state }) => state)).toEqual(['success', 'failure']);
    expect(await progress(failed)).toBe('failed');
    expect(await progress(await record('1.2.0', 'success', 'failure'))).toBe('failed');
  });

  test('of a deployment that is gone, nothing is known', async () => {
    expect(await setDeploymentStatus(world.github, 99, { state: 'success', description: '' })).toMatchObject({ ok: false, status: 404 });
    expect(await listStatuses(world.github, { id: 99, environment: 'staging' })).toMatchObject({ ok: false, status: 404 });
  });
});

test.each([
  ['no version', { version: '' }],
  ['a version of two lines', { version: '1\n2' }],
  ['a shortened commit', { commit: commit.slice(0, 12) }],
  ['no digests', { digests: {} }],
  ['a digest with a tag', { digests: { backend: `v1@${digest('a')}` } }],
  ['an image that is a path', { digests: { '../x': digest('a') } }],
])('a payload with %s is none', (_, change) => {
  expect(readPayload(payload('1.0.0'))).toEqual(payload('1.0.0'));
  expect(readPayload({ ...payload('1.0.0'), ...change })).toBeUndefined();
});

describe('environments', () => {
  test('protection is read, and what is not there is undefined', async () => {
    world.fake.state.setEnvironment('production-approval', { reviewers: ['octocat', '@acme/ops'], preventSelfReview: true });
    world.fake.state.setEnvironment('production', { branches: ['main'] });
    world.fake.state.setEnvironment('staging', { branches: 'protected', waitMinutes: 5 });
    expect(dataOf(await readEnvironment(world.github, 'production-approval'))).toEqual({
      reviewers: 2,
      branches: 'all',
      preventSelfReview: true,
    });
    expect(dataOf(await readEnvironment(world.github, 'production'))).toEqual({
      reviewers: 0,
      branches: 'custom',
      preventSelfReview: false,
    });
    expect(dataOf(await readEnvironment(world.github, 'staging'))).toEqual({
      reviewers: 0,
      branches: 'protected',
      preventSelfReview: false,
    });
    expect(dataOf(await readEnvironment(world.github, 'nowhere/at all'))).toBeUndefined();
    expect(dataOf(await listBranchPatterns(world.github, 'production'))).toEqual(['main']);
    expect(await listBranchPatterns(world.github, 'nowhere')).toMatchObject({ ok: false, status: 404 });
  });

  test('reviews of a run', async () => {
    const { state } = world.fake;
    state.setEnvironment('production-approval', { reviewers: ['octocat'] });
    state.addRun({ id: 42 });
    state.addRun({ id: 43 });
    state.approve(42, 'production-approval', 'octocat', 'go');
    expect(dataOf(await listApprovals(world.github, '42'))).toEqual([
      { state: 'approved', environments: ['production-approval'], user: 'octocat', comment: 'go' },
    ]);
    expect(dataOf(await listApprovals(world.github, '43'))).toEqual([]);
    expect(await listApprovals(world.github, '44')).toMatchObject({ ok: false, status: 404 });
  });
});

describe('commits', () => {
  test.each([
    [commit, later, 'ahead'],
    [later, commit, 'behind'],
    [later, later, 'identical'],
    [later, 'c'.repeat(40), 'diverged'],
  ])('%s to %s is %s', async (base, head, status) => {
    world.fake.state.commits.add('c'.repeat(40), { parents: [commit], branch: 'other' });
    expect(await compareCommits(world.github, base, head)).toEqual({ ok: true, data: status });
  });

  test('a status stands beside its commit', async () => {
    const status = {
      state: 'success',
      context: 'slipway/staging',
      description: 'z'.repeat(200),
      targetUrl: 'https://example.com/',
    } as const;
    dataOf(await setCommitStatus(world.github, commit, status));
    expect(world.fake.state.statuses).toMatchObject([{ ...status, description: 'z'.repeat(140), sha: commit }]);
  });
});

test('a run is over when GitHub says so, and nobody knows where it says nothing', async () => {
  world.fake.state.addRun({ id: 42 });
  world.fake.state.addRun({ id: 43, status: 'completed', conclusion: 'cancelled' });
  world.fake.state.addRun({ id: 44, attempt: 2 });
  const over = (runId: string, repository = 'acme/notes', apiUrl = world.fake.url): ReturnType<typeof runIsOver> =>
    runIsOver({ repository, runId, attempt: 1 }, { apiUrl, token });
  expect(await Promise.all([over('42'), over('43'), over('44'), over('45'), over('43', 'acme/..'), over('43', 'acme/other')])).toEqual([
    false,
    true,
    true,
    undefined,
    undefined,
    undefined,
  ]);
});
