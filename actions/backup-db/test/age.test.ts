// The payload of age files by Node's ciphers, held against the age library; `backup.engine.test.ts` holds it against the age program.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { Decrypter, Encrypter } from 'age-encryption';
import { decrypt, encrypt, ephemeralKey } from '../src/layers.ts';

const part = 64 * 1024;
const sizes = [0, 1, part - 1, part, part + 1, 2 * part, 5 * part + 17];

function bytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}

/** Chunks of odd sizes, as pipes give them. */
function through(data: Buffer, layer: NodeJS.ReadWriteStream, step = 7919): Promise<Buffer> {
  const chunks = Array.from({ length: Math.ceil(data.length / step) }, (_, index) => data.subarray(index * step, (index + 1) * step));
  const source = Readable.from(chunks);
  return new Promise((resolve, reject) => {
    source.pipe(layer).on('error', reject);
    buffer(layer).then(resolve, reject);
  });
}

describe('an age file', () => {
  test.each(sizes)('of %d bytes is what the library opens, and what the library wrote opens too', async (size) => {
    const plain = bytes(size);
    const key = await ephemeralKey();
    const other = await ephemeralKey();
    const sealed = await through(plain, encrypt([other.recipient, key.recipient]));
    for (const identity of [key.identity, other.identity]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(Buffer.from(await decrypter.decrypt(sealed)).equals(plain)).toBe(true);
    }
    const encrypter = new Encrypter();
    encrypter.addRecipient(key.recipient);
    for (const file of [sealed, Buffer.from(await encrypter.encrypt(plain))]) {
      expect((await through(file, decrypt([key.identity]))).equals(plain)).toBe(true);
      expect((await through(file, decrypt([key.identity]), 1 << 20)).equals(plain)).toBe(true);
    }
  });

  test('that is cut anywhere, or has a flipped bit anywhere, does not open', async () => {
    const key = await ephemeralKey();
    const sealed = await through(bytes(2 * part + 100), encrypt([key.recipient]));
    const opens = (file: Buffer): Promise<boolean> =>
      through(file, decrypt([key.identity])).then(
        () => true,
        () => false,
      );
    expect(await opens(sealed)).toBe(true);
    const places = [
      0,
      5,
      30,
      100,
      150,
      180,
      195,
      200,
      210,
      300,
      part,
      part + 210,
      part + 230,
      2 * part + 250,
      sealed.length - 20,
      sealed.length - 1,
    ];
    for (const place of places) {
      const flipped = Buffer.from(sealed);
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      expect([place, 'flipped', await opens(flipped)]).toEqual([place, 'flipped', false]);
      expect([place, 'cut', await opens(sealed.subarray(0, place))]).toEqual([place, 'cut', false]);
    }
    expect(await opens(Buffer.concat([sealed, Buffer.from('x')]))).toBe(false);
  });

  test('does not open with another key, and says so in the words of the library', async () => {
    const [key, other] = [await ephemeralKey(), await ephemeralKey()];
    const sealed = await through(bytes(100), encrypt([key.recipient]));
    await expect(through(sealed, decrypt([other.identity]))).rejects.toThrow(/no identity matched/);
    await expect(through(Buffer.from('PGDMP and so on, not encrypted'), decrypt([key.identity]))).rejects.toThrow('it is no age file');
    await expect(through(Buffer.from('age-encryption.org/v1\n'.padEnd(2_000_000, 'x')), decrypt([key.identity]))).rejects.toThrow(
      'too long',
    );
  });

  test('moves no two parts: they are counted', async () => {
    const key = await ephemeralKey();
    const sealed = await through(bytes(3 * part), encrypt([key.recipient]));
    const payload = sealed.length - 3 * (part + 16);
    const first = sealed.subarray(payload, payload + part + 16);
    const second = sealed.subarray(payload + part + 16, payload + 2 * (part + 16));
    const swapped = Buffer.concat([sealed.subarray(0, payload), second, first, sealed.subarray(payload + 2 * (part + 16))]);
    await expect(through(swapped, decrypt([key.identity]))).rejects.toThrow();
  });
});
