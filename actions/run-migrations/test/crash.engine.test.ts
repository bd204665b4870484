import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { sourceFlags } from '../../../test/harness/fixture.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { runCore } from './fixture.ts';
import { migrating, slow, useServer } from './server.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;

describe('when a run is hit in the middle', () => {
  const { make, database } = useServer();

  it('SIGKILL of the run loses the lock; the next run waits for what it left behind and ends in the right state', async () => {
    const { inputs, sql } = database();
    // What it alters cannot be read while it lasts.
    sql('create schema other; create table other.notes (x int)');
    const [only = { id: 'a1', parent: null, up: '' }] = slow;
    const folder = make({ revisions: [{ ...only, up: `op.execute('alter table other.notes add y int')\n${only.up}` }] });
    const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
    const killed = spawn(process.execPath, [...sourceFlags, main], {
      env: {
        PATH: process.env['PATH'],
        GITHUB_ACTIONS: 'true',
        GITHUB_RUN_ID: '1',
        GITHUB_REPOSITORY: 'team/notes',
        GITHUB_WORKSPACE: folder,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    killed.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
    await eventually(() => killed.exitCode !== null || sql(migrating) === '1', 'the migration is under way', 60_000);
    expect(killed.exitCode).toBeNull();
    killed.kill('SIGKILL');
    const next = await runCore({ ...inputs, 'ddl-lock-timeout': '500ms' }, folder, { runId: '2' });
    expect(next.failure?.text).toBeUndefined();
    expect(next.log).toContain('Waiting for a migration that is still under way: slipway-migrate 1.1-team/notes');
    expect(['up-to-date', 'migrated']).toContain(next.result?.outcome);
    expect(sql('select version_num from alembic_version')).toBe('a1');
    expect(sql('select count(*) from a')).toBe('0');
    expect(said.join('')).toContain('::group::Migrations');
  }, 120_000);

  it('a lost lock ends the migration, and the schema is as before', async () => {
    const { inputs, sql } = database();
    const running = runCore(inputs, make({ revisions: slow }));
    await eventually(() => sql(migrating) === '1', 'the migration is under way', 60_000);
    sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    const { failure } = await running;
    expect(failure).toMatchObject({ reason: 'lock-lost', details: { outputs: { changed: 'false', to: 'base' } } });
    expect(sql("select count(*) from pg_class where relname = 'a'")).toBe('0');
  }, 120_000);

  it('a cancelled one says what was ended, in words for people', async () => {
    const { inputs, sql } = database();
    const cancel = new AbortController();
    const running = runCore(inputs, make({ revisions: slow }), { signal: cancel.signal });
    await eventually(() => sql(migrating) === '1', 'the migration is under way', 60_000);
    cancel.abort();
    const { failure } = await running;
    expect(failure).toMatchObject({ reason: 'cancelled', details: { outputs: { changed: '' } } });
    expect(failure?.text).toMatch(/^Alembic was ended because the run was cancelled\. upgrade to head was ended/);
  }, 60_000);
});
