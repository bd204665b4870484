import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Damaged, unzip } from '../../src/stores/artifact/unzip.ts';
import { trailer, Zip, zipSize } from '../../src/stores/artifact/zip.ts';

const name = 'notes-app-20260102T030405Z-1a2b.dump.zst.age';
const at = new Date('2026-01-02T03:04:06Z');

async function zipped(content: Buffer, chunk = 10_007): Promise<{ bytes: Buffer; zip: Zip }> {
  const zip = new Zip(name, at);
  const all = zip.toArray() as Promise<Buffer[]>;
  for (let from = 0; from < content.length; from += chunk) zip.write(content.subarray(from, from + chunk));
  zip.end();
  return { bytes: Buffer.concat(await all), zip };
}

async function unzipped(bytes: Buffer, chunk = 4099): Promise<Buffer> {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let from = 0; from < bytes.length; from += chunk) yield bytes.subarray(from, from + chunk);
  };
  const parts: Buffer[] = [];
  for await (const part of unzip(chunks())) parts.push(part);
  return Buffer.concat(parts);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a zip of one file', () => {
  test.each([0, 1, 65_534, 65_535, 65_536, 131_070, 300_001])(
    'of %i bytes is what other programs read, and as long as was said',
    async (size) => {
      const content = randomBytes(size);
      const { bytes, zip } = await zipped(content);
      expect(bytes.length).toBe(zipSize(name, size));
      expect(zip.content).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      expect(zip.plain).toBe(size);
      expect((await unzipped(bytes)).equals(content)).toBe(true);
      const path = join(folder, `${size}.zip`);
      writeFileSync(path, bytes);
      const script =
        'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; i, = z.infolist(); print(i.filename, i.date_time); z.extract(i, sys.argv[2])';
      const said = execFileSync('python3', ['-c', script, path, folder]).toString();
      expect(said.trim()).toBe(`${name} (2026, 1, 2, 3, 4, 6)`);
      expect(readFileSync(join(folder, name)).equals(content)).toBe(true);
    },
  );

  test('of more than four gibibytes has its sizes where programs look for them then', () => {
    const plain = 5 * 2 ** 32 + 7;
    const packed = plain + 1_000_000;
    const end = trailer({ name, dos: [0, 0], crc: 1, plain, packed });
    const descriptor = end.subarray(0, 24);
    expect([descriptor.readBigUInt64LE(8), descriptor.readBigUInt64LE(16)]).toEqual([BigInt(packed), BigInt(plain)]);
    const entry = end.subarray(24);
    expect([entry.readUInt32LE(20), entry.readUInt32LE(24)]).toEqual([0xffffffff, 0xffffffff]);
    const extra = entry.subarray(46 + name.length);
    expect([extra.readUInt16LE(0), extra.readBigUInt64LE(4), extra.readBigUInt64LE(12)]).toEqual([1, BigInt(plain), BigInt(packed)]);
    // The record that says where the directory is, and the one that says where that record is.
    const record = extra.subarray(20);
    expect([record.readUInt32LE(0), record.readBigUInt64LE(48)]).toEqual([0x06064b50, BigInt(30 + name.length + packed + 24)]);
    expect(record.subarray(56).readUInt32LE(0)).toBe(0x07064b50);
  });

  test('that lost or changed bytes is damaged, or has another hash', async () => {
    const content = randomBytes(70_000);
    const { bytes, zip } = await zipped(content);
    const same = async (spoilt: Buffer): Promise<boolean> => {
      try {
        const found = await unzipped(spoilt);
        return found.equals(content) && createHash('sha256').update(spoilt).digest('hex') === zip.content.sha256;
      } catch (error) {
        expect(error).toBeInstanceOf(Damaged);
        return false;
      }
    };
    expect(await same(bytes)).toBe(true);
    const heads = [0, 5, 6, 8, 26, 30, 73, 74, 75, 76, 79];
    const ends = [1, 22, 23, 60, 100, 110, 130, 136, 140];
    for (const position of [...heads, 40_000, 65_600, ...ends.map((back) => bytes.length - back)]) {
      const spoilt = Buffer.from(bytes);
      spoilt[position] = (spoilt[position] ?? 0) ^ 1;
      expect([position, await same(spoilt)]).toEqual([position, false]);
    }
    for (const length of [...heads, 40_000, 65_600, ...ends.map((back) => bytes.length - back)])
      expect([length, await same(bytes.subarray(0, length))]).toEqual([length, false]);
  });
});
