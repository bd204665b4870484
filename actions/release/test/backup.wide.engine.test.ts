import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@slipway/postgres';
import { localShell } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { filesOf, newFolder, newKeyPair, portsOf } from '../../backup-db/test/fixture.ts';
import type { Inputs, Plan } from '../src/settings.ts';
import { backup } from '../src/steps.ts';

let [server, other]: (Postgres | undefined)[] = [];
const folder = newFolder();

beforeAll(async () => {
  [server, other] = await Promise.all([startPostgres(), startPostgres()]);
}, 120_000);

afterAll(async () => {
  await Promise.all([server?.stop(), other?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('the backup before a release', () => {
  it('whose older ones may not go is there for the rehearsal all the same, with the key that only this process has', async () => {
    if (!server || !other) throw new Error('no server');
    for (const one of [server, other]) one.sql('postgres', 'create database app');
    server.sql('app', 'create table notes as select n from generate_series(1, 7) n');
    const { recipient } = await newKeyPair();
    const settings = {
      project: 'notes',
      backup: {
        'database-url': server.url('app'),
        destination: folder,
        'age-recipients': [recipient],
        prune: true,
        'keep-last': 1,
        'min-keep': 1,
      },
    };
    const plan = { settings } as unknown as Plan;
    const inputs = { timeout: 120_000, 'signing-key': undefined } as unknown as Inputs;
    const session = { shell: localShell() };
    const at = (days: number) => {
      const ports = portsOf();
      return { ...ports, clock: { ...ports.clock, now: () => Date.now() + days * 86_400_000 } };
    };
    // Without prune they only gather; with it, three of four would go, which is more than half.
    const gather = { settings: { ...settings, backup: { ...settings.backup, prune: false } } } as unknown as Plan;
    for (const days of [0, 1, 2]) await backup(inputs, gather, at(days), session);
    const ports = at(3);
    const made = await backup(inputs, plan, ports, session);
    expect(ports.lines.join('')).toMatch(/3 of 4 backups of notes\/app .* The new backup \S+ is stored and proven/);
    expect(filesOf(folder).filter((name) => name.endsWith('.json'))).toHaveLength(4);
    expect(made?.told).toMatchObject({ database: 'app', verified: 'archive', tables: 1, rows: 7 });
    expect(made?.proof).toMatchObject({ id: made?.told.id, databases: ['app'] });
    await made?.proof?.restore?.(await openDatabase(localShell(), { url: other.url('app') }));
    expect(other.sql('app', 'select count(*) from notes')).toBe('7');
  }, 120_000);
});
