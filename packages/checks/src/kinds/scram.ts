import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding. */
export interface Scram {
  /** The first message of the client. */
  readonly first: string;
  /** The answer to the server's first message; undefined where that makes no sense. */
  proof(serverFirst: string): Promise<string | undefined>;
  /** Whether the server's last message proves that it knows the password too. */
  verify(serverFinal: string): boolean;
}

/** More rounds than any server sets; they are work for this side. */
const mostRounds = 1_000_000;

export function startScram(password: string, nonce = randomBytes(18).toString('base64')): Scram {
  const bare = `n=,r=${nonce}`;
  let expected: Buffer = Buffer.alloc(0);
  return {
    first: `n,,${bare}`,
    async proof(serverFirst) {
      const [, joined = '', salt = '', count = ''] = /^r=([^,]+),s=([^,]+),i=(\d{1,9})/.exec(serverFirst) ?? [];
      const rounds = Number(count);
      if (!joined.startsWith(nonce) || rounds < 1 || rounds > mostRounds) return undefined;
      const salted = await promisify(pbkdf2)(password.normalize('NFKC'), Buffer.from(salt, 'base64'), rounds, 32, 'sha256');
      const last = `c=biws,r=${joined}`;
      const whole = `${bare},${serverFirst},${last}`;
      const key = hmac(salted, 'Client Key');
      const signature = hmac(createHash('sha256').update(key).digest(), whole);
      expected = hmac(hmac(salted, 'Server Key'), whole);
      return `${last},p=${Buffer.from(key.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64')}`;
    },
    verify(serverFinal) {
      const given = Buffer.from(/^v=([^,]+)/.exec(serverFinal)?.[1] ?? '', 'base64');
      return given.length === expected.length && given.length > 0 && timingSafeEqual(given, expected);
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
