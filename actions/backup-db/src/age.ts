import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { type Duplex, Transform } from 'node:stream';
import { messageOf } from '@slipway/action';
import type { Decrypter, Encrypter, Recipient } from 'age-encryption';

/**
 * The payload of an age file (age-encryption.org/v1, section "Payload") by the ciphers of Node, which are about seven times as fast as those of the
 * age library. Keys, recipients and headers stay the library's.
 */

const part = 64 * 1024;
const tag = 16;
const nonceLength = 16;
const cipher = 'chacha20-poly1305';
const authTagLength = tag;

/** A header holds a stanza for each recipient; one that is longer than this is none. */
const longestHeader = 1024 * 1024;

/** Header and nonce of a new file, and the key of its payload. */
async function begin(encrypter: Encrypter): Promise<{ head: Buffer; key: KeyObject }> {
  let fileKey: Uint8Array | undefined;
  const witness: Recipient = {
    wrapFileKey(given) {
      fileKey = given;
      return [];
    },
  };
  encrypter.addRecipient(witness);
  // An empty file is its header, a nonce and one tag.
  const empty = Buffer.from(await encrypter.encrypt(new Uint8Array()));
  if (!fileKey) throw new Error('the age library did not ask for a recipient');
  const nonce = randomBytes(nonceLength);
  const head = Buffer.concat([empty.subarray(0, empty.length - nonceLength - tag), nonce]);
  return { head, key: payloadKey(fileKey, nonce) };
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32)));
}

/** Eleven bytes that count the parts, and one that says whether it is the last. */
class Counter {
  readonly #bytes = Buffer.alloc(12);
  next(last: boolean): Buffer {
    const now = Buffer.from(this.#bytes);
    now[11] = last ? 1 : 0;
    for (let index = 10; index >= 0; index--) {
      this.#bytes[index] = ((this.#bytes[index] ?? 0) + 1) & 0xff;
      if (this.#bytes[index] !== 0) break;
    }
    return now;
  }
}

/** Bytes in parts of one size; the last one, which may be shorter, is known only once there are no more. */
class Parts {
  readonly #part: Buffer;
  #length = 0;

  constructor(size: number) {
    this.#part = Buffer.allocUnsafe(size);
  }

  /** The parts that are whole, and surely not the last: each until the next one is asked for. */
  *take(chunk: Buffer): Generator<Buffer> {
    for (let from = 0; from < chunk.length; ) {
      if (this.#length === this.#part.length) {
        yield this.#part;
        this.#length = 0;
      }
      const taken = chunk.copy(this.#part, this.#length, from);
      this.#length += taken;
      from += taken;
    }
  }

  rest(): Buffer {
    return this.#part.subarray(0, this.#length);
  }
}

/** A file that was cut, or whose last part was changed. */
export class BadEnd extends Error {}

export function seal(encrypter: Encrypter): Duplex {
  const counter = new Counter();
  const parts = new Parts(part);
  let key: KeyObject | undefined;
  const close = (plain: Buffer, last: boolean): Buffer => {
    if (!key) throw new Error('bytes came before the key');
    const one = createCipheriv(cipher, key, counter.next(last), { authTagLength });
    const sealed = one.update(plain);
    one.final();
    return Buffer.concat([sealed, one.getAuthTag()]);
  };
  const start = async (stream: Transform): Promise<void> => {
    if (key) return;
    const begun = await begin(encrypter);
    key = begun.key;
    stream.push(begun.head);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      start(this).then(() => {
        for (const plain of parts.take(chunk)) this.push(close(plain, false));
        done();
      }, done);
    },
    flush(done) {
      start(this).then(() => done(null, close(parts.rest(), true)), done);
    },
  });
}

export function unseal(decrypter: Decrypter): Duplex {
  const counter = new Counter();
  const parts = new Parts(part + tag);
  let head = Buffer.alloc(0);
  let key: KeyObject | undefined;
  let opened = 0;
  const open = (sealed: Buffer, last: boolean): Buffer => {
    if (!key || sealed.length < tag) throw new Error('the file ends in the middle of a part');
    const one = createDecipheriv(cipher, key, counter.next(last), { authTagLength });
    one.setAuthTag(sealed.subarray(sealed.length - tag));
    const plain = one.update(sealed.subarray(0, sealed.length - tag));
    one.final();
    // Only an empty file has an empty part.
    if (last && opened > 0 && plain.length === 0) throw new Error('the last part is empty');
    opened++;
    return plain;
  };
  /** Bytes of the payload in a chunk; the header is read from the first ones. */
  const payload = async (chunk: Buffer): Promise<Buffer> => {
    if (key) return chunk;
    head = Buffer.concat([head, chunk]);
    const end = headerEnd(head);
    if (end === undefined || head.length < end + nonceLength) {
      if (head.length > longestHeader) throw new Error('the header is too long for an age file');
      return Buffer.alloc(0);
    }
    const fileKey = await decrypter.decryptHeader(head.subarray(0, end));
    key = payloadKey(fileKey, head.subarray(end, end + nonceLength));
    return head.subarray(end + nonceLength);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      payload(chunk)
        .then((bytes) => {
          for (const sealed of parts.take(bytes)) this.push(open(sealed, false));
        })
        .then(() => done(), done);
    },
    flush(done) {
      try {
        if (!key) throw new Error('the file ends in its header');
        done(null, open(parts.rest(), true));
      } catch (error) {
        done(new BadEnd(`it ends too early, or its last part was changed: ${messageOf(error)}`, { cause: error }));
      }
    },
  });
}

const intro = 'age-encryption.org/v1\n';

/** Where the header ends: after the line of its MAC. Undefined where that has not come yet. */
function headerEnd(head: Buffer): number | undefined {
  const known = Math.min(head.length, intro.length);
  if (head.subarray(0, known).toString('latin1') !== intro.slice(0, known)) throw new Error('it is no age file');
  const mac = head.indexOf('\n--- ');
  if (mac < 0) return undefined;
  const end = head.indexOf('\n', mac + 1);
  return end < 0 ? undefined : end + 1;
}
