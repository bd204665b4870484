import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Azurite, startAzurite } from '../../../../test/engines/azurite.ts';
import { type FaultProxy, startFaultProxy } from '../../../../test/harness/fault-proxy.ts';
import { contentOf, fetchBack, openPlaces, prefix, store } from './places.ts';

let azurite: Azurite;
let proxy: FaultProxy;
let round = 0;
let folder: string;

beforeAll(async () => {
  azurite = await startAzurite();
}, 60_000);
beforeEach(async () => {
  await proxy?.close();
  proxy = await startFaultProxy(azurite.endpoint);
  folder = `r${++round}`;
});
afterAll(async () => {
  await proxy?.close();
  await azurite?.stop();
}, 30_000);

const byKey = () => ({
  destination: `azure://${azurite.account}/backups/${folder}?endpoint=${proxy.url}/${azurite.account}`,
  'azure-account-key': azurite.key,
});

describe('what passes is tried again, and the backup is whole', () => {
  // Two blocks: one of 16 MiB, and the rest.
  const bytes = randomBytes(17_000_000);

  test.each([
    ['500 for a block', { method: 'PUT', path: /comp=block&/, times: 2, what: 500 }],
    ['ServerBusy for a block', { method: 'PUT', path: /comp=block&/, what: 503, body: '<Error><Code>ServerBusy</Code></Error>' }],
    ['a block that is reset', { method: 'PUT', path: /comp=block&/, what: 'reset' }],
    ['a block whose answer is lost', { method: 'PUT', path: /comp=block&/, what: 'lost' }],
    ['a completion that fails', { method: 'PUT', path: /comp=blocklist/, what: 500 }],
    ['a completion whose answer is lost', { method: 'PUT', path: /comp=blocklist/, what: 'lost' }],
    ['a manifest that is reset', { method: 'PUT', path: /\.json/, what: 'reset' }],
    ['a listing that is cut', { method: 'GET', path: /comp=list/, what: 'short' }],
    ['a download that is cut', { method: 'GET', path: /\.dump\.zst/, times: 3, what: 'short' }],
  ] as const)(
    '%s',
    async (_, fault) => {
      const { store: there } = await openPlaces(byKey());
      const planted = proxy.fail(fault);
      const held = await there.hold(prefix);
      const manifest = await store(there, bytes);
      expect((await there.list()).backups).toMatchObject([{ manifest: { id: manifest.id }, whole: true }]);
      expect(contentOf(await fetchBack(there, manifest))).toEqual(manifest.stored);
      await held.release();
      await there.close();
      expect(planted.left).toBe(0);
      expect(await azurite.names(folder)).toHaveLength(2);
    },
    60_000,
  );
});
