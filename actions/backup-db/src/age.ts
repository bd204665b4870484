import { hkdfSync, randomBytes } from 'node:crypto';
import type { Decrypter, Encrypter, Recipient } from 'age-encryption';

/**
 * Keys of the payload of an age file (age-encryption.org/v1, section "Payload"): the payload itself passes a relay, whose ciphers are many times as fast
 * as those of the age library. Recipients and headers stay the library's.
 */

const tag = 16;
const nonceLength = 16;

/** Key of the payload of a new file, and behind it the header and nonce that stand before that payload. */
export async function beginFile(encrypter: Encrypter): Promise<Buffer> {
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
  return Buffer.concat([payloadKey(fileKey, nonce), empty.subarray(0, empty.length - nonceLength - tag), nonce]);
}

/** @param known the header and the nonce behind it @throws Error of the library where no identity is meant, or the header was changed */
export async function keyOf(decrypter: Decrypter, known: Buffer): Promise<Buffer> {
  const end = known.length - nonceLength;
  return payloadKey(await decrypter.decryptHeader(known.subarray(0, end)), known.subarray(end));
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}
