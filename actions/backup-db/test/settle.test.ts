import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { checkInputs } from '../src/check.ts';
import { settle } from '../src/settle.ts';
import type { Settled } from '../src/settled.ts';
import { inputsOf } from './fixture.ts';

const file = `project: notes
images:
  backend:
    image: registry.example.com/notes/backend
backup:
  service: postgres
  destination: /var/backups/notes
  age-recipients: [age1common]
  verify: restore
  max-age: 2h
  keep-daily: 14
  keep-yearly: unlimited
  keep-tag: [audit]
  prune: true
environments:
  staging:
    backup: false
  production:
    host: app.example.com
    port: 2222
    username: ops
    backup:
      database: notes_prod
      age-recipients: [age1production, age1second]
  broken:
    host: app.example.com
    backup:
      destination: backups
      age-recipients: [age1production, AGE-SECRET-KEY-1QQQQ]
  odd:
    backup:
      keep-within: 2w
      verify-key: nonsense
  several:
    backup:
      databases: [notes, 'tenant_*']
  both:
    backup:
      database: notes
      databases: [tenant_a]
  plain:
    backup:
      encryption: none
      age-recipients: []
  bare:
    backup:
      encryption: age
      age-recipients: []
`;

let workspace: string;
const target = { 'ssh-key': 'key', 'known-hosts': 'app.example.com ssh-ed25519 AAAA' };
const settled = (given: Record<string, string>): Promise<Settled> => settle(inputsOf(given), workspace);
const failureOf = async (given: Record<string, string>): Promise<Failure> => {
  const failure: unknown = await settled(given).catch((error: unknown) => error);
  if (failure instanceof Failure) return failure;
  throw new Error('it did not fail');
};

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-checkout-'));
  mkdirSync(join(workspace, '.github'));
  writeFileSync(join(workspace, '.github/slipway.yml'), file);
  const scarce = file.replace('  age-recipients: [age1common]\n', '').replace('destination: /var', 'destination: var');
  writeFileSync(join(workspace, 'scarce.yml'), scarce.replace(/environments:[\s\S]*/, 'environments:\n  lone: {}\n'));
  writeFileSync(join(workspace, 'typo.yml'), file.replace('destination: /var', 'destinaton: /var'));
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe('without an environment', () => {
  test('what is not given has its default, and no file is read', async () => {
    const inputs = inputsOf({ destination: '/b', 'project-name': 'notes', 'age-recipients': 'age1abc' });
    expect(await settle(inputs, '/nowhere')).toMatchObject({
      service: 'db',
      encryption: 'age',
      verify: 'archive',
      'max-age': 26 * 3_600_000,
      host: undefined,
      port: 22,
      username: 'deploy',
      database: undefined,
    });
  });

  test('the destination is required, and told before anything is loaded', async () => {
    const given = { 'project-name': 'notes', 'age-recipients': 'age1abc' };
    expect(checkInputs(inputsOf(given)).map(({ input }) => input)).toEqual(['destination']);
    expect((await failureOf(given)).message).toContain('- destination: is required, and is missing or empty');
  });
});

describe('several databases', () => {
  test('are those of the file, unless one or others are given', async () => {
    const several = { environment: 'several' };
    expect(await settled(several)).toMatchObject({ databases: ['notes', 'tenant_*'], database: undefined });
    expect(await settled({ ...several, database: 'other' })).toMatchObject({ databases: [], database: 'other' });
    expect(await settled({ ...several, databases: 'other' })).toMatchObject({ databases: ['other'], database: undefined });
    expect(await settled({ environment: 'production', ...target, databases: 'a\nb' })).toMatchObject({
      databases: ['a', 'b'],
      database: undefined,
    });
  });

  test('are for backups alone: the other modes mean all of the project', async () => {
    for (const mode of ['list', 'check', 'prune'])
      expect(await settled({ environment: 'several', mode })).toMatchObject({ databases: [], database: undefined });
    const kind = { kind: 'redis', 'redis-url': 'redis://127.0.0.1:6379' };
    expect(await settled({ environment: 'several', ...kind })).toMatchObject({ databases: [] });
  });

  test('beside one in the same part of the file are a contradiction, told at their key', async () => {
    expect((await failureOf({ environment: 'both' })).message).toContain(
      '- databases: environments.both.backup.databases in .github/slipway.yml is given, and database too',
    );
  });
});

describe('retention', () => {
  test('is taken from the file key by key, as it would be written as an input', async () => {
    const file = await settled({ environment: 'production', ...target });
    expect(file).toMatchObject({
      'keep-daily': '14',
      'keep-yearly': 'unlimited',
      'keep-tag': ['audit'],
      prune: true,
      'min-keep': 3,
      'allow-prune': 50,
    });
    const given = { 'keep-daily': '3', 'keep-tag': 'other', prune: 'false', 'min-keep': '1', 'allow-prune': '70' };
    expect(await settled({ environment: 'production', ...target, ...given })).toMatchObject({
      'keep-daily': '3',
      'keep-yearly': 'unlimited',
      'keep-tag': ['other'],
      prune: false,
      'min-keep': 1,
      'allow-prune': 70,
    });
  });

  test('that is off names the input, or the key of the file', async () => {
    const failure = await failureOf({ environment: 'production', ...target, 'keep-weekly': 'x', at: '2026-01-02', id: '1a2b' });
    expect(failure.message).toMatch(/- keep-weekly: is no whole number[\s\S]*/);
    expect(failure.message).toContain('- at: is no date with a time in ISO 8601');
    expect(failure.message).toContain('- at: is given, and id too');
    const file = await failureOf({ environment: 'odd', ...target });
    expect(file.message).toContain('- keep-within: environments.odd.backup.keep-within in .github/slipway.yml is no length of time');
    expect(file.message).toContain(
      '- verify-key: environments.odd.backup.verify-key in .github/slipway.yml has as number 1 what is no Ed25519 public key',
    );
  });
});

describe('with an environment', () => {
  test('what is not given is taken from the Slipway file, the environment before what all have in common', async () => {
    expect(checkInputs(inputsOf({ environment: 'production' }))).toEqual([]);
    expect(await settled({ environment: 'production', ...target })).toMatchObject({
      'project-name': 'notes',
      host: 'app.example.com',
      port: 2222,
      username: 'ops',
      service: 'postgres',
      database: 'notes_prod',
      destination: ['/var/backups/notes'],
      encryption: 'age',
      'age-recipients': ['age1production', 'age1second'],
      verify: 'restore',
      'max-age': 7_200_000,
    });
  });

  test('an input that is given wins, also where it says what the default would be', async () => {
    const given = {
      'project-name': 'other',
      host: 'backup.example.com',
      port: '22',
      username: 'deploy',
      service: 'db',
      database: 'notes',
      destination: '/mnt/b',
      encryption: 'age',
      'age-recipients': 'age1mine',
      verify: 'archive',
      'max-age': '26h',
    };
    expect(await settled({ environment: 'production', ...target, ...given })).toMatchObject({
      ...given,
      port: 22,
      destination: ['/mnt/b'],
      'age-recipients': ['age1mine'],
      'max-age': 26 * 3_600_000,
    });
  });

  test('settled inputs are not settled again: the file may be gone', async () => {
    const once = await settled({ environment: 'production', ...target });
    expect(await settle(once, '/nowhere')).toEqual(once);
  });

  test('encryption: none as an input takes no recipients of the file; in the file it needs an empty list', async () => {
    expect(await settled({ environment: 'production', encryption: 'none', ...target })).toMatchObject({
      encryption: 'none',
      'age-recipients': [],
    });
    expect(await settled({ environment: 'plain' })).toMatchObject({ encryption: 'none', 'age-recipients': [] });
  });

  test('a problem names the input and the key that it came from', async () => {
    const failure = await failureOf({ environment: 'broken', ...target });
    expect(failure.reason).toBe('bad-input');
    expect(failure.message).toContain(
      '- destination: environments.broken.backup.destination in .github/slipway.yml is not an absolute path, and no address that is known. Examples:',
    );
    expect(failure.message).toContain(
      '- age-recipients: environments.broken.backup.age-recipients in .github/slipway.yml has as number 2 a private key.',
    );
    expect(failure.message).not.toContain('QQQQ');
  });

  test('a key of the whole file is named as it stands there, and what stands nowhere is named with the key where it could', async () => {
    const common = await failureOf({ environment: 'lone', config: 'scarce.yml' });
    expect(common.message).toContain('- destination: backup.destination in scarce.yml is not an absolute path');
    expect(common.message).toContain('write encryption: none. In scarce.yml it is backup.age-recipients\n');
    const empty = await failureOf({ environment: 'bare' });
    expect(empty.message).toContain('environments.bare.backup.age-recipients in .github/slipway.yml is required, and is missing or empty');
    const given = await failureOf({ environment: 'production', encryption: 'none', 'age-recipients': 'age1mine', ...target });
    expect(given.message).toContain('- age-recipients: is given, but encryption is none; leave one of them out\n');
    const unreachable = await failureOf({ environment: 'production' });
    expect(unreachable.message).toMatch(
      /- ssh-key: is needed to reach app\.example\.com[^\n]*\n- known-hosts: is needed to reach app\.example\.com/,
    );
  });

  test('a backup that is off is said to be off, whatever else is given', async () => {
    const failure = await failureOf({ environment: 'staging', destination: '/b' });
    expect(failure.reason).toBe('bad-input');
    expect(failure.message).toContain('- environment: is staging, but environments.staging.backup in .github/slipway.yml is false');
  });

  test.each([
    ['config-missing', { environment: 'production', config: 'none.yml' }, /none\.yml cannot be read in /],
    [
      'config-invalid',
      { environment: 'production', config: 'typo.yml' },
      /typo\.yml:7:3 backup\.destinaton: is not a key here; did you mean destination/,
    ],
    ['unknown-environment', { environment: 'prodction' }, /did you mean production/],
  ])('%s', async (reason, given, message) => {
    const failure = await failureOf(given as Record<string, string>);
    expect(failure.reason).toBe(reason);
    expect(failure.text).toMatch(message);
  });
});
