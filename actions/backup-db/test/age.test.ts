// The payload of age files by Node's ciphers, held against the age library; `backup.engine.test.ts` holds it against the age program.
import { describe, expect, test } from '@jest/globals';
import { Decrypter, Encrypter } from 'age-encryption';
import { ephemeralKey } from '../src/layers.ts';
import { BadFile } from '../src/relay/relay.ts';
import { opened, sealed } from './relays.ts';

const part = 64 * 1024;
const sizes = [0, 1, part - 1, part, part + 1, 2 * part, 5 * part + 17];

function bytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}

describe('an age file', () => {
  test.each(sizes)('of %d bytes is what the library opens, and what the library wrote opens too', async (size) => {
    const plain = bytes(size);
    const key = await ephemeralKey();
    const other = await ephemeralKey();
    const file = await sealed(plain, [other.recipient, key.recipient]);
    for (const identity of [key.identity, other.identity]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(Buffer.from(await decrypter.decrypt(file)).equals(plain)).toBe(true);
    }
    const encrypter = new Encrypter();
    encrypter.addRecipient(key.recipient);
    for (const one of [file, Buffer.from(await encrypter.encrypt(plain))]) {
      expect((await opened(one, [key.identity])).equals(plain)).toBe(true);
      expect((await opened(one, [key.identity], 1 << 20)).equals(plain)).toBe(true);
    }
  });

  test('that is cut anywhere, or has a flipped bit anywhere, does not open', async () => {
    const key = await ephemeralKey();
    const file = await sealed(bytes(2 * part + 100), [key.recipient]);
    const opens = (bytes: Buffer): Promise<boolean> =>
      opened(bytes, [key.identity]).then(
        () => true,
        () => false,
      );
    expect(await opens(file)).toBe(true);
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
      file.length - 20,
      file.length - 1,
    ];
    for (const place of places) {
      const flipped = Buffer.from(file);
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      expect([place, 'flipped', await opens(flipped)]).toEqual([place, 'flipped', false]);
      expect([place, 'cut', await opens(file.subarray(0, place))]).toEqual([place, 'cut', false]);
    }
    expect(await opens(Buffer.concat([file, Buffer.from('x')]))).toBe(false);
  });

  test('does not open with another key, and says so in the words of the library', async () => {
    const [key, other] = [await ephemeralKey(), await ephemeralKey()];
    const file = await sealed(bytes(100), [key.recipient]);
    await expect(opened(file, [other.identity])).rejects.toThrow(/no identity matched/);
    await expect(opened(Buffer.from('PGDMP and so on, not encrypted'), [key.identity])).rejects.toThrow(
      new BadFile('it is no age file', false),
    );
    await expect(opened(Buffer.from('age-encryption.org/v1\n'.padEnd(2_000_000, 'x')), [key.identity])).rejects.toThrow('too long');
  });

  test('moves no two parts: they are counted', async () => {
    const key = await ephemeralKey();
    const file = await sealed(bytes(3 * part), [key.recipient]);
    const payload = file.length - 3 * (part + 16);
    const first = file.subarray(payload, payload + part + 16);
    const second = file.subarray(payload + part + 16, payload + 2 * (part + 16));
    const swapped = Buffer.concat([file.subarray(0, payload), second, first, file.subarray(payload + 2 * (part + 16))]);
    await expect(opened(swapped, [key.identity])).rejects.toThrow();
  });
});
