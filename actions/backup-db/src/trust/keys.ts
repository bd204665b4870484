import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Problem } from '@slipway/action';

/** Ed25519 keys as openssl makes them: a PEM block, or the one line of base64 inside it. */

export interface Signer {
  /** What others know the key by. */
  readonly name: string;
  sign(text: string): string;
}

export interface Verifier {
  readonly name: string;
  verify(text: string, signature: string): boolean;
}

/** Keys of a run. Without verifiers nothing is asked of a manifest. */
export interface Keys {
  readonly signer: Signer | undefined;
  /** Manifests count only if one of these signed them. */
  readonly verifiers: readonly Verifier[];
}

interface KeyInputs {
  readonly 'signing-key': string | undefined;
  readonly 'verify-key': string | undefined;
}

const make = 'openssl genpkey -algorithm ed25519 makes one';

/** The keys of the inputs, and what is wrong with them; no message shows a key. Who can sign trusts at least himself. */
export function readKeys(inputs: KeyInputs): { readonly keys: Keys; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const given = inputs['signing-key'];
  const key = given === undefined ? undefined : privateKey(given);
  if (given !== undefined && !key) problems.push({ input: 'signing-key', message: `is no Ed25519 private key in PEM; ${make}` });
  const verifiers: Verifier[] = [];
  for (const [index, text] of blocks(inputs['verify-key'] ?? '').entries()) {
    const found = publicKey(text);
    if (found) verifiers.push(verifierOf(found));
    else problems.push({ input: 'verify-key', message: explain(text, index) });
  }
  if (key && inputs['verify-key'] === undefined) verifiers.push(verifierOf(createPublicKey(key)));
  const signer = key && signerOf(key);
  if (signer && problems.length === 0 && !verifiers.some(({ name }) => name === signer.name))
    problems.push({ input: 'verify-key', message: 'does not have the public key of signing-key: what is made here would not count' });
  return { keys: { signer, verifiers }, problems };
}

function explain(text: string, index: number): string {
  const which = `has as number ${index + 1}`;
  if (privateKey(text))
    return `${which} a private key. Put its public key here (openssl pkey -pubout), and make a new key: this one was shown`;
  return `${which} what is no Ed25519 public key in PEM; openssl pkey -pubout writes it`;
}

/** PEM blocks and single lines. */
function blocks(text: string): readonly string[] {
  return (text.match(/-----BEGIN [\s\S]*?-----END [^\n]*-----|^(?!-----)\S+$/gm) ?? (text.trim() ? [text] : [])).map((block) =>
    block.trim(),
  );
}

function privateKey(text: string): KeyObject | undefined {
  const key = attempt(() =>
    isPem(text) ? createPrivateKey(text) : createPrivateKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' }),
  );
  return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}

/** Node would take a private key in PEM and derive the public one: here it must not stand at all. */
function publicKey(text: string): KeyObject | undefined {
  if (privateKey(text)) return undefined;
  const key = attempt(() =>
    isPem(text) ? createPublicKey(text) : createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' }),
  );
  return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}

const isPem = (text: string): boolean => text.includes('-----BEGIN');

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function signerOf(key: KeyObject): Signer {
  return { name: nameOf(createPublicKey(key)), sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

function verifierOf(key: KeyObject): Verifier {
  return { name: nameOf(key), verify: (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')) };
}

function nameOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
}
