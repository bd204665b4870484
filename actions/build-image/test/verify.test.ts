import { expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { digestOf, type Manifest, type Registry } from '../src/registry.ts';
import { parseRepository, type Repository } from '../src/repository.ts';
import { verifyPush } from '../src/verify.ts';

const repository = parseRepository('ghcr.io/acme/app') as Repository;
const manifest = (text: string): Manifest => ({ digest: digestOf(Buffer.from(text)), mediaType: '', bytes: Buffer.from(text) });
const pushed = manifest('{"config":{"size":10},"layers":[{"size":30},{"size":2}]}');
const other = manifest('{"manifests":[]}');

function holding(content: Readonly<Record<string, Manifest>>): Registry {
  return { manifest: async (reference) => content[reference], put: async () => {}, checkPush: async () => {} };
}

test('a digest that the registry holds is good, with its size', async () => {
  const registry = holding({ [pushed.digest]: pushed, v1: pushed });
  expect(await verifyPush(registry, repository, pushed.digest, ['ghcr.io/acme/app:v1'])).toEqual({ digest: pushed.digest, size: 42 });
  expect(await verifyPush(holding({ [other.digest]: other }), repository, other.digest, [])).toEqual({
    digest: other.digest,
    size: undefined,
  });
});

test.each<[string, Readonly<Record<string, Manifest>>, string | undefined, string]>([
  ['a digest that the registry does not hold', {}, pushed.digest, 'digest-mismatch'],
  ['a tag that leads elsewhere', { [pushed.digest]: pushed, v1: other }, pushed.digest, 'digest-mismatch'],
  ['a tag that leads nowhere', { [pushed.digest]: pushed }, pushed.digest, 'digest-mismatch'],
  ['a builder that names no digest', { v1: pushed }, undefined, 'push-failed'],
])('%s is a failure', async (_, content, digest, reason) => {
  expect((await failureOf(verifyPush(holding(content), repository, digest, ['ghcr.io/acme/app:v1']))).reason).toBe(reason);
});
