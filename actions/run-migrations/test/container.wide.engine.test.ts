import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkout } from '../../../test/apps/notes/apply.ts';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { runCore } from './fixture.ts';

const root = join(import.meta.dirname, '../../..');
const docker = (...argv: string[]): string =>
  execFileSync('docker', argv, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();

/** With the wheels inside the build's own context: engines of Debian 12 know no named ones. */
function build(source: string, tag: string): void {
  const backend = join(source, 'backend');
  cpSync(join(root, '.cache/wheels'), join(backend, 'wheels'), { recursive: true });
  const file = join(backend, 'Dockerfile');
  writeFileSync(file, readFileSync(file, 'utf8').replace('type=bind,from=wheels,target', 'type=bind,source=wheels,target'));
  docker('buildx', 'build', '--load', '--quiet', '--tag', tag, backend);
}

/** The example application's own image, run against its own compose file on this machine's engine. */
describe('run-migrations in containers of the application', () => {
  const name = `migrate-${randomBytes(4).toString('hex')}`;
  const password = 'pa55-für$HOME-in-compose';
  const folder = mkdtempSync(join(tmpdir(), 'slipway-notes-'));
  const directory = join(folder, 'server');
  const images = { v1: `${name}/backend:v1`, v2: `${name}/backend:v2` };
  const inputs = { 'project-name': name, directory, image: images.v1 };
  const psql = (sql: string): string => docker('exec', `${name}-db`, 'psql', '-U', 'notes', '-At', '-c', sql);
  const left = (): string => docker('ps', '--all', '--quiet', '--filter', `name=${name}-migrate`);

  beforeAll(async () => {
    for (const version of ['v1', 'v2'] as const) {
      const source = join(folder, version);
      await checkout(version, source);
      build(source, images[version]);
      // Two tests of one application on one engine need names of their own, and a stray start would take the real ports.
      const compose = readFileSync(join(source, 'docker-compose.yml'), 'utf8');
      writeFileSync(join(source, 'docker-compose.yml'), compose.replaceAll('container_name: notes-', `container_name: ${name}-`));
    }
    mkdirSync(directory);
    writeFileSync(join(directory, '.env'), `POSTGRES_PASSWORD='${password}'\n`, { mode: 0o600 });
  }, 300_000);

  afterAll(() => {
    const containers = docker('ps', '--all', '--quiet', '--filter', `name=${name}`).split('\n').filter(Boolean);
    if (containers.length > 0) docker('rm', '--force', '--volumes', ...containers);
    const all = (kind: string): string[] => docker(kind, 'ls', '--quiet', '--filter', `name=${name}`).split('\n').filter(Boolean);
    for (const kind of ['network', 'volume']) for (const one of all(kind)) docker(kind, 'rm', one);
    docker('image', 'rm', '--force', ...Object.values(images));
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(homedir(), '.slipway', name), { recursive: true, force: true });
  });

  it('plans a first release without starting anything', async () => {
    const plan = await runCore({ ...inputs, mode: 'plan' }, join(folder, 'v1'));
    expect(plan.failure?.text).toBeUndefined();
    expect(plan.result).toMatchObject({ outcome: 'planned', outputs: { from: 'base', pending: '1', changed: 'false' } });
    expect(plan.result?.summary).toContain('does not run yet');
    expect(docker('ps', '--all', '--quiet', '--filter', `name=${name}`)).toBe('');
    expect(docker('network', 'ls', '--quiet', '--filter', `name=${name}`)).toBe('');
  }, 120_000);

  it('starts the database and nothing else, migrates, and leaves no container and no secret behind', async () => {
    const { result: ended, commandLines } = await watchCommandLines(() => runCore(inputs, join(folder, 'v1')));
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { from: 'base', to: '0001', applied: '0001' } });
    expect(psql('select version_num from alembic_version')).toBe('0001');
    expect(docker('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`)).toBe(`${name}-db`);
    expect(left()).toBe('');
    expect([...commandLines].filter((line) => line.includes('pa55'))).toEqual([]);
    expect(ended.log).not.toContain('pa55');
  }, 180_000);

  it('brings the new image’s revision, refuses the old image afterwards, and goes back with the new one', async () => {
    const v2 = { ...inputs, image: images.v2 };
    const up = await runCore(v2, join(folder, 'v2'));
    expect(up.failure?.text).toBeUndefined();
    expect(up.result).toMatchObject({ outcome: 'migrated', outputs: { from: '0001', to: '0002', applied: '0002' } });
    const old = await runCore(inputs, join(folder, 'v1'));
    expect(old.failure).toMatchObject({ reason: 'db-ahead' });
    const down = await runCore({ ...v2, mode: 'downgrade' }, join(folder, 'v2'));
    expect(down.result).toMatchObject({ outcome: 'downgraded', outputs: { from: '0002', to: '0001' } });
    expect(left()).toBe('');
  }, 240_000);

  it('works inside a running container of the service', async () => {
    const running = ['run', '--detach', '--name', `${name}-stand-in`, '--network', `${name}_default`];
    const labels = [`com.docker.compose.project=${name}-blue`, 'com.docker.compose.service=backend'].flatMap((label) => ['--label', label]);
    const url = `postgresql+psycopg://notes:${password}@${name}-db:5432/notes`;
    docker(...running, ...labels, '--env', `DATABASE_URL=${url}`, images.v2, 'sleep', '600');
    const exec = { 'project-name': name, directory, transport: 'exec' };
    const verified = await runCore({ ...exec, mode: 'verify' }, join(folder, 'v2'));
    expect(verified.failure).toMatchObject({ reason: 'verify-mismatch', details: { outputs: { from: '0001', pending: '1' } } });
    const applied = await runCore(exec, join(folder, 'v2'));
    expect(applied.failure?.text).toBeUndefined();
    expect(applied.result).toMatchObject({ outcome: 'migrated', outputs: { to: '0002' } });
  }, 180_000);

  it('ends the container of a migration that is cancelled', async () => {
    const source = join(folder, 'slow');
    cpSync(join(folder, 'v2'), source, { recursive: true });
    const slow = `revision = "0003"\ndown_revision = "0002"\nfrom alembic import op\ndef upgrade():\n    op.execute("create table slow (x int)")\n    op.execute("select pg_sleep(300)")\n`;
    writeFileSync(join(source, 'backend/migrations/versions/0003_slow.py'), slow);
    const image = `${name}/backend:slow`;
    build(source, image);
    const cancel = new AbortController();
    const onLog = (text: string): void => void (text.includes('> Migrations') && setTimeout(() => cancel.abort(), 4000));
    const ended = await runCore({ ...inputs, image }, source, { signal: cancel.signal, onLog });
    expect(ended.failure).toMatchObject({ reason: 'cancelled' });
    expect(left()).toBe('');
    for (let tries = 0; tries < 50 && psql("select count(*) from pg_stat_activity where application_name like 'slipway%'") !== '0'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(psql("select count(*) from pg_stat_activity where application_name like 'slipway%'")).toBe('0');
    expect(psql("select count(*) from pg_class where relname = 'slow'")).toBe('0');
    docker('image', 'rm', '--force', image);
  }, 240_000);

  it('says what an image lacks', async () => {
    const none = await runCore({ ...inputs, mode: 'verify', image: 'postgres:17' }, join(folder, 'v1'));
    expect(none.failure).toMatchObject({ reason: 'no-alembic' });
    const unknown = await runCore({ ...inputs, mode: 'verify', service: 'bakcend' }, join(folder, 'v1'));
    expect(unknown.failure).toMatchObject({ reason: 'bad-input' });
    expect(unknown.failure?.text).toContain('backend');
    const absent = await runCore({ ...inputs, mode: 'verify', image: `127.0.0.1:1/none@sha256:${'0'.repeat(64)}` }, join(folder, 'v1'));
    expect(absent.failure).toMatchObject({ reason: 'pull-failed' });
  }, 120_000);
});
