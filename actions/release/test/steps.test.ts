import { describe, expect, it } from '@jest/globals';
import { Failure, type Host } from '@slipway/action';
import { Unpruned } from '@slipway/backup-db';
import type { ReleaseRecord } from '@slipway/github';
import { renderRelease } from '../src/receipt.ts';
import type { Inputs, Plan } from '../src/settings.ts';
import { backupInputs, backupsIn, oldImageOf, schemaGate, unpruned } from '../src/steps.ts';
import { refuseBreaking, wayBack } from '../src/way-back.ts';
import { receipt } from './receipts.ts';

describe('the backup before a release', () => {
  const inputs = {
    timeout: 60_000,
    'ssh-key': 'key',
    'known-hosts': 'nas.example.com ssh-ed25519 AAAA',
    'github-token': 'job-token',
  } as Inputs;
  const recipients = { 'age-recipients': ['age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z'] };
  const given = (backup: object) =>
    backupInputs(inputs, { settings: { project: 'notes', backup: { ...recipients, ...backup } } } as unknown as Plan);

  it('is of every database that the Slipway file names', () => {
    expect(given({ destination: '/b', databases: ['notes', 'tenant_*'] })).toMatchObject({
      mode: 'backup',
      databases: ['notes', 'tenant_*'],
      destination: ['/b'],
      tag: 'pre-deploy',
    });
    expect(() => given({ destination: '/b', database: 'notes', databases: ['tenant_a'] })).toThrow(/databases: is given, and database too/);
  });

  it.each([
    ['/b', '', ''],
    [['/b', 'sftp://nas.example.com/b'], 'key', ''],
    [['/b', 'artifact://?retention-days=30'], '', 'job-token'],
  ])('to %j has the key or the token that the place needs', (destination, key, token) => {
    const made = given({ destination });
    expect([made['ssh-key'] ?? '', made['github-token'] ?? '']).toEqual([key, token]);
  });
});

describe('a prune that failed after the backup', () => {
  const failure = new Failure('destination-refused', 'It may not be removed.', { state: 'The new backup is stored and proven.' });
  const made = (verified: string) =>
    new Unpruned(failure, { outcome: 'backed-up', outputs: { id: 'notes-1', verified }, bringTo: async () => {} });
  const warned: string[] = [];
  const host = (signal = new AbortController().signal) =>
    ({ log: { warn: (text: string) => void warned.push(text) }, signal }) as unknown as Host;

  it('is a warning, and takes nothing from what comes after', () => {
    const { outputs, bringTo } = unpruned(made('true'), host());
    expect([outputs.id, typeof bringTo]).toEqual(['notes-1', 'function']);
    expect(warned).toEqual(['It may not be removed. The new backup is stored and proven.']);
  });

  it('ends the release where the backup is not proven, the run is cancelled, or there is no backup', () => {
    expect(() => unpruned(made('false'), host())).toThrow('It may not be removed.');
    expect(() => unpruned(made('true'), host(AbortSignal.abort()))).toThrow('It may not be removed.');
    expect(() => unpruned(failure, host())).toThrow('It may not be removed.');
  });
});

describe('the backups of a release', () => {
  const made = ['notes', 'tenant_a'].map((database, index) => ({
    database,
    id: `notes-${database}-20260102T030405Z-1a2b`,
    path: `/var/backups/${database}`,
    size: 10 + index,
    verified: true,
    level: 'restore',
    tables: 2,
    rows: 30 + index,
  }));

  it('are each named, and the first one where it always was', () => {
    const backup = backupsIn(JSON.stringify(made));
    expect(backup).toMatchObject({ database: 'notes', verified: 'restore', size: 10, rows: 30, all: [{ rows: 30 }, { rows: 31 }] });
    const text = renderRelease({ ...receipt, backup });
    expect(text).toContain('| Backup of notes | `notes-notes-20260102T030405Z-1a2b`, proven by restore: 2 tables, 30 rows |');
    expect(text).toContain('| Backup of tenant_a | `notes-tenant_a-20260102T030405Z-1a2b`, proven by restore: 2 tables, 31 rows |');
  });

  it('of one database say no name, and of none nothing', () => {
    expect(renderRelease({ ...receipt, backup: backupsIn(JSON.stringify(made.slice(0, 1))) })).toContain('| Backup | `notes-notes-');
    expect(backupsIn('[]')).toBeUndefined();
    expect(renderRelease({ ...receipt, backup: backupsIn() })).not.toContain('Backup');
  });
});

describe('the version from before, to be tried on the migrated copy', () => {
  it('is said to be unknown where the journal names no image of the service', () => {
    const said: string[] = [];
    const host = { log: { warn: (text: string) => void said.push(text) } as unknown as Host['log'] };
    expect(oldImageOf([], 'backend', host)).toBeUndefined();
    expect(said).toEqual(['old-code: the journal names no image of backend that serves, so no version from before is tried.']);
  });
});

describe('the way back of a release to a platform', () => {
  const record = { version: 'v1' } as ReleaseRecord;
  const plan = (command?: string): Plan => ({ settings: { 'rollback-command': command } }) as unknown as Plan;

  it.each([
    ['undo', record, 'true', undefined],
    ['undo', record, 'unknown', undefined],
    ['undo', record, 'false', 'the migrations changed the schema so that v1 cannot work with it'],
    ['undo', undefined, 'true', 'no release before is on record'],
    [undefined, record, 'true', 'the Slipway file has no rollback-command'],
  ])('with the command %s, the release %j and old code that works: %s', (command, previous, compatible, none) => {
    expect(wayBack(plan(command), previous, compatible)).toEqual(none === undefined ? { command, release: record } : { none });
  });
});

describe('the gate before the migrations', () => {
  it.each<[string, boolean, boolean]>([
    ['true', false, false],
    ['unknown', false, false],
    ['false', true, false],
    ['false', false, true],
  ])('old code compatible %s, allow-contract %s: refused %s', (compatible, allowed, refused) => {
    const ask = (): void => refuseBreaking(compatible, allowed);
    if (!refused) return expect(ask).not.toThrow();
    expect(ask).toThrow(Failure);
    return expect(ask).toThrow(/cannot work with it/);
  });

  it.each<[string, boolean, readonly string[]]>([
    ['true', true, []],
    ['unknown', true, []],
    ['false', true, ['schema false']],
    ['false', false, []],
  ])('of %s, allow-contract %s, writes down %j before anything is changed', async (compatible, allowed, expected) => {
    const written: string[] = [];
    const session = {
      step: async <T extends Readonly<Record<string, unknown>> | undefined>(
        name: string,
        _: unknown,
        act: () => Promise<T>,
      ): Promise<T> => {
        const told = await act();
        written.push(`${name} ${String(told?.['oldCodeCompatible'])}`);
        return told;
      },
    };
    await schemaGate(session, allowed)(compatible).catch(() => {});
    expect(written).toEqual(expected);
  });
});
