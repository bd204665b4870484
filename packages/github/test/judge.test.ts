// A release record, and everything that can be wrong with one.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  canonical,
  createDeployment,
  evidenceName,
  hasProtectedBranch,
  judgeRelease,
  listReleases,
  type Payload,
  releasesNamed,
  setDeploymentStatus,
  type Verdict,
} from '../src/index.ts';
import { commit, dataOf, deployment, digest, endWorlds, everything, later, startWorld, token, type World } from './support.ts';

const evil = 'e'.repeat(40);
let world: World;

beforeEach(async () => {
  world = await startWorld({ tokens: { [token]: { permissions: everything }, person: { permissions: everything, actor: 'mallory' } } });
  world.fake.state.addRun({ id: 42 });
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

interface Case {
  readonly change?: Partial<Payload>;
  readonly ref?: string;
  readonly as?: string;
  /** Name of the artifact; by default what belongs to the record, and none for an empty one. */
  readonly artifact?: string;
  readonly expired?: boolean;
  readonly in?: number;
  readonly states?: readonly ('in_progress' | 'success' | 'failure' | 'error')[];
}

/** A record as deploy.yml leaves it, but for what a case changes. */
async function judged(given: Case = {}, branches = ['main']): Promise<Verdict> {
  const wanted = deployment('1.0.0', given.change);
  const github = await world.open({ token: given.as ?? token });
  const id = dataOf(await createDeployment(github, { ...wanted, ref: given.ref ?? wanted.ref }));
  for (const state of given.states ?? (['in_progress', 'success'] as const))
    await setDeploymentStatus(github, id, { state, description: '' });
  const name = given.artifact ?? evidenceName({ ...wanted.payload, environment: 'staging' });
  const run = world.fake.state.runs.get(given.in ?? 42);
  if (name !== '') run?.artifacts.push({ name, size: 1, ...(given.expired ? { expired: true } : {}) });
  const found = dataOf(await listReleases(world.github, 'staging')).find((release) => release.id === id);
  if (!found) throw new Error('the record is not listed');
  return dataOf(await judgeRelease(world.github, found, branches));
}

describe('a record is a proof', () => {
  test('by its run, its branch and its artifact', async () => {
    expect(await judged()).toEqual({ state: 'passed', at: '2026-11-20T12:00:00Z', why: '' });
  });

  test.each(['push', 'workflow_dispatch', 'schedule'])('of a run by %s', async (event) => {
    world.fake.state.addRun({ id: 42, event });
    expect((await judged()).state).toBe('passed');
  });

  test('of any branch that counts, and of a commit that the branch has left behind', async () => {
    world.fake.state.commits.add(evil, { branch: 'release/2', parents: [commit] });
    world.fake.state.addRun({ id: 42, branch: 'release/2', sha: commit });
    expect((await judged({}, ['main', 'release/2'])).state).toBe('passed');
    expect((await judged({}, ['main'])).why).toBe('was recorded by run 42 of release/2; only main counts');
    expect((await judged({}, [])).why).toContain('no branch counts here');
  });
});

describe('a record is no proof', () => {
  test.each<[string, Case, string]>([
    ['of a person', { as: 'person' }, 'was recorded by mallory, not by github-actions[bot]'],
    ['of another commit than it stands at', { ref: later }, 'names commit 0123456789ab, and its record stands at 89abcdef0123'],
    ['of no run', { change: { run: 'not a run' } }, 'names no run of GitHub'],
    ['of a run that is no number to GitHub', { change: { run: '4e1' } }, 'names no run of GitHub'],
    ['of a run that is not there', { change: { run: '999999' } }, 'names run 999999, which is not there'],
    ['that failed', { states: ['in_progress', 'error'] }, 'failed on staging (deployment 1002)'],
    ['that failed, with a success after it', { states: ['failure', 'success'] }, 'failed on staging'],
    ['that has not ended', { states: ['in_progress'] }, 'is only in progress on staging'],
    ['without an artifact', { artifact: '' }, 'which has no artifact slipway-staging-'],
    ['with the artifact of other words', { artifact: `slipway-staging-${'0'.repeat(40)}` }, 'which has no artifact slipway-staging-'],
    ['whose artifact has expired', { expired: true }, 'whose proof has expired: it is an artifact that is kept for 90 days at most'],
  ])('%s', async (_, given, why) => {
    const verdict = await judged(given);
    expect(verdict.state).not.toBe('passed');
    expect(verdict.why).toContain(why);
  });

  test.each(['pull_request', 'pull_request_target', 'workflow_run', 'repository_dispatch', 'issue_comment'])(
    'of a run by %s',
    async (event) => {
      world.fake.state.addRun({ id: 42, event });
      expect(await judged()).toMatchObject({ state: 'foreign', why: expect.stringContaining(`which the event ${event} started`) });
    },
  );

  test('of a run of a fork', async () => {
    world.fake.state.addRun({ id: 42, headRepository: 'mallory/notes' });
    expect((await judged()).why).toBe('was recorded by run 42 of a commit of mallory/notes');
  });

  test('of a tag with the name of the branch', async () => {
    world.fake.state.commits.add(evil, { branch: 'evil' });
    world.fake.state.addRun({ id: 42, branch: 'main', sha: evil });
    expect((await judged()).why).toBe('was recorded by run 42 of commit eeeeeeeeeeee, which is not in the branch main');
  });

  test('that borrows a good run: its artifact names what that run released, and nothing else', async () => {
    expect((await judged()).state).toBe('passed');
    const forged = { digests: { backend: digest('e') } };
    expect(await judged({ change: forged, artifact: '' })).toMatchObject({ state: 'foreign', why: expect.stringContaining('no artifact') });
    world.fake.state.addRun({ id: 43, branch: 'evil' });
    expect((await judged({ change: forged, in: 43 })).state).toBe('foreign');
  });

  test.each([/\/deployments\/\d+\/statuses/, /\/runs\/42$/, /\/branches\/main$/, /\/artifacts/, /\/compare\//])(
    'where GitHub does not answer for %s, nothing is known',
    async (path) => {
      world.fake.state.addRun({ id: 42, sha: commit });
      const fault = world.fake.fail({ method: 'GET', path, status: 403 });
      await expect(judged()).rejects.toThrow('refused');
      expect(fault.hits).toBe(1);
    },
  );
});

test('the name of an artifact holds every fact, whatever their order, and can stand in a path', () => {
  const facts = { version: '1', commit, run: '42', environment: 'eu/prod', digests: { b: digest('b'), a: digest('a') } };
  const name = evidenceName(facts);
  expect(name).toMatch(/^slipway-eu-prod-[0-9a-f]{40}$/);
  expect(evidenceName({ ...facts, digests: { a: digest('a'), b: digest('b') } })).toBe(name);
  expect(canonical(facts)).toBe(
    `{"commit":"${commit}","digests":{"a":"${digest('a')}","b":"${digest('b')}"},"environment":"eu/prod","run":"42","version":"1"}`,
  );
  const changes = [{ version: '2' }, { commit: later }, { run: '43' }, { environment: 'eu-prod' }, { digests: { a: digest('a') } }];
  expect(new Set([name, ...changes.map((change) => evidenceName({ ...facts, ...change }))]).size).toBe(6);
});

describe('a release is meant by', () => {
  const one = { version: '1.0', commit: `aaaaaaa1${'0'.repeat(32)}` };
  const two = { version: '2.0', commit: `aaaaaaa2${'0'.repeat(32)}` };
  const hex = { version: 'aaaaaaa', commit: evil };
  test.each([
    ['1.0', [one, two], [one]],
    ['aaaaaaa1', [one, two], [one]],
    ['aaaaaaa', [one, two, hex], [hex]],
    ['aaaaaa', [one], []],
    ['1.', [one], []],
    ['aaaaaaa1', [one, one], [one, one]],
  ])('%s', (wanted, all, releases) => {
    expect(releasesNamed(all, wanted)).toEqual({ ok: true, releases });
  });
  test('a beginning that is not of one alone is no name', () => {
    expect(releasesNamed([one, two], 'aaaaaaa')).toEqual({ ok: false, versions: ['1.0', '2.0'] });
    expect(releasesNamed([one, { ...one, version: '1.1' }], 'aaaaaaa1')).toEqual({ ok: false, versions: ['1.0', '1.1'] });
  });
});

test('a protected branch is one that GitHub calls so', async () => {
  expect(dataOf(await hasProtectedBranch(world.github))).toBe(false);
  world.fake.state.commits.protectedBranches.add('main');
  expect(dataOf(await hasProtectedBranch(world.github))).toBe(true);
});
