import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sourceFlags } from '../../../test/harness/fixture.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { linear, type ProjectOptions, type RevisionFile, runCore, syncEnv } from './fixture.ts';
import { buildImage, docker, password, type Stack, startStack } from './stack.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;

describe('the room of a rehearsal', () => {
  const image = `room-${randomBytes(4).toString('hex')}:v1`;
  let stack: Stack | undefined;
  beforeAll(() => buildImage(image), 120_000);
  afterAll(() => void docker('image', 'rm', '--force', image));
  afterEach(() => {
    const left = stack?.left();
    const files = globSync(`${homedir()}/.slipway/${stack?.name}/rehearsal-*`);
    stack?.down();
    stack = undefined;
    expect([left, files]).toEqual(['', []]);
  }, 60_000);

  /** A stack at revision b2 with a restored backup of it beside; `prepare` is done to the live one before. */
  const start = async (options: Partial<ProjectOptions> = {}, services = '', live = 'notes', prepare = ''): Promise<Stack> => {
    const made = startStack(image, { revisions: linear.slice(0, 2), ...options }, services, live);
    stack = made;
    expect((await runCore(made.inputs, made.folder)).failure?.text).toBeUndefined();
    made.sql("insert into notes select n, 'note ' || n, false from generate_series(1, 50) n");
    if (prepare) made.sql(prepare);
    made.sql(`create database restored template ${live}`, 'template1');
    return made;
  };
  const clone = (of: Stack): Record<string, string> => ({ ...of.inputs, rehearse: 'clone', 'rehearse-database': 'restored' });
  const next = (up: string): RevisionFile => ({ id: 'c3', parent: 'b2', up });
  const containers = (of: Stack, ...more: string[]): string =>
    docker('ps', '--quiet', '--no-trunc', '--filter', `label=slipway.rehearsal=${of.name}`, ...more);

  /** A program of the machine that knows the address of the room's server, and that it asks for no password. */
  const knock = (of: Stack): ReturnType<typeof spawnSync> => {
    const id = containers(of, '--filter', 'label=com.docker.compose.service=database');
    const address = docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id);
    const words = ['-X', '-h', address, '-U', 'slipway_rehearsal', '-d', 'notes', '-Atc', 'select 1'];
    return spawnSync('psql', words, { env: { ...process.env, PGCONNECT_TIMEOUT: '10' }, encoding: 'utf8' });
  };

  it('has files of random text for secrets and the settings under which the application works, and is closed to the machine', async () => {
    const env = `import os\nkey = open("/run/secrets/app_key").read() + open("/etc/app/second").read()
if not os.environ["API_TOKEN"].startswith("${password}") and "production" in key:\n    raise SystemExit("a secret of production is in the room")\n${syncEnv}`;
    const files = { first: 'production key one', second: 'production key two' };
    const services = `    secrets: [app_key, { source: other, target: /etc/app/second, mode: 0440, uid: "7" }]
secrets:
  app_key: { file: FOLDER/first }
  other: { file: FOLDER/second }
`;
    const settings = [
      'alter role notes set search_path = nowhere, public',
      "alter database notes set app.flavour = 'dark'",
      "alter role notes in database notes set statement_timeout = '77s'",
    ];
    const made = await start({ env, files }, services, 'notes', settings.join('; '));
    made.add(
      next(`for name, value in (('search_path', 'nowhere, public'), ('app.flavour', 'dark'), ('statement_timeout', '77s')):
    found = op.get_bind().execute(sa.text("select current_setting('" + name + "', true)")).scalar()
    assert found == value, name + ' is ' + str(found)
op.execute('alter table notes add color text')`),
    );
    let asked: ReturnType<typeof spawnSync> | undefined;
    const onLog = (text: string): void => {
      if (!asked && text.includes('Rehearsal of the migrations')) asked = knock(made);
    };
    const ended = await runCore({ ...clone(made), 'old-image': image, mode: 'plan' }, made.folder, { onLog });
    expect(ended.failure?.text).toBeUndefined();
    const rehearsal = JSON.parse(ended.result?.outputs.rehearsal ?? '{}') as object;
    expect(rehearsal).toMatchObject({ revisions: [{ id: 'c3' }], oldCode: true });
    expect(ended.log).toContain('In the rehearsal, files of random text stand in for the secrets app_key, other.');
    expect(asked).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('pg_hba.conf rejects connection') });
    const fussy = env.replace('if not', 'if "production" not in key:\n    raise ValueError("no key of ours")\nif not');
    writeFileSync(join(made.folder, 'migrations/env.py'), fussy);
    const refused = await runCore({ ...clone(made), mode: 'plan' }, made.folder);
    expect(refused.failure?.reason).toBe('rehearsal-impossible');
    expect(refused.failure?.text).toContain('The files of the secrets app_key, other hold random text there');
  }, 600_000);

  it('works for a live database named postgres, which every server has already', async () => {
    const made = await start({}, '', 'postgres');
    made.add({ ...next("op.execute('alter table notes add color text')"), down: "op.execute('alter table notes drop color')" });
    const ended = await runCore(clone(made), made.folder);
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'c3' } });
    expect(ended.result?.summary).toContain('Down and up again led to the same schema.');
    expect(made.sql('select count(*) from notes')).toBe('50');
  }, 500_000);

  it('is ended, with all that it took, before the disk of the machine is full', async () => {
    // A server whose df says that nothing is left once the copy has grown.
    const folder = mkdtempSync(join(tmpdir(), 'slipway-full-'));
    const full = `${image}-full`;
    const said = 'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "overlay 1 1 $free 1% /"';
    const grown = '[ "$(du -sk /var/lib/postgresql/data | cut -f1)" -gt 200000 ] && free=1000 || free=900000000';
    writeFileSync(join(folder, 'df'), `#!/bin/sh\n${grown}\n${said}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'Dockerfile'), 'FROM postgres:17\nCOPY df /usr/local/bin/df\n');
    docker('buildx', 'build', '--load', '--quiet', '--tag', full, folder);
    rmSync(folder, { recursive: true });
    try {
      const made = await start();
      made.add(
        next(
          "op.execute(\"create table big as select n, repeat('x', 1500) from generate_series(1, 200000) n\")\nop.execute('select pg_sleep(300)')",
        ),
      );
      const started = Date.now();
      const { failure } = await runCore({ ...clone(made), 'rehearse-image': full }, made.folder);
      expect(failure).toMatchObject({
        reason: 'rehearsal-impossible',
        message: 'Less than 1.1 GB of the disk of this machine were free, so the rehearsal was ended.',
      });
      expect(failure?.text).toContain('Nothing was changed; the live database was only read');
      expect(Date.now() - started).toBeLessThan(200_000);
      expect(made.sql('select version_num from alembic_version')).toBe('b2');
    } finally {
      docker('image', 'rm', '--force', full);
    }
  }, 500_000);

  it('ends by itself where its run was killed, and any later run on the machine removes what still stands', async () => {
    const services = '    secrets: [app_key]\nsecrets:\n  app_key: { file: FOLDER/first }\n';
    const made = await start({ files: { first: 'production key' } }, services);
    made.add(next("op.execute('alter table notes add color text')"));
    const given = { ...clone(made), 'old-image': image, mode: 'plan', timeout: '140s' };
    const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
    const more = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '1', GITHUB_REPOSITORY: 'team/notes', GITHUB_WORKSPACE: made.folder };
    const home = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    const killed = spawn(process.execPath, [...sourceFlags, main], {
      env: { ...home, ...more, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const old = (): string => containers(made, '--filter', 'label=com.docker.compose.service=backend', '--filter', 'name=-old-');
    await eventually(() => killed.exitCode !== null || old() !== '', 'the version that serves runs in the room', 140_000);
    expect(killed.exitCode).toBeNull();
    killed.kill('SIGKILL');
    expect(containers(made).split('\n').length).toBe(3);
    await eventually(() => containers(made) === '', 'nothing of it runs any more', 230_000);
    expect(globSync(`${homedir()}/.slipway/${made.name}/rehearsal-*`)).toHaveLength(1);
    // Of another application, which rehearses nothing.
    const other = `other-${randomBytes(4).toString('hex')}`;
    await eventually(() => Date.now() / 1000 > endOf(made), 'its time is over', 60_000);
    const looked = await runCore({ ...made.inputs, 'project-name': other, mode: 'plan' }, made.folder);
    rmSync(join(homedir(), '.slipway', other), { recursive: true, force: true });
    expect(looked.failure?.text).toBeUndefined();
    expect(made.left()).toBe('');
  }, 600_000);

  /** Until when the files of a rehearsal may stand, in seconds. */
  const endOf = (of: Stack): number =>
    Number(/rehearsal-(\d+)-/.exec(globSync(`${homedir()}/.slipway/${of.name}/rehearsal-*`)[0] ?? '')?.[1] ?? 0) + 1;
});
