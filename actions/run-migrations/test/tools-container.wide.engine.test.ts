import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { runCore } from './fixture.ts';
import { type Move, makeFolder } from './tools/kit.ts';
import { dbmate, sql } from './tools/kits.ts';

const docker = (...argv: string[]): string =>
  execFileSync('docker', argv, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();

const moves: readonly Move[] = [
  { name: 'notes', up: 'create table notes (id int primary key);', down: 'drop table notes;' },
  { name: 'pinned', up: 'alter table notes add pinned bool;', down: 'alter table notes drop pinned;' },
];

/** Tools in an image of the application, which has neither Python nor a client of PostgreSQL that is used. */
describe('other tools in containers', () => {
  const name = `tools-${randomBytes(4).toString('hex')}`;
  const password = 'pa55%/$HOME';
  const folder = makeFolder();
  const directory = join(folder, 'server');
  const image = `${name}/app:v1`;
  const inputs = { 'project-name': name, directory, image, service: 'app' };
  const psql = (database: string, text: string): string =>
    docker('exec', `${name}-db`, 'psql', '-U', 'notes', '-d', database, '-At', '-c', text);
  const compose = (host: string): void => {
    const url = `postgresql://notes:${encodeURIComponent(password)}@${host}:5432/notes?sslmode=disable`;
    const services = {
      app: { image, environment: { DATABASE_URL: url }, depends_on: ['db'] },
      db: {
        image: 'postgres:17',
        container_name: `${name}-db`,
        environment: { POSTGRES_USER: 'notes', POSTGRES_PASSWORD: password.replaceAll('$', '$$$$') },
        healthcheck: { test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'notes'], interval: '1s', retries: 60 },
      },
    };
    writeFileSync(join(folder, 'docker-compose.yml'), JSON.stringify({ services }));
  };

  beforeAll(() => {
    const build = join(folder, 'build');
    mkdirSync(build);
    mkdirSync(directory);
    dbmate.write(build, moves);
    sql.write(build, moves);
    const program = dbmate.inputs['tool-command'] ?? '';
    copyFileSync(program, join(build, 'dbmate'));
    chmodSync(join(build, 'dbmate'), 0o755);
    writeFileSync(
      join(build, 'Dockerfile'),
      'FROM postgres:17\nCOPY dbmate /usr/local/bin/\nWORKDIR /srv\nCOPY db db\nCOPY migrations migrations\nUSER nobody\n',
    );
    docker('buildx', 'build', '--load', '--quiet', '--tag', image, build);
    compose('db');
  }, 180_000);

  afterAll(() => {
    const containers = docker('ps', '--all', '--quiet', '--filter', `name=${name}`).split('\n').filter(Boolean);
    if (containers.length > 0) docker('rm', '--force', '--volumes', ...containers);
    for (const one of docker('network', 'ls', '--quiet', '--filter', `name=${name}`).split('\n').filter(Boolean))
      docker('network', 'rm', one);
    docker('image', 'rm', '--force', image);
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(homedir(), '.slipway', name), { recursive: true, force: true });
  });

  it('run from the new image, with nothing left behind and no secret on a command line', async () => {
    const plan = await runCore({ ...inputs, tool: 'dbmate', mode: 'plan' }, folder);
    expect(plan.failure?.text).toBeUndefined();
    expect(plan.result).toMatchObject({ outcome: 'planned', outputs: { pending: '2', from: 'base' } });
    expect(docker('ps', '--all', '--quiet', '--filter', `name=${name}`)).toBe('');
    const { result: ended, commandLines } = await watchCommandLines(() => runCore({ ...inputs, tool: 'dbmate' }, folder));
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '20260101000001,20260101000002' } });
    expect(psql('notes', 'select count(*) from schema_migrations')).toBe('2');
    expect([...commandLines].filter((line) => line.includes('pa55'))).toEqual([]);
    expect(ended.log).not.toContain('pa55');
    expect(docker('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`)).toBe(`${name}-db`);
    const back = await runCore({ ...inputs, tool: 'dbmate', mode: 'downgrade', revision: 'base' }, folder);
    expect(back.result).toMatchObject({ outcome: 'downgraded', outputs: { to: 'base' } });
    psql('notes', 'drop table schema_migrations');
  }, 240_000);

  it('read a folder of SQL from the image and run it beside the lock', async () => {
    const ended = await runCore({ ...inputs, tool: 'sql' }, folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: '0001_notes,0002_pinned' } });
    expect(ended.result?.summary).toContain('`migrations/0002_pinned.sql`');
  }, 120_000);

  it('are refused where their URL leads to another server than the one that is locked', async () => {
    compose('elsewhere.example.com');
    const ended = await runCore({ ...inputs, tool: 'dbmate' }, folder);
    compose('db');
    expect(ended.failure).toMatchObject({ reason: 'wrong-database', details: { state: 'Nothing was changed.' } });
    expect(ended.failure?.message).toContain('elsewhere.example.com');
  }, 120_000);

  it('work inside a running container of the service, and say what is not there', async () => {
    const labels = [`com.docker.compose.project=${name}-blue`, 'com.docker.compose.service=app'].flatMap((label) => ['--label', label]);
    const url = `DATABASE_URL=postgresql://notes:${encodeURIComponent(password)}@db:5432/notes?sslmode=disable`;
    docker('run', '--detach', '--name', `${name}-stand-in`, '--network', `${name}_default`, ...labels, '--env', url, image, 'sleep', '600');
    const { image: _, ...rest } = inputs;
    const verified = await runCore({ ...rest, transport: 'exec', tool: 'sql', mode: 'verify' }, folder);
    expect(verified.result?.outcome).toBe('verified');
    const other = await runCore({ ...rest, transport: 'exec', tool: 'dbmate', mode: 'plan', migrations: 'nowhere' }, folder);
    expect(other.failure).toMatchObject({ reason: 'no-tool' });
    expect(other.failure?.text).toContain('nowhere');
    const psqls = psql('notes', "select count(*) from pg_stat_activity where application_name like 'slipway%'");
    expect(psqls).toBe('0');
  }, 120_000);
});
