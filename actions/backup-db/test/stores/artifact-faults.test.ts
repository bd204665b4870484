import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../fixture.ts';
import { type Opening, type Repository, startRepository } from './artifacts.ts';
import { contentOf, fetchBack, manifestOf, prefix, send, store } from './places.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await startRepository();
});
afterEach(async () => {
  expect(repository.github.problems).toEqual([]);
  await repository.close();
});

type Side = 'results' | 'github';
const twirp = (method: string): RegExp => new RegExp(`${method}$`);

describe('what passes is tried again, and the backup is whole', () => {
  // Two blocks where blocks are what fails: one of 16 MiB, and the rest.
  const [small, large] = [randomBytes(300_000), randomBytes(17_000_000)];
  test.each<[string, Side, Parameters<Repository['results']['fail']>[0]]>([
    ['a name that is not given', 'results', { path: twirp('CreateArtifact'), status: 500, times: 2 }],
    ['a name that is given, and not told', 'results', { path: twirp('CreateArtifact'), status: 502, taken: true }],
    ['a block that is reset', 'results', { method: 'PUT', path: /comp=block&/, status: 'reset' }],
    ['a storage that is busy', 'results', { method: 'PUT', path: /comp=block&/, status: 503, times: 2 }],
    ['a list of blocks whose answer is lost', 'results', { method: 'PUT', path: /comp=blocklist/, status: 500, taken: true }],
    [
      'a last word that is refused',
      'results',
      { path: twirp('FinalizeArtifact'), status: 403, times: 2, body: '{"code":"permission_denied"}' },
    ],
    ['a last word whose answer is lost', 'results', { path: twirp('FinalizeArtifact'), status: 500, taken: true }],
    ['a last word that was taken, and is refused from then on', 'results', { path: twirp('FinalizeArtifact'), status: 400, taken: true }],
    ['an address that does not come', 'results', { path: twirp('GetSignedArtifactURL'), status: 'reset' }],
    ['a download that fails', 'results', { method: 'GET', path: /blobs/, status: 500, times: 2 }],
    ['a list that fails', 'github', { method: 'GET', path: /actions\/artifacts\?/, status: 502, times: 2 }],
    ['an address of the API that does not come', 'github', { method: 'GET', path: /zip$/, status: 503 }],
  ])(
    '%s',
    async (_, side, fault) => {
      const { store: place } = await repository.open({ run: 7 });
      const bytes = /comp=/.test(fault.path.source) ? large : small;
      const planted = repository[side].fail(fault);
      await (await place.hold(prefix)).release();
      const manifest = manifestOf(bytes);
      await send(place, bytes, manifest);
      expect(contentOf(await fetchBack(place, manifest, 'partial'))).toEqual(manifest.stored);
      await place.publish(manifest);
      const { store: other } = await repository.open({ run: 8 });
      expect((await other.list()).backups).toMatchObject([{ manifest: { id: manifest.id }, whole: true }]);
      expect(contentOf(await fetchBack(other, manifest))).toEqual(manifest.stored);
      expect(planted.hits).toBe(fault.times ?? 1);
    },
    60_000,
  );
});

describe('what does not pass has a reason, a sentence and what to do', () => {
  const bytes = randomBytes(1000);
  const act = async (opening: Opening = {}): Promise<unknown> => {
    const { store: place } = await repository.open({ run: 7, ...opening });
    await (await place.hold(prefix)).release();
    await store(place, bytes);
    const { store: other } = await repository.open({ run: 8, ...opening });
    await other.list();
    return undefined;
  };

  test.each<[string, string, RegExp, Opening]>([
    [
      'outside of an action',
      'destination-missing',
      /ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN is missing.*`uses:`/,
      { env: { ACTIONS_RESULTS_URL: undefined, ACTIONS_RUNTIME_TOKEN: undefined } },
    ],
    ['with a token of no job', 'destination-refused', /names? a run and a job/, { env: { ACTIONS_RUNTIME_TOKEN: 'x.e30.y' } }],
    [
      'on GitHub Enterprise Server',
      'destination-missing',
      /git\.example\.com is a GitHub Enterprise Server.*s3:/,
      { env: { GITHUB_SERVER_URL: 'https://git.example.com' } },
    ],
    ['without a token', 'bad-input', /github-token: is needed for artifact/, { given: { 'github-token': '' } }],
    [
      'without permissions',
      'destination-refused',
      /Resource not accessible.*permissions: actions: read/,
      { given: { 'github-token': 'no-token' } },
    ],
    ['with a token that is none', 'destination-refused', /refuses the github-token: 401/, { given: { 'github-token': 'made-up' } }],
    ['in another repository', 'destination-missing', /knows no such repository/, { env: { GITHUB_REPOSITORY: 'team/other' } }],
    ['outside of a repository', 'bad-input', /GITHUB_REPOSITORY does not say/, { env: { GITHUB_REPOSITORY: undefined } }],
    [
      'longer than the repository keeps',
      'bad-input',
      /retention-days=30, and this repository keeps artifacts for 14/,
      { retentionDays: 30, env: { GITHUB_RETENTION_DAYS: '14' } },
    ],
    [
      'where the API is not there',
      'destination-unreachable',
      /cannot be reached.*let out to/,
      { env: { GITHUB_API_URL: 'http://127.0.0.1:9' } },
    ],
  ])(
    '%s',
    async (_, reason, words, opening) => {
      const failure = await failureOf(act(opening));
      expect(failure.reason).toBe(reason);
      expect(failure.text).toMatch(words);
    },
    60_000,
  );

  const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1790000000' };
  test.each<[string, string, RegExp, Side, Parameters<Repository['results']['fail']>[0]]>([
    [
      'the storage is full',
      'destination-unwritable',
      /storage for artifacts is full.*fewer days/,
      'results',
      { path: twirp('CreateArtifact'), status: 403, body: '{"code":"permission_denied","msg":"insufficient usage to create artifact"}' },
    ],
    [
      'the service is down',
      'destination-unreachable',
      /fails again and again/,
      'results',
      { path: twirp('CreateArtifact'), status: 500, times: 99 },
    ],
    [
      'the service refuses the job',
      'destination-refused',
      /as long as the job is/,
      'results',
      { path: twirp('CreateArtifact'), status: 401 },
    ],
    [
      'the address has expired',
      'destination-refused',
      /address that GitHub gave.*cannot be renewed/,
      'results',
      { method: 'PUT', path: /comp=block&/, status: 403, times: 99 },
    ],
    [
      'the last word is never taken',
      'destination-refused',
      /FinalizeArtifact|permission_denied/,
      'results',
      { path: twirp('FinalizeArtifact'), status: 403, times: 99, body: '{"code":"permission_denied"}' },
    ],
    [
      'the requests are used up',
      'destination-unreachable',
      /takes no more requests.*2026-09-/,
      'github',
      { path: /actions\/artifacts/, status: 403, headers: limit },
    ],
    [
      'the API is down',
      'destination-unreachable',
      /fails again and again/,
      'github',
      { path: /actions\/artifacts/, status: 502, times: 99 },
    ],
  ])(
    '%s',
    async (_, reason, words, side, fault) => {
      repository[side].fail(fault);
      const failure = await failureOf(act());
      expect(failure.reason).toBe(reason);
      expect(failure.text).toMatch(words);
      expect(repository.names().filter((name) => name.endsWith('.json'))).toEqual([]);
    },
    60_000,
  );
});
