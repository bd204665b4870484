import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readCatalog } from '../src/catalog.ts';
import { choose } from '../src/choose.ts';
import { counts } from '../src/entry.ts';
import { type Manifest, parseManifest, renderManifest } from '../src/manifest.ts';
import { withDefaults } from '../src/settled.ts';
import { canonical } from '../src/trust/canonical.ts';
import { type Keys, readKeys } from '../src/trust/keys.ts';
import { judge, signManifest, signProof } from '../src/trust/signature.ts';
import { inputsOf } from './fixture.ts';
import { entryOf, manifestOf, unproven } from './manifests.ts';

const pair = (): { readonly secret: string; readonly open: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    open: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
};
const line = (pem: string): string => pem.split('\n')[1] ?? '';
const keysOf = (signing: string | undefined, verifying?: string): Keys => {
  const { keys, problems } = readKeys({ 'signing-key': signing, 'verify-key': verifying });
  expect(problems).toEqual([]);
  return keys;
};

const ours = pair();
const theirs = pair();
const signer = keysOf(ours.secret).signer;
const readers = keysOf(undefined, ours.open);
const signed = signManifest(manifestOf('2026-01-02T03:04:05Z'), signer);

describe('keys', () => {
  test('are PEM or the line inside, of openssl too, and verify-key may be several', () => {
    const pem = execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519'], { encoding: 'utf8' });
    const open = execFileSync('openssl', ['pkey', '-pubout'], { input: pem, encoding: 'utf8' });
    for (const [secret, known] of [
      [pem, open],
      [line(pem), line(open)],
      [pem, `${theirs.open}\n${line(open)}\n`],
      [pem, undefined],
    ] as const) {
      const keys = keysOf(secret, known);
      expect(judge(signManifest(manifestOf(0), keys.signer), keys)).toEqual({});
    }
    expect(keysOf(undefined).verifiers).toEqual([]);
    expect(keysOf(undefined, `${ours.open}${theirs.open}`).verifiers).toHaveLength(2);
  });

  test.each([
    ['signing-key', { 'signing-key': ours.open, 'verify-key': undefined }],
    ['signing-key', { 'signing-key': 'AAAA', 'verify-key': undefined }],
    [
      'signing-key',
      {
        'signing-key': generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        'verify-key': undefined,
      },
    ],
    ['verify-key', { 'signing-key': undefined, 'verify-key': ours.secret }],
    ['verify-key', { 'signing-key': undefined, 'verify-key': line(ours.secret) }],
    ['verify-key', { 'signing-key': undefined, 'verify-key': `${ours.open}\nAAAA` }],
    ['verify-key', { 'signing-key': undefined, 'verify-key': '# nothing but a word' }],
  ])('a bad %s is a problem that does not show it', (input, inputs) => {
    const { problems } = readKeys(inputs);
    expect(problems.map((problem) => problem.input)).toEqual([input]);
    expect(problems[0]?.message).not.toContain(line(ours.secret).slice(20));
  });
});

test('the canonical text does not depend on the order of keys, and on nothing else', () => {
  expect(canonical({ b: [1, { d: null, c: 'ü"' }], a: undefined })).toBe('{"b":[1,{"c":"ü\\"","d":null}]}');
  expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }));
  expect(canonical({ a: ['1', '2'] })).not.toBe(canonical({ a: ['1,2'] }));
});

describe('a signed manifest', () => {
  test('is believed after it was written and read', () => {
    expect(judge(parseManifest(renderManifest(signed)) as Manifest, readers)).toEqual({});
  });

  /** What somebody who can write to the destination, and has no key, may try. */
  const other = signManifest(manifestOf('2026-01-03T03:04:05Z'), signer);
  const bare = signManifest(unproven('2026-01-02T03:04:05Z'), signer);
  const stranger = keysOf(theirs.secret).signer;
  const proof = { level: 'archive', at: '2026-01-02T03:04:05.000Z' } as const;
  test.each<[string, Manifest, { backup?: unknown; proof?: unknown }]>([
    ['another time', { ...signed, created: '2026-06-01T00:00:00.000Z' }, { backup: expect.stringMatching(/it was changed/) }],
    [
      'an old one under a newer name',
      { ...signed, id: other.id, created: other.created },
      { backup: expect.stringMatching(/it was changed/) },
    ],
    [
      'the content of another',
      { ...signed, stored: { size: 10, sha256: 'c'.repeat(64) } },
      { backup: expect.stringMatching(/it was changed/) },
    ],
    ['another database', { ...signed, database: 'other' }, { backup: expect.anything() }],
    ['more than was signed', { ...signed, ...{ note: 'x' } }, { backup: expect.anything() }],
    ['another encryption', { ...signed, encryption: 'none' }, { backup: expect.anything() }],
    ['no signatures', manifestOf('2026-01-02T03:04:05Z'), { backup: 'its manifest is not signed' }],
    [
      'the key of a stranger',
      signManifest(manifestOf('2026-01-02T03:04:05Z'), stranger),
      { backup: expect.stringMatching(/does not hold/) },
    ],
    [
      'the name of our key on the signature of a stranger',
      {
        ...bare,
        signature: { key: signer?.name ?? '', value: signManifest(unproven('2026-01-02T03:04:05Z'), stranger).signature?.value ?? '' },
      },
      { backup: expect.anything() },
    ],
    ['a proof that nobody signed', { ...bare, verified: proof }, { proof: 'its proof is not signed' }],
    ['a proof of a stranger', { ...bare, verified: signProof(bare, proof, stranger) }, { proof: expect.anything() }],
    ['the proof of another backup', { ...bare, ...(other.verified ? { verified: other.verified } : {}) }, { proof: expect.anything() }],
    [
      'the signature of the backup as that of the proof',
      { ...bare, verified: { ...proof, ...(bare.signature ? { signature: bare.signature } : {}) } },
      { proof: expect.anything() },
    ],
    [
      'a better level',
      { ...signed, ...(signed.verified ? { verified: { ...signed.verified, level: 'restore' } } : {}) },
      { proof: expect.anything() },
    ],
    [
      'a younger proof',
      { ...signed, ...(signed.verified ? { verified: { ...signed.verified, at: '2027-01-01T00:00:00.000Z' } } : {}) },
      { proof: expect.anything() },
    ],
    ['its proof without the signature', { ...signed, verified: proof }, { proof: 'its proof is not signed' }],
  ])('with %s is not believed', (_name, manifest, doubt) => {
    expect(judge(manifest, readers)).toEqual(doubt);
  });

  test('may be marked as failed by anybody: that takes it away, and makes nothing count', () => {
    expect(judge({ ...signed, verified: { level: 'failed', at: '' } }, readers)).toEqual({});
    expect(judge({ ...manifestOf(0), verified: { level: 'failed', at: '' } }, readers)).toEqual({ backup: 'its manifest is not signed' });
  });

  test('keeps its signature through a second proof, and needs none where nobody asks', () => {
    const again: Manifest = { ...signed, verified: signProof(signed, { level: 'restore', at: '2026-02-01T00:00:00.000Z' }, signer) };
    expect(again.signature).toEqual(signed.signature);
    expect(judge(again, readers)).toEqual({});
    expect(judge({ ...signed, created: '2026-06-01T00:00:00.000Z' }, { verifiers: [] })).toEqual({});
  });
});

test('a manifest with a proof that is none is none', () => {
  for (const verified of [null, 5, {}, { level: 'archive' }])
    expect(parseManifest(JSON.stringify({ ...signed, verified }))).toBeUndefined();
});

describe('a backup that is not believed', () => {
  const forged = { ...signed, created: '2026-06-01T00:00:00.000Z' };
  const older = signManifest(manifestOf('2026-01-01T00:00:00Z'), signer);
  const unsealed = { ...signManifest(unproven('2026-01-03T00:00:00Z'), signer), verified: { level: 'archive', at: '' } as const };
  const store = (...manifests: readonly Manifest[]) => ({
    folder: '/b',
    list: async () => ({ backups: manifests.map((manifest) => entryOf(manifest)), strange: 0 }),
  });
  const job = (more: Record<string, string> = {}, keys = readers) => ({
    inputs: withDefaults(inputsOf({ mode: 'restore', into: 'x', destination: '/b', 'project-name': 'notes', ...more })),
    project: 'notes',
    keys,
  });

  test('does not count', async () => {
    const { entries } = await readCatalog(job(), store(forged, older));
    expect(entries.map(counts)).toEqual([false, true]);
    expect((await choose(job(), store(forged, older), 'app')).manifest.id).toBe(older.id);
    expect((await choose(job({}, keysOf(undefined)), store(forged, older), 'app')).manifest.id).toBe(forged.id);
    await expect(choose(job(), store(forged), 'app')).rejects.toMatchObject({
      reason: 'no-backup',
      message: expect.stringMatching(/1 of them not believed/),
    });
  });

  test('is refused by its name, unless only its proof is in doubt', async () => {
    await expect(choose(job({ id: forged.id }), store(forged), 'app')).rejects.toMatchObject({ reason: 'untrusted' });
    expect((await choose(job({ id: unsealed.id }), store(unsealed), 'app')).manifest.id).toBe(unsealed.id);
    await expect(choose(job(), store(unsealed), 'app')).rejects.toMatchObject({ reason: 'no-backup' });
  });

  test('two manifests of one name are believed neither; the same one twice is one', async () => {
    expect((await readCatalog(job(), store(older, older))).entries).toHaveLength(1);
    const { entries } = await readCatalog(job({}, keysOf(undefined)), store(older, { ...older, verified: { level: 'restore', at: '' } }));
    expect(entries.map((entry) => [counts(entry), entry.doubt])).toEqual([[false, 'two different manifests have its name']]);
  });
});
