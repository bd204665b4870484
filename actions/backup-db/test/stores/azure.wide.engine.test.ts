import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Azurite, startAzurite } from '../../../../test/engines/azurite.ts';
import { type FaultProxy, startFaultProxy } from '../../../../test/harness/fault-proxy.ts';
import { runFixture } from '../../../../test/harness/fixture.ts';
import { watchCommandLines } from '../../../../test/harness/processes.ts';
import { run } from '../../src/run.ts';
import { openContainer } from '../../src/stores/azure/bucket.ts';
import { explainAzure } from '../../src/stores/azure/explain.ts';
import { Refusal } from '../../src/stores/objects/service.ts';
import { failureOf, inputsOf, type Key, newFolder, newKeyPair, portsOf } from '../fixture.ts';
import { manifestOf, openPlaces, prefix, send } from './places.ts';

const main = new URL('../../src/main.ts', import.meta.url);

let azurite: Azurite;
let proxy: FaultProxy;
let key: Key;
let place: string;
let file: string;
let round = 0;
let folder: string;

beforeAll(async () => {
  [azurite, key] = await Promise.all([startAzurite(), newKeyPair()]);
  place = newFolder();
  file = join(place, 'notes.db');
  execFileSync('sqlite3', [file], { input: 'create table notes(body text); insert into notes values (1), (2);' });
}, 60_000);
beforeEach(async () => {
  await proxy?.close();
  proxy = await startFaultProxy(azurite.endpoint);
  folder = `r${++round}`;
});
afterAll(async () => {
  await proxy?.close();
  await azurite?.stop();
  rmSync(place, { recursive: true, force: true });
}, 30_000);

const address = (container = 'backups'): string =>
  `azure://${azurite.account}/${container}/${folder}?endpoint=${proxy.url}/${azurite.account}`;
const byKey = () => ({ destination: address(), 'azure-account-key': azurite.key });
const given = (more: Record<string, string>): Record<string, string> => ({
  kind: 'sqlite',
  file,
  'project-name': 'notes',
  'age-recipients': key.recipient,
  'age-identity': key.identity,
  ...more,
});

describe('a backup in Azure Blob', () => {
  test('is made with the key, proven from what is stored there, listed, restored and pruned', async () => {
    const made = await run(inputsOf(given(byKey())), portsOf());
    const id = made.outputs.id ?? '';
    expect(made.outputs).toMatchObject({ verified: 'true', path: `azure://notesbackups/backups/${folder}/${id}.dump.zst.age` });
    expect(await azurite.names(folder)).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    expect((await run(inputsOf(given({ ...byKey(), mode: 'list' })), portsOf())).outputs).toMatchObject({ id, verified: 'true' });
    const into = join(place, 'back.db');
    expect((await run(inputsOf(given({ ...byKey(), mode: 'restore', into })), portsOf())).outcome).toBe('restored');
    for (let more = 0; more < 2; more++) await run(inputsOf(given(byKey())), portsOf());
    const prune = { ...byKey(), mode: 'prune', 'keep-last': '1', 'min-keep': '1', 'allow-prune': '100' };
    expect((await run(inputsOf(given(prune)), portsOf())).outcome).toBe('pruned');
    expect(await azurite.names(folder)).toHaveLength(2);
  }, 120_000);

  test('is made with a token of the environment, and no secret stands on a command line, in the log, manifest or summary', async () => {
    const sas = await azurite.sas('racwdl');
    // As the portal's "Blob SAS URL" has it.
    const env = { AZURE_STORAGE_SAS_TOKEN: `https://notesbackups.blob.core.windows.net/backups?${sas}` };
    const { result, commandLines } = await watchCommandLines(() => runFixture(main, { inputs: given({ destination: address() }), env }));
    expect(result.outputs).toMatchObject({ outcome: 'backed-up', verified: 'true' });
    const secret = new URLSearchParams(sas).get('sig') ?? 'none';
    const files = await Promise.all(
      (await azurite.names(folder)).map(async (name) =>
        (await azurite.client.getBlobClient(`${folder}/${name}`).downloadToBuffer()).toString('latin1'),
      ),
    );
    expect(files).toHaveLength(2);
    for (const hidden of [secret, encodeURIComponent(secret)]) {
      expect([...commandLines].filter((line) => line.includes(hidden))).toEqual([]);
      for (const text of [result.log, result.summary, ...files]) expect(text).not.toContain(hidden);
    }
  }, 60_000);
});

describe('what stays fails with a reason, and leaves nothing', () => {
  test('in the middle of an upload', async () => {
    const { store: there } = await openPlaces(byKey());
    const bytes = randomBytes(17_000_000);
    const manifest = manifestOf(bytes);
    proxy.fail({ method: 'PUT', path: /comp=blocklist/, times: 99, what: 403, body: '<Error><Code>AuthenticationFailed</Code></Error>' });
    const failure = await failureOf(send(there, bytes, manifest));
    expect(failure).toMatchObject({ reason: 'destination-refused', text: expect.stringMatching(/has expired/) });
    expect(await azurite.names(folder)).toEqual([expect.stringMatching(/^upload .*\.dump\.zst$/)]);
    await proxy.close();
    proxy = await startFaultProxy(azurite.endpoint);
    const { store: next } = await openPlaces(byKey());
    const held = await next.hold(prefix);
    expect(held.removed).toHaveLength(1);
    await held.release();
    expect(await azurite.names(folder)).toEqual([]);
    for (const one of [there, next]) await one.close();
  }, 60_000);

  test.each([
    ['a wrong key', async () => ({ 'azure-account-key': randomBytes(64).toString('base64') }), 'destination-refused', /azure-account-key/],
    [
      'a token that is over',
      async () => ({ 'azure-sas-token': await azurite.sas('racwdl', -5) }),
      'destination-refused',
      /azure-sas-token .*has expired/,
    ],
    ['a token that may not list', async () => ({ 'azure-sas-token': await azurite.sas('rw') }), 'destination-refused', /racwdl/],
    ['no such container', async () => ({ ...byKey(), destination: address('absent') }), 'destination-missing', /no container absent/],
    [
      'nobody there',
      async () => ({ ...byKey(), destination: 'azure://notesbackups/backups?endpoint=http://127.0.0.1:9' }),
      'destination-unreachable',
      /127\.0\.0\.1:9 cannot be reached/,
    ],
  ] as const)(
    '%s',
    async (_, inputs, reason, text) => {
      const more = await inputs();
      const { store: there } = await openPlaces({ destination: address(), ...more });
      const failure = await failureOf(there.list());
      expect([failure.reason, failure.text]).toEqual([reason, expect.stringMatching(text)]);
      for (const secret of Object.entries(more)) if (/key|token/.test(secret[0])) expect(failure.text).not.toContain(secret[1]);
      await there.close();
    },
    60_000,
  );

  test.each([
    ['no key', {}, /azure-account-key: or azure-sas-token is needed/],
    ['a key that is none', { 'azure-account-key': 'not base64!' }, /azure-account-key: is no key of a storage account/],
    [
      'a token without TLS',
      { 'azure-sas-token': 'sv=1&sig=x', destination: 'azure://notes/backups?endpoint=http://example.com' },
      /without TLS/,
    ],
    ['a token that is none', { 'azure-sas-token': 'https://x/y?sv=1' }, /azure-sas-token: is no shared access signature/],
  ])('%s: bad-input', async (_, more, message) => {
    const destination = `azure://notesbackups/backups?endpoint=${azurite.endpoint}`;
    await expect(openPlaces({ destination, ...(more as Record<string, string>) })).rejects.toMatchObject({
      reason: 'bad-input',
      message: expect.stringMatching(message),
    });
  });

  test('an object that a policy holds is kept until then, as its head says', async () => {
    const { clock, signal } = portsOf();
    const container = { account: 'a', container: 'backups', prefix: '' };
    const heads = [
      [{ 'x-ms-legal-hold': 'true' }, 'a legal hold on it ends'],
      [{ 'x-ms-immutability-policy-until-date': 'Fri, 01 Jan 2100 00:00:00 GMT' }, '2100-01-01T00:00:00.000Z'],
      [{ 'x-ms-immutability-policy-until-date': 'Fri, 01 Jan 2010 00:00:00 GMT' }, undefined],
      [{}, undefined],
    ] as const;
    for (const [headers, until] of heads) {
      const server = createServer((_, answer) => answer.writeHead(200, headers).end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const bucket = openContainer(
        { ...container, endpoint },
        { sas: 'sig=x' },
        { clock, signal, remaining: () => 5000, attempts: 1, stall: 5000 },
      );
      expect(await bucket.lockedUntil('x')).toBe(until);
      bucket.close();
      server.close();
    }
  });

  test('an account that does not exist is named', () => {
    const where = { folder: 'azure://notesbackup/b', account: 'notesbackup', container: 'b', where: 'notesbackup.blob.core.windows.net' };
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    expect(explainAzure(unknown, where).text).toContain('There may be no account notesbackup');
    expect(explainAzure(new Refusal(503, 'ServerBusy', '', {}, ''), where).reason).toBe('destination-unreachable');
    const text = (code: string): string => explainAzure(new Refusal(409, code, '', {}, ''), where).text;
    expect(text('BlobImmutableDueToPolicy')).toContain('use version-level immutability');
    expect(text('BlobArchived')).toContain('leave *.json out of that rule');
    expect(text('LeaseIdMissing')).toContain('What it says names the cause');
  });
});
