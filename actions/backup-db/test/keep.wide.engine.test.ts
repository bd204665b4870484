import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import type { Manifest } from '../src/manifest.ts';
import { dumpName, manifestName } from '../src/names.ts';
import type { BackupResult } from '../src/result.ts';
import { run } from '../src/run.ts';
import { filesOf, fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Recorded } from './fixture.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signing = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const verifying = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const signed = { 'signing-key': signing };

let server: Postgres;
let key: Key;
let folder: string;
let url: string;

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  url = fillDatabase(server, 'app');
}, 60_000);
afterAll(() => server?.stop());
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const go = (more: Record<string, string>, ports: Recorded = portsOf()): Promise<BackupResult> =>
  run(
    inputsOf({
      'project-name': 'notes',
      'database-url': url,
      destination: folder,
      ...(more['mode'] ? { 'age-identity': key.identity } : { 'age-recipients': key.recipient }),
      ...more,
    }),
    ports,
  );
const at = (days: number): Recorded => {
  const ports = portsOf();
  return { ...ports, clock: { ...ports.clock, now: () => Date.now() + days * 86_400_000 } };
};
const failureOf = async (more: Record<string, string>, ports?: Recorded): Promise<Failure> => {
  const failure = (await go(more, ports).catch((error: unknown) => error)) as Failure;
  expect(failure.reason).toBeDefined();
  return failure;
};
const made = async (more: Record<string, string> = {}, ports?: Recorded): Promise<Manifest> => {
  const { manifest } = await go(more, ports);
  if (!manifest) throw new Error('no backup was made');
  return manifest;
};
const ids = (): string[] =>
  filesOf(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));
const write = (name: string, manifest: Manifest): void => writeFileSync(join(folder, name), `${JSON.stringify(manifest)}\n`);
const databases = (): string => server.sql('postgres', 'select string_agg(datname, $$ $$ order by 1) from pg_database');

describe('prune after a backup', () => {
  const prune = { prune: 'true', 'keep-last': '1', 'min-keep': '2' };

  test('comes after one that is proven, and after no other', async () => {
    const first = await made();
    const second = await made({}, at(1));
    const third = await made({ verify: 'none' }, at(2));
    const result = await go(prune, at(3));
    expect(result).toMatchObject({ outcome: 'backed-up', outputs: { pruned: '1', verified: 'true' } });
    expect(ids()).toEqual([second.id, third.id, result.outputs.id]);
    expect(filesOf(folder)).not.toContain(dumpName(first));
    expect(await failureOf({ ...prune, verify: 'checksum' }, at(4))).toMatchObject({ reason: 'bad-input' });
    expect(ids()).toHaveLength(3);
  }, 60_000);

  test('that is refused leaves the new backup proven, and says both', async () => {
    for (const days of [0, 1, 2, 3]) await made({}, at(days));
    const failure = await failureOf({ ...prune, 'min-keep': '1' }, at(4));
    expect(failure).toMatchObject({ reason: 'prune-refused', details: { outputs: { verified: 'true', pruned: '0' } } });
    expect(failure.text).toMatch(/4 of 5 backups .* The new backup notes-app-\S+ is stored and proven\. No backup was removed\./);
    expect(ids()).toHaveLength(5);
    expect(ids()).toContain(failure.details.outputs?.['id']);
  }, 60_000);

  test('does not come where no backup was made', async () => {
    for (const days of [0, 1, 2]) await made({}, at(days));
    const before = filesOf(folder);
    const failure = await failureOf({ ...prune, 'database-url': url.replace('/app', '/none') }, at(3));
    expect(failure.reason).toBe('database-unreachable');
    expect(filesOf(folder)).toEqual(before);
  }, 60_000);
});

describe('a destination that somebody else writes to, without the key', () => {
  test('a signed backup is proven again and restored by who has the public key alone', async () => {
    const manifest = await made(signed);
    expect(manifest.signature?.value).toMatch(/^[\w-]{86}$/);
    expect(readFileSync(join(folder, manifestName(manifest.id)), 'utf8')).not.toContain(signing.split('\n')[1]);
    const check = { mode: 'verify', verify: 'restore', 'verify-key': verifying };
    expect(await go({ ...check, ...signed })).toMatchObject({ outcome: 'verified', outputs: { 'verify-level': 'restore' } });
    // Nothing here can sign: the proof holds, and what stands in the manifest is what was signed.
    const before = readFileSync(join(folder, manifestName(manifest.id)), 'utf8');
    expect(await go(check)).toMatchObject({ outcome: 'verified' });
    expect(readFileSync(join(folder, manifestName(manifest.id)), 'utf8')).toBe(before);
    expect(await go({ mode: 'restore', into: 'signed_back', 'verify-key': verifying })).toMatchObject({ outcome: 'restored' });
  }, 60_000);

  test('a file that was swapped is refused before anything of it runs', async () => {
    const manifest = await made(signed);
    server.sql('app', 'create table evil(x int); insert into evil values (1)');
    const evil = await made({ verify: 'none' }, at(1));
    server.sql('app', 'drop table evil');
    // The attacker knows the public age key, and even the size fits: the manifest is of the good one.
    const bytes = readFileSync(join(folder, dumpName(evil)));
    const size = Math.max(manifest.stored.size, bytes.length);
    writeFileSync(
      join(folder, dumpName(manifest)),
      Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]).subarray(0, manifest.stored.size),
    );
    const before = databases();
    const names: string[] = [];
    const ports = portsOf();
    const start: Recorded['shell']['start'] = (argv, options) => {
      names.push(argv.join(' '));
      return ports.shell.start(argv, options);
    };
    const spied: Recorded = { ...ports, shell: { ...ports.shell, start } };
    const failure = await failureOf({ mode: 'restore', id: manifest.id, into: 'swapped', 'verify-key': verifying }, spied);
    expect(failure.reason).toBe('checksum');
    expect(names.filter((argv) => argv.includes('pg_restore'))).toEqual([]);
    expect(databases()).toBe(before);
    const drill = await failureOf({ mode: 'verify', verify: 'restore', id: manifest.id, 'verify-key': verifying }, spied);
    expect(drill.reason).toBe('checksum');
    expect(names.filter((argv) => argv.includes('pg_restore'))).toEqual([]);
  }, 60_000);

  test('an unsigned one, a replayed one and a changed one count nowhere, and are not removed', async () => {
    const old = await made(signed, at(-40));
    const good = await made(signed, at(-1));
    // What is newer than the good one: forged, replayed under a newer name, and with a younger date.
    const forged = await made();
    const replayed = { ...old, id: good.id.replace(/\d{8}T\d{6}Z-.{4}$/, '20991231T000000Z-beef'), created: '2099-12-31T00:00:00.000Z' };
    write(manifestName(replayed.id), replayed);
    writeFileSync(join(folder, dumpName(replayed)), readFileSync(join(folder, dumpName(old))));
    const reader = { 'verify-key': verifying };
    expect((await go({ mode: 'check', ...reader, 'max-age': '26h' })).outputs.id).toBe(good.id);
    expect(await failureOf({ mode: 'check', ...reader, 'max-age': '1h' })).toMatchObject({ reason: 'stale' });
    expect((await go({ mode: 'restore', into: 'believed', ...reader })).outputs.id).toBe(good.id);
    for (const id of [forged.id, replayed.id])
      expect(await failureOf({ mode: 'restore', id, into: 'no', ...reader })).toMatchObject({ reason: 'untrusted' });
    expect(await failureOf({ mode: 'verify', verify: 'archive', id: forged.id, ...reader })).toMatchObject({ reason: 'untrusted' });
    const list = await go({ mode: 'list', ...reader });
    expect(list.outputs.id).toBe(good.id);
    expect(list.summary).toContain('not believed: its manifest is not signed');
    const keep = { ...reader, 'keep-last': '1', 'min-keep': '1', 'allow-prune': '100' };
    expect(await go({ mode: 'prune', ...keep })).toMatchObject({ outputs: { pruned: '1', id: good.id } });
    expect(ids().sort()).toEqual([good.id, forged.id, replayed.id].sort());
  }, 60_000);

  test('no proof is written for one that has none: not by its manifest, not by that of another', async () => {
    const bare = await made({ ...signed, verify: 'checksum' });
    const proven = await made(signed, at(0.1));
    const reader = { 'verify-key': verifying, id: '', mode: 'check', 'max-age': '26h' };
    rmSync(join(folder, manifestName(proven.id)));
    for (const verified of [{ level: 'archive', at: bare.created } as const, ...(proven.verified ? [proven.verified] : [])]) {
      write(manifestName(bare.id), { ...bare, verified });
      expect(await failureOf(reader)).toMatchObject({ reason: 'no-backup' });
    }
    // Who has the key may prove it, whatever was written there: it is the backup that it was.
    expect(await go({ mode: 'verify', verify: 'archive', id: bare.id, ...signed })).toMatchObject({ outcome: 'verified' });
    expect((await go(reader)).outputs.id).toBe(bare.id);
  }, 60_000);

  test('verify-key without signing-key makes no backup that would not count', async () => {
    expect(await failureOf({ 'verify-key': verifying })).toMatchObject({
      reason: 'bad-input',
      message: expect.stringMatching(/signing-key/),
    });
    const stranger = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(await failureOf({ 'verify-key': verifying, 'signing-key': stranger })).toMatchObject({ reason: 'bad-input' });
    expect(filesOf(folder)).toEqual([]);
  });
});

test('a backup of a database that was emptied is stored, pushes no older one out, and fails the run where that is asked for', async () => {
  const prune = { prune: 'true', 'keep-last': '1', 'min-keep': '1', 'allow-prune': '100' };
  const full = await made();
  const emptied = fillDatabase(server, 'emptied');
  server.sql('emptied', 'drop table notes, parted cascade');
  const ports = at(1);
  // The same database to its backups, as if somebody had emptied it over night.
  server.sql('postgres', 'alter database app rename to app_full');
  server.sql('postgres', 'alter database emptied rename to app');
  try {
    const warned = await go({ ...prune, 'database-url': emptied.replace('/emptied', '/app') }, ports);
    expect(warned).toMatchObject({ outcome: 'backed-up', outputs: { verified: 'true' } });
    expect(warned.outputs.pruned).toBeUndefined();
    expect(warned.summary).toMatch(/\*\*Smaller than before\.\*\* .*less than half of the usual/);
    expect(ports.lines.join('\n')).toMatch(/less than half of the usual .*, and \d+ tables are fewer than the \d+ of the backup before/);
    expect(ids()).toContain(full.id);
    expect(await failureOf({ ...prune, 'on-shrink': 'fail' }, at(2))).toMatchObject({
      reason: 'shrunk',
      details: { state: 'The new backup is stored; no older one was removed.', outputs: { verified: 'true' } },
    });
    expect(ids()).toHaveLength(3);
    expect(await go({ ...prune, 'on-shrink': 'ignore' }, at(3))).toMatchObject({ outputs: { pruned: '3' } });
  } finally {
    server.sql('postgres', 'alter database app rename to emptied');
    server.sql('postgres', 'alter database app_full rename to app');
  }
}, 60_000);
