import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog, readContext, readInputs } from '@slipway/action';
import { run as backUp, contract as backupContract } from '@slipway/backup-db';
import { localShell } from '@slipway/shell';
import { linear, runCore } from './fixture.ts';
import { buildImage, docker, password, type Stack, startStack } from './stack.ts';

/** A data migration that looks before it acts: offline mode cannot show what it runs. */
const looks = {
  id: 'd4',
  parent: 'b2',
  doc: 'fill',
  up: `bind = op.get_bind()
for (one,) in bind.execute(sa.text('select id from notes')).fetchall():
    bind.execute(sa.text('update notes set body = :text where id = :id'), {'text': 'x', 'id': one})
bind.execute(sa.text('alter table notes drop column pinned'))`,
  down: "op.execute('alter table notes add pinned bool')",
};

describe('what a rehearsal finds', () => {
  const image = `rehearse-${randomBytes(4).toString('hex')}:v1`;
  let stack: Stack;
  beforeAll(() => buildImage(image), 120_000);
  afterAll(() => void docker('image', 'rm', '--force', image));
  beforeEach(async () => {
    stack = startStack(image, { revisions: linear.slice(0, 2) });
    const first = await runCore(stack.inputs, stack.folder);
    expect(first.failure?.text).toBeUndefined();
    expect(first.result?.outputs.applied).toBe('a1,b2');
    stack.sql("insert into notes select n, 'note ' || n, false from generate_series(1, 500) n");
    // A restored backup, as backup-db leaves it: of the same moment, without sessions.
    stack.sql('create database restored template notes', 'postgres');
  }, 300_000);
  afterEach(() => {
    const left = stack.left();
    stack.down();
    expect(left).toBe('');
  }, 60_000);

  const clone = (): Record<string, string> => ({ ...stack.inputs, rehearse: 'clone', 'rehearse-database': 'restored' });

  it('leaves the live database as it is where a revision fails on the copy', async () => {
    for (const name of ['notes', 'restored']) stack.sql('insert into notes values (501, null, false)', name);
    stack.add({ id: 'c3', parent: 'b2', up: "op.execute('alter table notes alter body set not null')" });
    const { failure } = await runCore(clone(), stack.folder);
    expect(failure).toMatchObject({ reason: 'rehearsal-failed' });
    expect(failure?.text).toMatch(/On a copy of the database The revision c3 .* failed.*contains null values/s);
    expect(failure?.text).toContain('The live database was not changed and is at b2');
    expect(stack.sql('select version_num from alembic_version')).toBe('b2');
  }, 300_000);

  it('judges by what ran there what nobody could judge before', async () => {
    stack.add(looks);
    const plain = await runCore({ ...stack.inputs, mode: 'plan' }, stack.folder);
    expect(plain.result?.outputs['old-code-compatible']).toBe('unknown');
    const planned = await runCore({ ...clone(), mode: 'plan' }, stack.folder);
    expect(planned.failure?.text).toBeUndefined();
    expect(planned.result?.outputs['old-code-compatible']).toBe('false');
    const findings = JSON.parse(planned.result?.outputs.findings ?? '[]') as { rule: string; line: number }[];
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'drop-column', object: 'notes.pinned', line: 10 }));
    const applied = await runCore(clone(), stack.folder);
    expect(applied.failure).toMatchObject({ reason: 'unsafe-migration' });
    expect(stack.sql('select version_num from alembic_version')).toBe('b2');
  }, 400_000);

  it('keeps what goes past SQLAlchemy unclassified, and knows what stands outside of a transaction', async () => {
    stack.add({
      id: 'c3',
      parent: 'b2',
      up: "bind = op.get_bind()\nbind.connection.cursor().execute('select 1')\nwith op.get_context().autocommit_block():\n    op.create_index('by_body', 'notes', ['body'], postgresql_concurrently=True)",
      down: "op.drop_index('by_body')",
    });
    const { result, failure } = await runCore({ ...clone(), mode: 'lint' }, stack.folder);
    expect(failure?.text).toBeUndefined();
    expect(result?.outputs['old-code-compatible']).toBe('unknown');
    expect(result?.outputs.findings).not.toContain('not-in-transaction');
    expect(JSON.parse(result?.outputs.rehearsal ?? '{}')).toMatchObject({ locks: {}, outside: { c3: expect.any(Number) } });
    expect(result?.summary).toMatch(/Not in this are locks of statements outside of a transaction: `c3` \(the longest [^)]+\)\./);
    const unclassified = { title: 'unclassified', message: expect.stringContaining("the driver's own connection") };
    expect(result?.annotations).toContainEqual(expect.objectContaining(unclassified));
  }, 400_000);

  it('does not begin where the application reaches another database than the copy', async () => {
    stack.add({ ...linear[2], id: 'c3', parent: 'b2' });
    // Where its secrets are none of production's, as in the room, it goes elsewhere.
    const env = join(stack.folder, 'migrations/env.py');
    const address = `os.environ["DATABASE_URL"].replace("/notes", "/notes" if os.environ["API_TOKEN"] == "${password}-token" else "/slipway_rehearsal")`;
    writeFileSync(env, readFileSync(env, 'utf8').replace('os.environ["DATABASE_URL"]', address));
    const { failure } = await runCore(clone(), stack.folder);
    expect(failure).toMatchObject({ reason: 'rehearsal-impossible' });
    expect(failure?.text).toContain('reaches another database than the copy');
    expect(stack.sql('select version_num from alembic_version')).toBe('b2');
  }, 300_000);

  it('says what a downgrade leaves behind, what is no way back, and where old code fails', async () => {
    stack.add({
      id: 'c3',
      parent: 'b2',
      up: "op.execute('alter table notes rename body to content')\nop.execute('create table extra (x int)')",
      down: "op.execute('alter table notes rename content to body')",
    });
    const allow = { allow: 'rename-column: the next version reads it' };
    const ended = await runCore({ ...clone(), ...allow, mode: 'plan', 'old-image': image }, stack.folder);
    expect(ended.failure?.text).toBeUndefined();
    const { outputs, annotations } = ended.result ?? {};
    expect(JSON.parse(outputs?.rehearsal ?? '{}')).toMatchObject({
      repeatable: false,
      oldCode: false,
      notes: [{ rule: 'downgrade-not-repeatable', revision: 'c3' }, { rule: 'old-code-fails' }],
    });
    expect(outputs?.['old-code-compatible']).toBe('false');
    expect(annotations).toContainEqual(expect.objectContaining({ title: 'downgrade-not-repeatable', file: 'migrations/versions/c3.py' }));
    expect(ended.log).toMatch(/does not work on the migrated copy: it is unhealthy/);
  }, 400_000);

  it('refuses the live database, one that is not there, and a copy of another state', async () => {
    stack.add(linear[2] ?? looks);
    const live = await runCore({ ...clone(), 'rehearse-database': 'notes' }, stack.folder);
    expect(live.failure).toMatchObject({ reason: 'bad-input' });
    const none = await runCore({ ...clone(), 'rehearse-database': 'nowhere' }, stack.folder);
    expect(none.failure).toMatchObject({ reason: 'rehearsal-impossible' });
    stack.sql("update alembic_version set version_num = 'a1'", 'restored');
    const other = await runCore(clone(), stack.folder);
    expect(other.failure).toMatchObject({ reason: 'rehearsal-impossible' });
    expect(other.failure?.text).toContain('The copy is at a1 and the live database at b2');
    expect(stack.sql('select version_num from alembic_version')).toBe('b2');
  }, 400_000);

  it('restores the backup that was just made, with the key that only this process has', async () => {
    stack.add({ ...linear[2], id: 'c3', parent: 'b2' });
    const recipient = /age1\w+/.exec(execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[0] ?? '';
    const given = { destination: join(stack.folder, 'backups'), 'project-name': stack.name, service: 'db', 'age-recipients': recipient };
    const host = {
      context: readContext({ GITHUB_WORKSPACE: stack.folder }),
      log: createLog({ runner: false, write: () => {} }),
      clock: { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) },
      signal: new AbortController().signal,
    };
    const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
    const { outputs, bringTo } = await backUp(readInputs(backupContract, env), { ...host, shell: localShell() });
    const { id = '' } = outputs;
    const needed = { ...stack.inputs, backup: 'always', rehearse: 'restore' };
    expect((await runCore(needed, stack.folder)).failure).toMatchObject({ reason: 'backup-needed' });
    const other = { proof: { id, databases: ['other'] } };
    expect((await runCore(needed, stack.folder, other)).failure).toMatchObject({ reason: 'backup-needed' });
    const old = { 'old-image': image };
    const ended = await runCore({ ...needed, ...old }, stack.folder, {
      proof: { id, databases: ['notes'], ...(bringTo ? { restore: bringTo } : {}) },
    });
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result?.outputs).toMatchObject({ applied: 'c3', 'backup-id': id });
    expect(ended.result?.summary).toMatch(
      /\*\*Rehearsed\*\* on a copy of .*1 revision in.*The version that serves worked on the migrated copy\./,
    );
  }, 400_000);
});
