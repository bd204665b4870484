import type { Manifest, Proof, Signature } from '../manifest.ts';
import { canonical } from './canonical.ts';
import type { Keys, Signer, Verifier } from './keys.ts';

/**
 * Two signatures, because two may write a manifest. The one of the backup is over everything but the proof, and stays as long as the backup does:
 * name, time, hashes, counts. The one of a proof is over all that and the proof, so that a proof stands for this backup and no other. `failed` needs
 * none: whoever can write to the destination can take a backup away, but nobody without the key can make one count.
 */

/** Words before what is signed, so that no signature of one kind passes for one of another. */
const purposes = { backup: 'slipway backup-db manifest\n', proof: 'slipway backup-db proof\n' } as const;

export function signManifest(manifest: Manifest, signer: Signer | undefined): Manifest {
  if (!signer) return manifest;
  const { verified, signature: _, ...core } = manifest;
  const signed: Manifest = { ...core, signature: make(signer, 'backup', core) };
  return verified ? { ...signed, verified: signProof(signed, verified, signer) } : signed;
}

/** The proof with the signature of who made it. */
export function signProof(manifest: Manifest, { signature: _, ...proof }: Proof, signer: Signer | undefined): Proof {
  return signer ? { ...proof, signature: make(signer, 'proof', proven(manifest, proof)) } : proof;
}

function make(signer: Signer, purpose: keyof typeof purposes, value: unknown): Signature {
  return { key: signer.name, value: signer.sign(purposes[purpose] + canonical(value)) };
}

function proven({ signature: _, ...core }: Manifest, proof: Proof): unknown {
  return { ...core, verified: proof };
}

/** What the signatures of a manifest are worth. */
export interface Trust {
  /** Why what it says of the backup is not believed. */
  readonly backup?: string;
  /** Why its proof is not believed. */
  readonly proof?: string;
}

export function judge(manifest: Manifest, { verifiers }: Pick<Keys, 'verifiers'>): Trust {
  if (verifiers.length === 0) return {};
  const { verified, signature, ...core } = manifest;
  const asks = verified !== undefined && verified.level !== 'failed';
  if (asks) {
    const { signature: seal, ...proof } = verified;
    const doubt = check(seal, 'proof', () => proven(manifest, proof), verifiers);
    // Who signed the proof signed the backup with it.
    if (doubt === undefined) return {};
    const why = check(signature, 'backup', () => core, verifiers);
    return why === undefined ? { proof: `its proof is ${doubt}` } : { backup: `its manifest is ${why}` };
  }
  const why = check(signature, 'backup', () => core, verifiers);
  return why === undefined ? {} : { backup: `its manifest is ${why}` };
}

/** Every signature that is asked for is there and good. */
export function isBelieved(manifest: Manifest, keys: Pick<Keys, 'verifiers'>): boolean {
  const { backup, proof } = judge(manifest, keys);
  return backup === undefined && proof === undefined;
}

/** Believed, with a proof or with what became of one: a copy whose proof was taken out has a good signature too. */
export function isSettled(manifest: Manifest, keys: Pick<Keys, 'verifiers'>): boolean {
  return manifest.verified !== undefined && isBelieved(manifest, keys);
}

/** Of manifests of one backup the first that is believed most. */
export function mostBelieved(manifests: readonly Manifest[], keys: Pick<Keys, 'verifiers'>): Manifest | undefined {
  const degrees = [isSettled, isBelieved, (manifest: Manifest) => judge(manifest, keys).backup === undefined];
  for (const degree of degrees) {
    const found = manifests.find((manifest) => degree(manifest, keys));
    if (found) return found;
  }
  return manifests[0];
}

function check(
  signature: Signature | undefined,
  purpose: keyof typeof purposes,
  value: () => unknown,
  verifiers: readonly Verifier[],
): string | undefined {
  if (typeof signature?.value !== 'string') return 'not signed';
  const text = purposes[purpose] + canonical(value());
  if (verifiers.some((verifier) => verifier.verify(text, signature.value))) return undefined;
  const known = verifiers.some(({ name }) => name === signature.key);
  return known ? 'signed for something else: it was changed' : 'signed by a key that verify-key does not hold';
}
