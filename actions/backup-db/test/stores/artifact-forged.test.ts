import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readCatalog } from '../../src/catalog.ts';
import { counts } from '../../src/entry.ts';
import type { Manifest } from '../../src/manifest.ts';
import { dumpName, manifestName } from '../../src/names.ts';
import { readKeys } from '../../src/trust/keys.ts';
import { signManifest } from '../../src/trust/signature.ts';
import { longAgo, type Repository, startRepository } from './artifacts.ts';
import { contentOf, fetchBack, manifestOf, type Opened, prefix, send } from './places.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const [signing, verifying] = [
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  publicKey.export({ format: 'pem', type: 'spki' }).toString(),
];
const { signer } = readKeys({ 'signing-key': signing, 'verify-key': undefined }).keys;

let repository: Repository;
beforeEach(async () => {
  repository = await startRepository();
});
afterEach(async () => {
  expect(repository.github.problems).toEqual([]);
  await repository.close();
});

const reader = (): Promise<Opened> => repository.open({ given: { mode: 'list', 'verify-key': verifying } });

/** A run of the repository's own, of a branch that anybody pushed. */
const stranger = async (): Promise<Opened['store']> => (await repository.open()).store;

async function backUp(bytes: Buffer): Promise<Manifest> {
  const { store: place } = await repository.open({ run: 7 });
  const manifest = signManifest(manifestOf(bytes), signer);
  await send(place, bytes, manifest);
  await place.publish(manifest);
  return manifest;
}

describe('what a run of another branch sends under the name of a backup', () => {
  test.each<[string, (manifest: Manifest) => Manifest]>([
    ['that nobody signed', ({ signature: _, verified: __, ...rest }) => rest],
    ['that was changed', (manifest) => ({ ...manifest, stored: contentOf(Buffer.from('another file')) })],
    ['whose proof was taken out', ({ verified: _, ...rest }) => rest],
    ['whose proof nobody signed', (manifest) => ({ ...manifest, verified: { level: 'restore', at: manifest.created } })],
    ['of another backup', (manifest) => ({ ...manifest, id: manifestOf(Buffer.alloc(0)).id })],
  ])(
    'as a manifest %s hides no signed one',
    async (_, forge) => {
      const bytes = randomBytes(1000);
      const manifest = await backUp(bytes);
      const forged = forge(manifest);
      const place = await stranger();
      await place.update(forged);
      const [planted] = repository.results.artifacts.slice(-1);
      if (!planted) throw new Error('nothing was planted');
      repository.results.shelf.remove(planted);
      repository.results.add({ ...planted, name: planted.name.replace(forged.id, manifest.id) });
      const { store, job, ports } = await reader();
      const { entries, strange } = await readCatalog(job, store);
      expect(entries).toMatchObject([{ manifest, whole: true, authentic: true }]);
      expect(entries.map(counts)).toEqual([true]);
      expect(strange).toBe(0);
      expect(ports.lines.join('')).toMatch(/1 backup in artifact:\/\/ has newer manifests/);
      expect((await fetchBack(store, manifest)).equals(bytes)).toBe(true);
    },
    30_000,
  );

  test('as a manifest that cannot be read hides no signed one', async () => {
    const manifest = await backUp(randomBytes(1000));
    await (await stranger()).update(manifest);
    const [planted] = repository.results.artifacts.slice(-1);
    if (planted) repository.results.spoil(planted.name, Buffer.from('no zip'));
    const { store, job } = await reader();
    expect((await readCatalog(job, store)).entries).toMatchObject([{ manifest, authentic: true }]);
  }, 30_000);

  test('counts where nobody asks who signed: then the newest manifest is the one, and no other is read', async () => {
    const manifest = await backUp(randomBytes(1000));
    const { signature: _, ...unsigned } = manifest;
    await (await stranger()).update(unsigned);
    const { store, job } = await repository.open();
    expect((await readCatalog(job, store)).entries).toMatchObject([{ manifest: unsigned, authentic: true }]);
    expect(repository.github.requests.filter(({ path }) => path.endsWith('/zip'))).toHaveLength(1);
  }, 30_000);

  test('is shown, and not believed, where none is signed', async () => {
    const { store: place } = await repository.open({ run: 7 });
    const manifest = manifestOf(randomBytes(1000));
    await place.publish(manifest);
    await (await stranger()).update({ ...manifest, tag: 'newer' });
    const { store, job } = await reader();
    expect((await readCatalog(job, store)).entries).toMatchObject([{ manifest: { tag: 'newer' }, authentic: false }]);
  }, 30_000);

  test('a later proof that is signed, and a mark of failure, take the place of the one before', async () => {
    const manifest = await backUp(randomBytes(1000));
    const proven = signManifest({ ...manifest, verified: { level: 'restore', at: '2026-02-01T00:00:00.000Z' } }, signer);
    const failed: Manifest = { ...proven, verified: { level: 'failed', at: '2026-02-02T00:00:00.000Z', reason: 'checksum' } };
    for (const next of [proven, failed]) {
      await (await stranger()).update(next);
      const { store, job } = await reader();
      expect((await readCatalog(job, store)).entries).toMatchObject([{ manifest: next, authentic: true }]);
    }
  }, 30_000);

  test.each([
    ['of the same size', 1000],
    ['of another size', 5000],
  ])(
    'as a file %s is not read in the place of the one before it',
    async (_, size) => {
      const bytes = randomBytes(1000);
      const manifest = await backUp(bytes);
      const other = randomBytes(size);
      await send(await stranger(), other, { ...manifest, stored: contentOf(other) });
      const { store, job } = await reader();
      expect((await readCatalog(job, store)).entries).toMatchObject([{ whole: true }]);
      expect((await fetchBack(store, manifest)).equals(bytes)).toBe(true);
    },
    30_000,
  );

  test('as a file of another size is not read where it was there before', async () => {
    const bytes = randomBytes(1000);
    const manifest = signManifest(manifestOf(bytes), signer);
    const other = randomBytes(5000);
    await send(await stranger(), other, { ...manifest, stored: contentOf(other) });
    const { store: place } = await repository.open({ run: 7 });
    await send(place, bytes, manifest);
    await place.publish(manifest);
    const { store } = await reader();
    expect((await store.list()).backups).toMatchObject([{ whole: true }]);
    expect((await fetchBack(store, manifest)).equals(bytes)).toBe(true);
  }, 30_000);

  test('as a file of the same size is not what a run proves: it reads its own', async () => {
    const bytes = randomBytes(1000);
    const manifest = manifestOf(bytes);
    const [before, after] = [await stranger(), await stranger()];
    await send(before, randomBytes(1000), manifest);
    const { store: place } = await repository.open({ run: 7 });
    await send(place, bytes, manifest);
    await send(after, randomBytes(1000), manifest);
    await place.list();
    expect((await fetchBack(place, manifest, 'partial')).equals(bytes)).toBe(true);
  }, 30_000);
});

describe('a run that clears away what others left', () => {
  test('leaves a file whose manifest came while it asked whether the run is over', async () => {
    const { store: other } = await repository.open({ run: 7 });
    const bytes = randomBytes(1000);
    const manifest = manifestOf(bytes);
    await send(other, bytes, manifest);
    const { store: place, job } = await repository.open({ run: 8 });
    const planted = repository.github.fail({ path: /actions\/runs\/7$/, status: 502 });
    // Before it is asked again there is a pause: the other run is done in it.
    Object.assign(job.clock, { sleep: () => other.publish(manifest) });
    expect((await place.hold(prefix)).removed).toEqual([]);
    expect(planted.hits).toBe(1);
    expect(repository.names().sort()).toEqual([dumpName(manifest), manifestName(manifest.id)].sort());
  }, 30_000);

  test('leaves what a run sent that was completed a moment ago', async () => {
    const bytes = randomBytes(1000);
    const half = manifestOf(bytes);
    await send((await repository.open({ run: 7 })).store, bytes, half);
    const run = repository.github.state.runs.get(7);
    if (run) run.updatedAt = repository.github.state.now();
    const { store: place } = await repository.open({ run: 8 });
    expect((await place.hold(prefix)).removed).toEqual([]);
    if (run) run.updatedAt = longAgo;
    expect((await place.hold(prefix)).removed).toEqual([`artifact://${dumpName(half)}`]);
  }, 30_000);
});
