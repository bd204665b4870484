import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commit, digests, endWorlds, startWorld, type World } from './support.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

const proof = (version?: string): Record<string, string> => ({ mode: 'proof', ...(version ? { version } : {}) });

describe('proven', () => {
  test('the newest that passed, though a newer one failed and the newest is under way', async () => {
    await world.record('1.0.0');
    const id = await world.record('1.1.0');
    await world.record('1.2.0', { states: ['in_progress', 'failure'] });
    await world.record('1.3.0', { states: ['in_progress'] });
    const result = await world.gate(proof());
    expect(result).toMatchObject({ outcome: 'proven', outputs: { version: '1.1.0', commit, 'deployment-id': String(id) } });
    expect(JSON.parse(result.outputs.digests ?? '')).toEqual(digests);
    expect(result.summary).toContain(`| version | \`1.1.0\` |`);
    expect(result.summary).toContain(`| image frontend | \`${digests.frontend}\` |`);
    expect(result.summary).toContain('| passed staging | 2026-11-20T12:02:00Z (2 min ago)');
  });

  test('an older one by its version, though a later success made it inactive', async () => {
    const id = await world.record('1.0.0');
    await world.record('1.1.0');
    expect(await world.gate(proof('1.0.0'))).toMatchObject({ outputs: { version: '1.0.0', 'deployment-id': String(id) } });
  });

  test('by the beginning of its commit', async () => {
    await world.record('1.0.0');
    expect(await world.gate(proof(commit.slice(0, 7)))).toMatchObject({ outputs: { version: '1.0.0', commit } });
  });

  test('of several records of one version, the newest that passed', async () => {
    await world.record('1.0.0', { digests: { backend: `sha256:${'1'.repeat(64)}` } });
    const id = await world.record('1.0.0', { digests: { backend: `sha256:${'2'.repeat(64)}` } });
    await world.record('1.0.0', { digests: { backend: `sha256:${'3'.repeat(64)}` }, states: ['failure'] });
    const result = await world.gate(proof('1.0.0'));
    expect(result.outputs).toMatchObject({ 'deployment-id': String(id), digests: JSON.stringify({ backend: `sha256:${'2'.repeat(64)}` }) });
  });

  test('of another environment by `from`', async () => {
    await world.record('1.0.0');
    expect((await world.failure({ ...proof(), from: 'qa' })).text).toContain('qa has no record of any release');
  });

  test('asks for no review: it comes before anybody is asked', async () => {
    await world.record('1.0.0');
    await world.gate(proof());
    expect(world.fake.requests.filter(({ path }) => path.endsWith('/approvals'))).toEqual([]);
  });
});

describe('not-proven', () => {
  const sentence = async (version?: string): Promise<string> => {
    const failure = await world.failure(proof(version));
    expect([failure.reason, failure.details.outputs]).toEqual(['not-proven', undefined]);
    return failure.message;
  };

  test('unknown', async () => {
    await world.record('1.0.0');
    await world.record('1.1.0', { states: ['failure'] });
    const failure = await world.failure(proof('9.9.9'));
    expect(failure.message).toBe('Version 9.9.9 was asked for, and it is unknown to staging.');
    expect(failure.text).toContain('staging has 1.1.0 (failed), 1.0.0 (passed).');
    expect(failure.details.summary).toContain('| `1.0.0` | `0123456789ab` | passed | 2026-11-20T12:01:00Z |');
  });

  test('failed', async () => {
    const id = await world.record('1.0.0', { states: ['in_progress', 'error'] });
    expect(await sentence('1.0.0')).toBe(`Version 1.0.0 was asked for, and it failed on staging (deployment ${id}).`);
  });

  test.each([[['in_progress']], [[]]] as const)('in progress (%j)', async (states) => {
    await world.record('1.0.0', { states });
    expect(await sentence('1.0.0')).toContain('it is only in progress on staging');
  });

  test("a person's record, whatever it says", async () => {
    await world.record('1.0.0', { by: 'person' });
    expect(await sentence('1.0.0')).toBe('Version 1.0.0 was asked for, and it was recorded by mallory, not by github-actions[bot].');
    expect(await sentence()).toBe('No release has passed staging.');
    expect((await world.failure(proof())).text).toContain('1.0.0 (was recorded by mallory, not by github-actions[bot])');
  });

  test('a part of a version is not the version', async () => {
    await world.record('1.0.0');
    expect(await sentence('1.0')).toContain('unknown');
  });

  test('a record that its run does not vouch for, which any job with deployments: write can make', async () => {
    await world.record('1.0.0');
    await world.record('9.9.9', { digests: { backend: `sha256:${'e'.repeat(64)}` }, artifact: false });
    expect(await sentence('9.9.9')).toMatch(/it was recorded by run 41, which has no artifact slipway-staging-[0-9a-f]{40} to prove it\.$/);
    expect(await world.gate(proof())).toMatchObject({ outputs: { version: '1.0.0' } });
  });

  test('a record of a run of another branch, unless the branch counts', async () => {
    world.fake.state.commits.add('e'.repeat(40), { branch: 'feature' });
    world.fake.state.addRun({ id: 40, branch: 'feature', sha: 'e'.repeat(40) });
    await world.record('1.0.0', { run: 40 });
    expect(await sentence('1.0.0')).toContain('it was recorded by run 40 of feature; only main counts.');
    expect(await world.gate({ ...proof(), branches: 'release\nfeature' })).toMatchObject({ outputs: { version: '1.0.0' } });
    expect(await world.gate(proof(), { github: { GITHUB_REF: 'refs/heads/feature' } })).toMatchObject({ outputs: { version: '1.0.0' } });
    const tag = await world.failure(proof('1.0.0'), { github: { GITHUB_REF: 'refs/tags/feature' } });
    expect(tag.message).toContain('no branch counts here');
  });

  test('a beginning that more than one release has', async () => {
    await world.record('1.0.0');
    await world.record('1.1.0');
    expect(await sentence(commit.slice(0, 8))).toBe(
      '01234567 was asked for, and it is the beginning of more than one release: 1.1.0, 1.0.0.',
    );
  });

  test('a run that is run again and names no version: its approval may have been for another release', async () => {
    await world.record('1.0.0');
    const again = { github: { GITHUB_RUN_ATTEMPT: '2' } };
    const failure = await world.failure(proof(), again);
    expect(failure.reason).toBe('not-proven');
    expect(failure.text).toMatch(/This is attempt 2 of the run[\s\S]*Start a new run/);
    expect(await world.gate(proof('1.0.0'), again)).toMatchObject({ outputs: { version: '1.0.0' } });
  });

  test('nothing at all', async () => {
    expect(await sentence()).toBe('No release has passed staging.');
  });
});

describe('the setup comes first', () => {
  test('a promotion is refused before its release is looked for', async () => {
    await world.record('1.0.0');
    const before = world.fake.requests.length;
    world.fake.state.setEnvironment('production-approval', { reviewers: [] });
    expect((await world.failure(proof())).reason).toBe('reviewers-missing');
    expect(world.fake.requests.slice(before).filter(({ path }) => path.includes('/deployments'))).toEqual([]);
  });
});

describe('the gate stays shut', () => {
  test('without deployments: read', async () => {
    const poor = await startWorld({ actions: 'read', contents: 'read' });
    const failure = await poor.failure(proof());
    expect(failure.reason).toBe('github-refused');
    expect(failure.text).toContain('the job needs `deployments: read`.');
  });

  test.each([/deployments\?/, /deployments\/\d+\/statuses/, /runs\/41$/, /branches\/main/, /runs\/41\/artifacts/])(
    'where %s is not answered',
    async (path) => {
      await world.record('1.0.0');
      world.fake.fail({ path, method: 'GET', status: 'reset', times: 3 });
      expect((await world.failure(proof())).reason).toBe('github-unreachable');
      world.fake.fail({ path, method: 'GET', status: 403, times: 1 });
      expect((await world.failure(proof())).reason).toBe('github-refused');
    },
  );
});
