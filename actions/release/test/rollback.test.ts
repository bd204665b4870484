// Which release a platform goes back to, and whose word is taken for it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeployment, openGitHub, setDeploymentStatus } from '@slipway/github';
import { failureOf } from '../../../test/engines/host.ts';
import { newer, older, token } from './github.ts';
import { digest, type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await startPlatform();
});
afterEach(async () => {
  expect(platform.github.problems).toEqual([]);
  await platform.remove();
});

const stay = 'printf "%s" "$VERSION" > runs';

describe('the release to go back to', () => {
  test('is the newest good one where a bad one was left standing', async () => {
    await platform.release('v1');
    await platform.release('v2');
    await platform.write(stay, 'exit 9');
    expect((await failureOf(platform.release('bad3'))).details.state).toContain('A person is needed');
    await platform.write(stay);
    expect((await platform.back()).outputs).toMatchObject({ version: 'v2' });
  });

  test('is the newest good one where a release was cancelled, or killed without a word', async () => {
    await platform.release('v1');
    await platform.release('v2');
    await platform.write(`${stay}; sleep 20`, stay);
    await failureOf(platform.release('v3', {}, { prepare: (host) => void setTimeout(host.cancel, 700) }));
    expect(platform.states().at(-1)).toBe('v3 failure');
    platform.github.state.deployments.at(-1)?.statuses.pop();
    await platform.write(stay);
    expect((await platform.back()).outputs).toMatchObject({ version: 'v2' });
    expect(await platform.serving()).toBe('v2');
  });

  test('is the one before after an automatic way back, which is on record', async () => {
    await platform.release('v1');
    await platform.release('v2');
    const failure = await failureOf(platform.release('bad3'));
    expect(failure.details.outputs).toMatchObject({ version: 'v2', record: expect.stringMatching(/^slipway-production-/) });
    expect(platform.states()).toEqual(['v1 success', 'v2 success', 'bad3 failure', 'v2 success']);
    expect((await platform.back()).outputs).toMatchObject({ version: 'v1', record: expect.stringMatching(/^slipway-production-/) });
  });

  test('is left to a person after a rollback: nobody goes forward again by going back twice', async () => {
    await platform.release('v1');
    await platform.release('v2');
    await platform.release('v3');
    expect((await platform.back()).outputs).toMatchObject({ version: 'v2' });
    const failure = await failureOf(platform.back());
    expect(failure).toMatchObject({
      reason: 'nothing-to-roll-back',
      message: 'production was taken back to v2 already; the release before it is v3, which it was taken back from.',
    });
    expect(failure.details.hint).toBe('Say by `version` where to go: v2, v3, v1.');
    expect((await platform.back('v1')).outputs).toMatchObject({ version: 'v1' });
    await platform.release('v4');
    expect((await platform.back()).outputs).toMatchObject({ version: 'v1' });
  });

  test('is left to a person where the way back failed', async () => {
    await platform.release('v1');
    await platform.release('v2');
    await platform.write(stay, 'exit 9');
    await failureOf(platform.back());
    expect(platform.states().at(-1)).toBe('v1 failure');
    const failure = await failureOf(platform.back());
    expect(failure.message).toMatch(/^The way back to v1 failed on production \(deployment \d+\); .* v2, which it was taken back from/);
  });

  test('is said by the beginning of its commit, where that is of one release', async () => {
    await platform.release('v1', { commit: older });
    await platform.release('v2');
    await platform.release('v3');
    expect((await platform.back('aaaaaaaa')).outputs).toMatchObject({ version: 'v1' });
    expect((await failureOf(platform.back('bbbbbbb'))).message).toBe('bbbbbbb is the beginning of more than one release: v3, v2.');
  });

  test('without any record there is none', async () => {
    const failure = await failureOf(platform.back());
    expect(failure).toMatchObject({ reason: 'nothing-to-roll-back', message: 'GitHub has no record of a release in production.' });
    await platform.release('v1');
    expect((await failureOf(platform.back())).message).toContain('v1 serves. GitHub has no record of a release before it');
    expect((await failureOf(platform.back('v9'))).message).toBe('GitHub has no record of v9 in production.');
  });
});

describe('a record that nobody vouches for', () => {
  /** What any job of any branch with `deployments: write` can do. */
  async function forge(version: string, run: string): Promise<void> {
    const { github } = platform;
    const quiet = { info: () => {}, debug: () => {}, warn: () => {} };
    const client = await openGitHub({ apiUrl: github.url, token, repository: 'acme/notes', log: quiet as never });
    const payload = { slipway: 1 as const, version, digests: { backend: digest('e') }, commit: older, run };
    const wanted = { environment: 'production', ref: older, description: '', production: true, payload };
    const made = await createDeployment(client, wanted);
    if (!made.ok) throw new Error(made.why);
    await setDeploymentStatus(client, made.data, { state: 'success', description: '' });
  }

  test.each(['999999', '71', '60'])('is not gone back to, by name, by itself or at all (run %s)', async (run) => {
    platform.github.state.addRun({ id: 60, branch: 'evil', sha: newer });
    await platform.release('v1');
    await forge('evil', run);
    expect((await failureOf(platform.back('evil'))).reason).toBe('nothing-to-roll-back');
    await failureOf(platform.release('bad2'));
    expect(await platform.serving()).toBe('v1');
    await platform.release('v3');
    expect((await platform.back()).outputs).toMatchObject({ version: 'v1' });
    expect(platform.text()).not.toContain('evil serves');
  });

  test('says why in the log: the branch, or an upload that failed', async () => {
    platform.github.state.commits.add('c'.repeat(40), { branch: 'feature' });
    await platform.release('v1');
    await platform.release('v2', {}, { upload: false });
    await platform.release('v3', {}, { branch: 'feature', sha: 'c'.repeat(40) });
    expect((await platform.back()).outputs).toMatchObject({ version: 'v1' });
    expect(platform.text()).toContain('v3 was recorded by run 73 of feature; only main counts: its record does not count.');
    expect(platform.text()).toMatch(/v2 was recorded by run 72, which has no artifact slipway-production-\w+ to prove it/);
  });
});

describe('where GitHub does not answer, nothing is chosen without it', () => {
  const unanswered = (path: RegExp): void => void platform.github.fail({ method: 'GET', path, status: 403, times: 1 });

  test.each([/deployments\?/, /deployments\/\d+\/statuses/, /runs\/72$/, /artifacts/])('%s', async (path) => {
    await platform.release('v1', { commit: older });
    await platform.release('v2');
    unanswered(path);
    expect((await failureOf(platform.back())).reason).toBe('github-refused');
    unanswered(path);
    expect(await failureOf(platform.release('v1', { commit: older }))).toMatchObject({
      reason: 'github-refused',
      details: { state: 'Nothing was changed.', hint: expect.stringContaining('allow-older: true') },
    });
    expect(await platform.serving()).toBe('v2');
    unanswered(path);
    expect((await platform.release('v3', { 'allow-older': 'true' })).outputs).toMatchObject({ version: 'v3' });
    expect(platform.text()).toContain('Nothing is known to go back to');
  });
});

test('an older release over a newer one is stale, by the records that count', async () => {
  await platform.release('v1', { commit: older });
  await platform.release('v2');
  expect((await failureOf(platform.release('v1', { commit: older }))).reason).toBe('stale-release');
});

test('what is not recorded has no evidence', async () => {
  const { outputs } = await platform.release('v1', { deployment: 'false' });
  expect([outputs.record ?? '', outputs['record-file'] ?? '']).toEqual(['', '']);
});
