import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { toolkit } from '../../../../test/github/clients/process.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { dumpName, manifestName } from '../../src/names.ts';
import { failureOf } from '../fixture.ts';
import { longAgo, type Repository, startRepository } from './artifacts.ts';
import { fetchBack, manifestOf, prefix, send, store } from './places.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await startRepository();
});
afterEach(async () => {
  expect(repository.github.problems).toEqual([]);
  await repository.close();
});

describe('what is stored as an artifact', () => {
  test('is read by the official client, byte for byte and with its digest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-artifact-'));
    const { store: place } = await repository.open({ run: 7 });
    // More than one block.
    const bytes = randomBytes(17_000_000);
    const manifest = await store(place, bytes);
    const name = dumpName(manifest);
    const { outcomes } = await toolkit(
      folder,
      [repository.environment(7), 'list'],
      [repository.environment(7), 'download', name, join(folder, 'file')],
      [repository.environment(7), 'download', manifestName(manifest.id), join(folder, 'manifest')],
      [repository.environment(8), 'fetch', name, join(folder, 'again'), '7', 'team/notes', 'read-token'],
    );
    const [listed, ...downloaded] = outcomes;
    expect(listed?.result).toMatchObject([{ name, digest: expect.stringMatching(/^sha256:/) }, { name: manifestName(manifest.id) }]);
    for (const one of downloaded) expect(one.result).toMatchObject({ digestMismatch: false });
    for (const part of ['file', 'again']) expect(readFileSync(join(folder, part, name)).equals(bytes)).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'manifest', manifestName(manifest.id)), 'utf8'))).toEqual(manifest);
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('is kept as long as was asked for, the manifest no longer than the file, also when it is written again', async () => {
    const { store: place } = await repository.open({ run: 7, retentionDays: 30 });
    const manifest = await store(place, randomBytes(1000));
    const { store: later } = await repository.open({ run: 8, retentionDays: 60 });
    await later.list();
    await later.update(manifest);
    const ends = repository.results.artifacts.map(({ expiresAt }) => expiresAt);
    expect(new Set(ends).size).toBe(1);
    expect(Date.parse(ends[0] ?? '') - Date.now()).toBeGreaterThan(29.9 * 24 * 3_600_000);
    expect(Date.parse(ends[0] ?? '') - Date.now()).toBeLessThan(30.1 * 24 * 3_600_000);
  }, 30_000);

  test('is found, read, proven anew and removed by other runs', async () => {
    const bytes = randomBytes(300_000);
    const { store: place } = await repository.open({ run: 7 });
    const manifest = await store(place, bytes);
    const { store: other } = await repository.open({ run: 8 });
    expect((await other.list()).backups).toMatchObject([{ manifest, whole: true, path: `artifact://${dumpName(manifest)}` }]);
    expect((await fetchBack(other, manifest)).equals(bytes)).toBe(true);
    const failed = { ...manifest, verified: { level: 'failed', at: manifest.created, reason: 'checksum' } } as const;
    await other.update(failed);
    const { store: third } = await repository.open({ run: 9 });
    expect((await third.list()).backups).toMatchObject([{ manifest: failed, whole: true }]);
    expect(await third.remove(manifest)).toEqual({ removed: true });
    expect(repository.names()).toEqual([]);
  }, 30_000);

  test('is read on a machine of its own with a token that may only read', async () => {
    const bytes = randomBytes(1000);
    const manifest = await store((await repository.open()).store, bytes);
    const away = { ACTIONS_RUNTIME_TOKEN: undefined, ACTIONS_RESULTS_URL: undefined, GITHUB_ACTIONS: undefined };
    const given = { mode: 'restore', into: 'back', 'github-token': 'read-token' };
    const { store: place } = await repository.open({ env: away, given });
    await (await place.hold(prefix)).release();
    expect((await place.list()).backups).toMatchObject([{ manifest, whole: true }]);
    expect((await fetchBack(place, manifest)).equals(bytes)).toBe(true);
    expect(await failureOf(place.remove(manifest))).toMatchObject({
      reason: 'destination-refused',
      text: expect.stringContaining('actions: write'),
    });
  }, 30_000);

  test('does not count where a fork made it, or where its file has expired', async () => {
    repository.github.state.addRun({ id: 66, status: 'completed', event: 'pull_request', headRepository: 'mallory/notes' });
    const planted = await store((await repository.open({ run: 66 })).store, Buffer.from('of a stranger'));
    const expired = await store((await repository.open({ run: 7 })).store, randomBytes(1000));
    for (const artifact of repository.results.artifacts) if (artifact.name === dumpName(expired)) artifact.expired = true;
    const { store: place, ports } = await repository.open();
    expect((await place.list()).backups).toMatchObject([{ manifest: { id: expired.id }, whole: false }]);
    expect(ports.lines.join('')).toMatch(/2 artifacts with names of backups are of forks/);
    expect(await failureOf(fetchBack(place, planted))).toMatchObject({ reason: 'no-backup' });
    expect(await failureOf(fetchBack(place, expired))).toMatchObject({ reason: 'no-backup' });
  }, 30_000);

  test('is found among those of other jobs, also where there are many', async () => {
    const made = [];
    for (let count = 0; count < 3; count++) {
      made.push(await store((await repository.open({ run: 7 })).store, randomBytes(10)));
      const [like] = repository.results.artifacts;
      if (!like) throw new Error('nothing was stored');
      for (let other = 0; other < 120; other++)
        repository.results.add({ ...like, id: 6000 + 200 * count + other, name: `build-${count}-${other}` });
    }
    const { store: place } = await repository.open({ run: 8 });
    expect((await place.list()).backups.map(({ manifest }) => manifest.id)).toEqual(made.map(({ id }) => id).reverse());
    expect((await place.list()).backups).toHaveLength(3);
    // Four pages each time, and every manifest once: what is in an artifact does not change.
    const asked = repository.github.requests.map(({ path }) => path.replace(/\d+/, 'N'));
    expect(asked.filter((path) => path.endsWith('/artifacts/N/zip'))).toHaveLength(3);
  }, 30_000);

  test('is not missed where another artifact goes while the pages of the list are read', async () => {
    const { results, github } = repository;
    const manifest = await store((await repository.open({ run: 7 })).store, randomBytes(10));
    const [like] = results.artifacts;
    if (!like) throw new Error('nothing was stored');
    // The first page ends between the manifest and the file.
    for (let other = 0; other < 99; other++) results.add({ ...like, id: 6000 + other, name: `build-${other}` });
    const planted = github.fail({ path: /&page=2/, status: 502 });
    const { store: place } = await repository.open({ run: 8 });
    const listing = place.list();
    await eventually(() => planted.hits === 1, 'the second page is asked for');
    const [going] = results.artifacts.filter(({ name }) => name === 'build-0');
    if (going) results.shelf.remove(going);
    expect((await listing).backups).toMatchObject([{ manifest: { id: manifest.id }, whole: true }]);
  }, 30_000);

  test('by two runs is two backups, and what was left of one that is under way is not touched', async () => {
    repository.github.state.addRun({ id: 7, status: 'in_progress' });
    const bytes = randomBytes(1000);
    const half = manifestOf(bytes);
    await send((await repository.open({ run: 7 })).store, bytes, half);
    const { store: place } = await repository.open({ run: 8 });
    expect((await place.hold(prefix)).removed).toEqual([]);
    const ended = { status: 'completed', updatedAt: repository.github.state.now() };
    Object.assign(repository.github.state.runs.get(7) ?? {}, ended);
    // GitHub's list may lag behind its end.
    expect((await place.hold(prefix)).removed).toEqual([]);
    Object.assign(repository.github.state.runs.get(7) ?? {}, { updatedAt: longAgo });
    const { store: reader, ports } = await repository.open({ run: 9, given: { 'github-token': 'read-token' } });
    expect((await reader.hold(prefix)).removed).toEqual([]);
    expect(ports.lines.join('')).not.toContain('warning');
    expect((await place.hold(prefix)).removed).toEqual([`artifact://${dumpName(half)}`]);
  }, 30_000);
});

describe('an artifact that is not what was sent', () => {
  test.each([
    ['a bit of its content', (bytes: Buffer) => bytes.length >> 1],
    ['a bit of its directory', (bytes: Buffer) => bytes.length - 40],
    ['a bit of its beginning', () => 8],
  ])(
    '%s is told by its digest or its form',
    async (_, position) => {
      const { store: place } = await repository.open({ run: 7 });
      const bytes = randomBytes(100_000);
      const manifest = manifestOf(bytes);
      await send(place, bytes, manifest);
      const name = dumpName(manifest);
      const spoilt = Buffer.from(repository.results.content(name));
      const at = position(spoilt);
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      repository.results.spoil(name, spoilt);
      expect(await failureOf(fetchBack(place, manifest, 'partial'))).toMatchObject({ reason: 'checksum' });
      await place.publish(manifest);
      const { store: other } = await repository.open({ run: 8 });
      expect(await failureOf(fetchBack(other, manifest))).toMatchObject({ reason: 'checksum', text: expect.stringContaining(name) });
    },
    30_000,
  );

  test('a manifest is left out, and the listing says that there is one', async () => {
    const { store: place } = await repository.open({ run: 7 });
    const manifest = await store(place, randomBytes(1000));
    const name = manifestName(manifest.id);
    repository.results.spoil(name, repository.results.content(name).subarray(0, -30));
    const { store: other, ports } = await repository.open({ run: 8 });
    expect(await other.list()).toEqual({ backups: [], strange: 1 });
    expect(ports.lines.join('')).toMatch(/1 manifest in artifact:\/\/ cannot be read/);
  }, 30_000);

  test('a manifest that speaks of another backup than its name does that one no harm', async () => {
    const { store: place } = await repository.open({ run: 7 });
    const [good, bad] = [await store(place, randomBytes(1000)), await store(place, randomBytes(1000))];
    const [from, to] = [manifestName(good.id), manifestName(bad.id)];
    repository.results.spoil(to, repository.results.content(from));
    const { artifacts } = repository.results;
    const digest = artifacts.find(({ name }) => name === from)?.digest ?? '';
    for (const artifact of artifacts) if (artifact.name === to) artifact.digest = digest;
    const { backups, strange } = await (await repository.open({ run: 8 })).store.list();
    expect([backups.map(({ manifest }) => manifest.id), strange]).toEqual([[good.id], 1]);
  }, 30_000);
});
