import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compareCommits, createDeployment, listReleases, readEnvironment, setCommitStatus } from '../src/index.ts';
import { commit, dataOf, deployment, endWorlds, later, startWorld, token, type World } from './support.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

const calls = (): string[] => world.fake.requests.map(({ method, status }) => `${method} ${status}`);
const compare = (): ReturnType<typeof compareCommits> => compareCommits(world.github, commit, later);

describe('told to come back later', () => {
  test('a 429 is waited for as long as it says, and asked again', async () => {
    world.fake.fail({ path: /compare/, status: 429, headers: { 'retry-after': '7' } });
    expect(await compare()).toEqual({ ok: true, data: 'ahead' });
    expect(world.slept).toEqual([7000]);
    expect(world.written.join('')).toContain('It is asked again in 7.0 s.');
  });

  test('a secondary limit is a 403 with retry-after, and no missing permission', async () => {
    world.fake.fail({ path: /compare/, status: 403, headers: { 'retry-after': '2' }, times: 2 });
    expect(await compare()).toMatchObject({ ok: true });
    expect(world.slept).toEqual([2000, 2000]);
  });

  test.each(['You have triggered an abuse detection mechanism.', undefined])('whatever words it has (%j)', async (body) => {
    world.fake.fail({ path: /compare/, status: 403, headers: { 'retry-after': '3' }, ...(body ? { body } : {}) });
    expect(await compare()).toMatchObject({ ok: true });
    expect(world.slept).toEqual([3000]);
  });

  test('a primary limit is waited for until its reset', async () => {
    const reset = String(world.github.clock.now() / 1000 + 40);
    world.fake.fail({ path: /compare/, status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } });
    expect(await compare()).toMatchObject({ ok: true });
    expect(world.slept).toEqual([40_000]);
  });

  test('a 429 that does not say when is asked again after a minute', async () => {
    world.fake.fail({ path: /compare/, status: 429 });
    expect(await compare()).toMatchObject({ ok: true });
    expect(world.slept).toEqual([60_000]);
  });

  test('more than a minute is waited for by nobody', async () => {
    world.fake.fail({ path: /compare/, status: 429, headers: { 'retry-after': '900' } });
    expect(await compare()).toEqual({
      ok: false,
      status: 429,
      why: expect.stringMatching(/rate limit.*compare .* it asks to wait 15 min\.$/),
    });
    expect(world.slept).toEqual([]);
  });

  test('nor is a minute in pieces', async () => {
    world.fake.fail({ path: /compare/, status: 403, headers: { 'retry-after': '25' }, times: 9 });
    expect(await compare()).toMatchObject({ ok: false, status: 429 });
    expect(world.slept).toEqual([25_000, 25_000]);
  });

  test('what creates something is repeated as well: nothing was done', async () => {
    world.fake.fail({ method: 'POST', path: /deployments$/, status: 429, headers: { 'retry-after': '1' } });
    expect(await createDeployment(world.github, deployment('1.0.0'))).toMatchObject({ ok: true });
    expect(calls()).toEqual(['POST 429', 'POST 201']);
  });
});

describe('an error of the server, or a lost connection', () => {
  test.each([500, 502, 503, 'reset'] as const)('%s twice is overcome, a second and then two apart', async (status) => {
    world.fake.fail({ path: /compare/, status, times: 2 });
    expect(await compare()).toEqual({ ok: true, data: 'ahead' });
    expect(world.slept).toEqual([1000, 2000]);
  });

  test('three times is enough', async () => {
    world.fake.fail({ path: /compare/, status: 502, times: 9 });
    expect(await compare()).toEqual({
      ok: false,
      status: 502,
      why: expect.stringMatching(/^GitHub failed to compare .*, 3 times \(502: Server Error\)\.$/),
    });
    expect(calls()).toEqual(['GET 502', 'GET 502', 'GET 502']);
  });

  test('a status that may stand there twice is set again', async () => {
    world.fake.fail({ method: 'POST', path: /statuses/, status: 502, taken: true });
    const status = {
      state: 'success',
      context: 'slipway/staging',
      description: 'x'.repeat(300),
      targetUrl: 'https://example.com/',
    } as const;
    expect(await setCommitStatus(world.github, commit, status)).toEqual({ ok: true, data: undefined });
    expect(world.fake.state.statuses).toHaveLength(2);
  });

  test.each([
    [502, true],
    [502, false],
    ['reset', true],
    ['reset', false],
  ] as const)('%s, while the deployment was made (%s), leaves exactly one', async (status, taken) => {
    world.fake.fail({ method: 'POST', path: /deployments$/, status, taken });
    const id = dataOf(await createDeployment(world.github, deployment('1.0.0')));
    expect(world.fake.state.deployments.map((made) => made.id)).toEqual([id]);
  });

  test('a deployment of an earlier attempt of the run is not taken for the new one', async () => {
    const first = dataOf(await createDeployment(world.github, deployment('1.0.0')));
    world.fake.state.deployments[0]?.statuses.push({
      id: 1,
      state: 'failure',
      description: '',
      creator: 'github-actions[bot]',
      environmentUrl: '',
      logUrl: '',
      createdAt: world.fake.state.now(),
    });
    world.fake.fail({ method: 'POST', path: /deployments$/, status: 502 });
    const second = dataOf(await createDeployment(world.github, deployment('1.0.0')));
    expect(second).not.toBe(first);
    expect(world.fake.state.deployments).toHaveLength(2);
  });

  test('where it cannot be found out whether it was made, it is not made again', async () => {
    world.fake.fail({ method: 'POST', path: /deployments$/, status: 502, taken: true });
    world.fake.fail({ method: 'GET', path: /deployments/, status: 502, times: 9 });
    expect(await createDeployment(world.github, deployment('1.0.0'))).toMatchObject({ ok: false, status: 502 });
    expect(world.fake.state.deployments).toHaveLength(1);
  });

  test('nobody at the address is no answer', async () => {
    const gone = await startWorld();
    await gone.fake.close();
    const answer = await createDeployment(gone.github, deployment('1.0.0'));
    expect(answer).toEqual({
      ok: false,
      status: 0,
      why: expect.stringMatching(
        /^GitHub did not answer at 127\.0\.0\.1:\d+ when asked to record a deployment to staging, 3 times: .*ECONNREFUSED/,
      ),
    });
  });
});

describe('refused', () => {
  test('with the permission that GitHub names', async () => {
    const poor = await startWorld({ tokens: { [token]: { permissions: { deployments: 'read' } } } });
    const answer = await createDeployment(poor.github, deployment('1.0.0'));
    expect(answer).toEqual({ ok: false, status: 403, why: expect.stringContaining('the job needs `deployments: write`.') });
    expect(answer).toMatchObject({ why: expect.stringContaining('Resource not accessible by integration') });
    expect(poor.fake.requests).toHaveLength(1);
  });

  test('with every set of permissions that GitHub would take, in the words of a workflow', async () => {
    world.fake.fail({
      path: /compare/,
      status: 403,
      headers: { 'x-accepted-github-permissions': 'pull_requests=write,contents=read; issues=write,metadata=read' },
    });
    expect(await compare()).toMatchObject({
      why: expect.stringContaining('needs `pull-requests: write` and `contents: read` or `issues: write`.'),
    });
  });

  test('with the permission of our own table where it names none', async () => {
    world.fake.fail({ path: /compare/, status: 403 });
    expect(await compare()).toMatchObject({ status: 403, why: expect.stringContaining('needs `contents: read`.') });
  });

  test('a token that nobody knows', async () => {
    const github = await world.open({ token: 'ghs_unknown-unknown-unknown' });
    expect(await compareCommits(github, commit, later)).toEqual({
      ok: false,
      status: 401,
      why: expect.stringContaining('did not accept the token'),
    });
  });

  test.each([404, 409, 422, 410])('%i is an answer, in one try', async (status) => {
    world.fake.fail({ path: /compare/, status, times: 9 });
    expect(await compare()).toMatchObject({ ok: false, status, why: expect.stringContaining(`(${status}: `) });
    expect(world.slept).toEqual([]);
  });

  test('with what GitHub says about single fields', async () => {
    const long = { ...deployment('1.0.0'), ref: 'no-such-branch' };
    expect(await createDeployment(world.github, long)).toMatchObject({
      status: 422,
      why: expect.stringContaining('No ref found for: no-such-branch'),
    });
  });
});

test('an answer that is not what the API promises is none, and no exception', async () => {
  world.fake.fail({ path: /environments/, status: 200, body: 'x' });
  world.fake.fail({ path: /deployments/, status: 200, body: 'x' });
  expect(await readEnvironment(world.github, 'staging')).toMatchObject({ ok: true });
  expect(await listReleases(world.github, 'staging')).toEqual({
    ok: false,
    status: 0,
    why: expect.stringContaining('not what its API promises'),
  });
});

test('without a token or a repository nothing is asked', async () => {
  for (const change of [{ token: ' ' }, { repository: '' }, { repository: '../notes' }, { repository: 'acme/..' }, { apiUrl: '' }]) {
    const answer = await compareCommits(await world.open(change), commit, later);
    expect(answer).toEqual({ ok: false, status: 0, why: expect.stringMatching(/^GitHub was not asked to compare .*: there is no /) });
  }
  expect(world.fake.requests).toEqual([]);
});

test('a cancelled run waits for nothing', async () => {
  const cancel = new AbortController();
  world.fake.fail({ path: /compare/, status: 'hang' });
  const github = await world.open({ signal: cancel.signal });
  const answer = compareCommits(github, commit, later);
  setTimeout(() => cancel.abort(new Error('cancelled')), 50);
  expect(await answer).toEqual({ ok: false, status: 0, why: expect.stringContaining('the run was cancelled meanwhile') });
  expect(world.slept).toEqual([]);
});

test('the token stands in no address, no body, no answer and no line of the log', async () => {
  world.fake.fail({ path: /compare/, status: 502, times: 9 });
  const answers = [await compare(), await readEnvironment(world.github, token)];
  expect(world.fake.requests.map(({ actor }) => actor)).toContain('github-actions[bot]');
  expect(JSON.stringify(answers)).not.toContain(`${token} `);
  expect(world.written.join('')).not.toContain(`token ${token}`);
  expect(world.fake.requests.filter(({ query }) => query.includes(token))).toEqual([]);
});
