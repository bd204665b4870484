import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { Upload } from '../../src/stores/objects/bucket.ts';
import { firstPart, partSize } from '../../src/stores/objects/parts.ts';
import { openRoom } from '../../src/stores/objects/room.ts';
import { sendParts } from '../../src/stores/objects/send.ts';
import { newFolder } from '../fixture.ts';
import { contentOf, pieces } from './places.ts';

const mebi = 2 ** 20;
const cut = { uniform: false, parts: 900 };

describe('the parts of an upload', () => {
  test.each([
    [0, 16],
    [14 * 1024 * mebi, 16],
    [100 * 1024 * mebi, 114],
    [1e15, 4000],
  ])('for an estimate of %d bytes begin with %d MiB', (estimate, size) => {
    expect(firstPart(estimate, cut)).toBe(size * mebi);
  });

  test('grow, so that 900 hold a tebibyte that nobody foresaw, and none is larger than S3 and Azure Blob take', () => {
    let sum = 0;
    let before = 0;
    for (let number = 1; number <= 900; number++) {
      const size = partSize(number, 16 * mebi, cut);
      expect(size).toBeGreaterThanOrEqual(before);
      expect(size).toBeLessThanOrEqual(4000 * mebi);
      before = size;
      sum += size;
    }
    expect(sum).toBeGreaterThan(2 ** 40);
    // What was foreseen fits without growing much.
    expect(150 * firstPart(50 * 1024 * mebi, cut)).toBeLessThan(50 * 1024 * mebi);
  });

  test('are of one size where the service wants that', () => {
    expect(partSize(5000, 16 * mebi, { uniform: true })).toBe(16 * mebi);
  });

  /** Takes parts as a service does: later, and not in order. */
  function takes(parts: Map<number, Buffer>, fails?: number): Upload {
    return {
      id: '1',
      async part(number, body) {
        await new Promise((resolve) => setTimeout(resolve, (number % 3) * 20));
        if (number === fails) throw new Error('part refused');
        const content = body.open();
        const bytes = Buffer.from(content instanceof Readable ? await buffer(content) : content);
        expect(contentOf(bytes)).toEqual({ size: body.size, sha256: body.sha256 });
        parts.set(number, bytes);
      },
      complete: async () => {},
    };
  }

  test('are together what came, however they arrive', async () => {
    const bytes = randomBytes(1_000_003);
    const parts = new Map<number, Buffer>();
    const size = await sendParts(pieces(bytes, 7001), takes(parts), { cut, first: 64_000, temp: '/nowhere' });
    expect(size).toBe(bytes.length);
    const sorted = [...parts].sort(([a], [b]) => a - b);
    expect(sorted.map(([number]) => number)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(Buffer.concat(sorted.map(([, part]) => part)).equals(bytes)).toBe(true);
  });

  test('of nothing are one empty part', async () => {
    const parts = new Map<number, Buffer>();
    expect(await sendParts(Readable.from([]), takes(parts), { cut, first: 64_000, temp: '/nowhere' })).toBe(0);
    expect([...parts]).toEqual([[1, Buffer.alloc(0)]]);
  });

  test('fail with the first that fails, also while the next bytes are waited for', async () => {
    const waits = new PassThrough();
    waits.write(randomBytes(100_000));
    await expect(sendParts(waits, takes(new Map(), 1), { cut, first: 64_000, temp: '/nowhere' })).rejects.toThrow('part refused');
  });

  test('that are large wait on the disk, read by nobody else, and leave nothing there', async () => {
    const temp = newFolder();
    const bytes = randomBytes(3_000_000);
    const room = openRoom(17 * mebi, temp, []);
    for (let at = 0; at < bytes.length; at += 500_000) expect(await room.take(bytes.subarray(at, at + 500_000))).toBe(500_000);
    const body = await room.close();
    for (let attempt = 0; attempt < 2; attempt++) expect(contentOf(await buffer(body.open() as Readable))).toEqual(contentOf(bytes));
    expect(readdirSync(temp)).toHaveLength(1);
    await room.discard();
    expect(readdirSync(temp)).toEqual([]);
  });
});
