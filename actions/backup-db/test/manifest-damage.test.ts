import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Manifest, parseManifest, renderManifest } from '../src/manifest.ts';
import { canonical } from '../src/trust/canonical.ts';
import { readKeys } from '../src/trust/keys.ts';
import { isBelieved, signManifest } from '../src/trust/signature.ts';
import { manifestOf } from './manifests.ts';

const secret = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const { keys } = readKeys({ 'signing-key': secret, 'verify-key': undefined });
const whole = signManifest(manifestOf('2026-01-02T03:04:05Z'), keys.signer);
const bytes = Buffer.from(renderManifest(whole));

/** What it says of the backup; the last sign of a signature has bits that mean nothing. */
const saying = ({ signature: _, verified, ...core }: Manifest): string => canonical({ ...core, level: verified?.level, at: verified?.at });

/** Damaged manifests that say something else and are believed all the same. */
function believed(damaged: Iterable<readonly [where: string, content: Buffer]>): readonly string[] {
  const found: string[] = [];
  for (const [where, content] of damaged) {
    const manifest = parseManifest(content.toString());
    if (manifest && isBelieved(manifest, keys) && saying(manifest) !== saying(whole)) found.push(where);
  }
  return found;
}

function* flips(): Generator<readonly [string, Buffer]> {
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      yield [`bit ${bit} of byte ${at}`, flipped];
    }
  }
}

test('a signed manifest with any one bit flipped, or cut anywhere, is not believed', () => {
  expect(isBelieved(whole, keys)).toBe(true);
  expect(bytes.length).toBeGreaterThan(900);
  expect(believed(flips())).toEqual([]);
  // Without its last byte, the end of its line, it says the same.
  expect(believed(Array.from({ length: bytes.length - 1 }, (_, at) => [`cut at ${at}`, bytes.subarray(0, at)] as const))).toEqual([]);
});
