import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { localShell, pipe } from '@slipway/shell';
import { freshness } from '../src/choose.ts';
import type { Entry } from '../src/entry.ts';
import { compress, decompress, ephemeralKey, findCompressor, readIdentities } from '../src/layers.ts';
import { isProven, type Manifest, parseManifest, renderManifest } from '../src/manifest.ts';
import { backupId, dumpName, isId, partialGlob } from '../src/names.ts';
import { idPrefix } from '../src/prefix.ts';
import { formatBytes } from '../src/progress.ts';
import { describeDifferences } from '../src/sources/postgres/proof.ts';
import { parseListing } from '../src/stores/folder.ts';
import { opened, sealed } from './relays.ts';

const content = { size: 10, sha256: 'a'.repeat(64) };
const manifest = (created: string, more: Partial<Manifest> = {}): Manifest => ({
  version: 2,
  id: backupId(idPrefix('notes', 'app'), new Date(created), '1a2b'),
  created,
  project: 'notes',
  database: 'app',
  tag: 'manual',
  run: '42',
  facts: {
    kind: 'postgres',
    server: { version: '17.4', major: 17 },
    properties: { encoding: 'UTF8', collate: 'C', ctype: 'C', provider: 'c', locale: '', owner: 'app' },
    tables: [{ schema: 'public', name: 'notes', rows: 3 }],
  },
  plain: content,
  stored: content,
  compression: 'zstd',
  encryption: 'age',
  recipients: ['age1x'],
  duration: 1,
  verified: { level: 'archive', at: created },
  ...more,
});

describe('names', () => {
  test('an id is safe as a file name, and sorts by time', () => {
    expect(backupId(idPrefix('notes', 'my app/../x'), new Date('2026-01-02T03:04:05.678Z'), '1a2b')).toBe(
      'notes-my_app_.._x-20260102T030405Z-1a2b',
    );
    expect(idPrefix('-rf', 'x')).toBe('_-rf-x');
    for (const id of ['../../etc/passwd', 'a-20260102T030405Z-1a2b/..', '-a-20260102T030405Z-1a2b', 'a-20260102T030405Z-1A2B', ''])
      expect(isId(id)).toBe(false);
    expect(isId('notes-my_app_.._x-20260102T030405Z-1a2b')).toBe(true);
  });

  test('the partial files of a prefix are no longer prefix', () => {
    expect(partialGlob('notes-app')).toMatch(/^notes-app-(\[0-9\]){8}T(\[0-9\]){6}Z-(\[0-9a-f\]){4}\.partial$/);
  });
});

describe('a manifest', () => {
  test('comes back as it was written, on one line', () => {
    const written = renderManifest(manifest('2026-01-02T03:04:05.678Z'));
    expect(written.split('\n')).toHaveLength(2);
    expect(parseManifest(written)).toEqual(manifest('2026-01-02T03:04:05.678Z'));
  });

  test.each([
    ['no JSON', '{"version":2,'],
    ['another version', JSON.stringify({ ...manifest('2026-01-02T03:04:05Z'), version: 1 })],
    ['an id that leads out of the folder', JSON.stringify({ ...manifest('2026-01-02T03:04:05Z'), id: '../x-20260102T030405Z-1a2b' })],
    ['facts of no kind', JSON.stringify({ ...manifest('2026-01-02T03:04:05Z'), facts: { kind: 'mystery' } })],
    ['no hash', JSON.stringify({ ...manifest('2026-01-02T03:04:05Z'), stored: { size: 1, sha256: '' } })],
    ['a file of somebody else', '{"name":"package","version":1}'],
  ])('is none with %s', (_, line) => {
    expect(parseManifest(line)).toBeUndefined();
  });

  test('counts as proven only after a reading back', () => {
    expect(isProven(manifest('2026-01-02T03:04:05Z'))).toBe(true);
    for (const level of ['checksum', 'failed'] as const)
      expect(isProven(manifest('2026-01-02T03:04:05Z', { verified: { level, at: '' } }))).toBe(false);
    const { verified: _, ...unproven } = manifest('2026-01-02T03:04:05Z');
    expect(isProven(unproven)).toBe(false);
  });
});

describe('a listing', () => {
  const older = manifest('2026-01-01T00:00:00.000Z');
  const newer = manifest('2026-01-02T00:00:00.000Z');
  const file = (entry: Manifest, size = entry.stored.size): string => `${size} ./${dumpName(entry)}\n`;
  const text = `${renderManifest(older)}{"name":"foreign"}\n${renderManifest(newer)}\n---\n${file(older)}${file(newer, 9)}12 ./other.dump.zst\n`;
  const listed = parseListing(text, (name) => `/b/${name}`);

  test('is newest first, tells files of another size apart, and counts what is strange', () => {
    expect(listed.backups.map(({ manifest: { id }, whole }) => [id, whole])).toEqual([
      [newer.id, false],
      [older.id, true],
    ]);
    expect(listed.strange).toBe(1);
    expect(parseListing('', String)).toEqual({ backups: [], strange: 0 });
  });

  test('has an age for each database by itself', () => {
    const other: Entry = {
      manifest: manifest('2026-01-02T00:00:00Z', { database: 'b', verified: { level: 'checksum', at: '' } }),
      path: '',
      whole: true,
      authentic: true,
    };
    const ages = freshness(
      [...listed.backups.map((backup) => ({ ...backup, authentic: true })), other],
      Date.parse('2026-01-02T00:00:00Z'),
    );
    expect(ages.map(({ database, age }) => [database, age])).toEqual([
      ['app', 86_400_000],
      ['b', Number.POSITIVE_INFINITY],
    ]);
  });
});

describe('the layers', () => {
  const data = Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.alloc(300_000, 'text and more '),
    Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))),
  ]);

  test('give back what went in', async () => {
    for (const input of [data, Buffer.alloc(0), Buffer.alloc(65_536, 1)]) {
      const key = await ephemeralKey();
      const file = await sealed(await buffer(Readable.from([input]).pipe(compress())), [key.recipient]);
      expect(await buffer(Readable.from([await opened(file, [key.identity])]).pipe(decompress()))).toEqual(input);
    }
  });

  test("are the same by the machine's zstd and by Node", async () => {
    const programs = [
      await findCompressor(),
      await findCompressor({ ...localShell(), run: () => Promise.reject(new Error('no zstd here')) }),
    ];
    for (const start of programs) {
      const out = decompress();
      const [found] = await Promise.all([buffer(out), pipe(Readable.from([data]), start({ deadline: 10_000 }), out)]);
      expect(found).toEqual(data);
    }
  });

  test('compression alone finds every flipped bit in its data', async () => {
    const packed = await buffer(Readable.from([data]).pipe(compress()));
    for (let at = 20; at < packed.length; at += 4999) {
      const damaged = Buffer.from(packed);
      damaged[at] = (damaged[at] ?? 0) ^ 4;
      await expect(buffer(Readable.from([damaged]).pipe(decompress()))).rejects.toThrow();
    }
  });

  test('a key is read from the file that age-keygen writes', () => {
    expect(readIdentities('# created: now\n# public key: age1x\nAGE-SECRET-KEY-1ABC\n', 'x')).toEqual(['AGE-SECRET-KEY-1ABC']);
    expect(() => readIdentities(undefined, 'mode restore')).toThrow('mode restore needs age-identity');
    expect(() => readIdentities('age1x', 'x')).toThrow('AGE-SECRET-KEY-');
  });
});

test('differences of rows are named table by table', () => {
  const table = (name: string, rows: number) => ({ schema: 'public', name, rows });
  expect(describeDifferences([table('a', 1), table('b', 2)], [table('a', 1), table('b', 2)])).toEqual([]);
  expect(describeDifferences([table('a', 1), table('x', 0)], [table('a', 2), table('b', 0)])).toEqual([
    'public.a: 1 instead of 2 rows',
    'public.b: no such table instead of 0 rows',
    'public.x: not in the manifest',
  ]);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
