import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSsh } from '@slipway/shell';
import { type ComposePostgres, startComposePostgres } from '../../../test/engines/compose-postgres.ts';
import { runFixture } from '../../../test/harness/fixture.ts';
import { eventually, watchCommandLines } from '../../../test/harness/processes.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import type { Inputs } from '../src/contract.ts';
import { parseDrills } from '../src/drill.ts';
import { run } from '../src/run.ts';
import { drillsName } from '../src/stores/folder-drills.ts';
import { content, filesOf, fingerprint, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

const main = new URL('../src/main.ts', import.meta.url);

let server: ComposePostgres;
let key: Key;
let folder: string;

const given = (more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': server.projectName,
  destination: folder,
  'age-recipients': key.recipient,
  'age-identity': key.identity,
  ...more,
});
const inputs = (more: Record<string, string> = {}): Inputs => inputsOf(given(more));

beforeAll(async () => {
  server = await startComposePostgres();
  key = await newKeyPair();
  folder = newFolder();
  server.sql('notes_prod', content);
}, 120_000);

afterAll(() => {
  server?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('the container of a compose service', () => {
  test('is backed up by its own programs and restored, whatever client this machine has; its password stays inside', async () => {
    const { result, commandLines } = await watchCommandLines(() => run(inputs({ verify: 'restore' }), portsOf()));
    expect(result.outputs).toMatchObject({ verified: 'true', database: 'notes_prod', rows: '4663' });
    expect(result.manifest?.facts).toMatchObject({ server: { major: 17 } });
    const back = await run(inputs({ mode: 'restore', into: 'back' }), portsOf());
    expect(back.outcome).toBe('restored');
    expect(fingerprint(server, 'back')).toBe(fingerprint(server, 'notes_prod'));
    expect([...commandLines].some((line) => line.includes('pg_dump'))).toBe(true);
    expect([...commandLines].filter((line) => line.includes(server.password))).toEqual([]);
  }, 60_000);

  test('is replaced under confirmation, and the old one kept', async () => {
    await run(inputs(), portsOf());
    const good = fingerprint(server, 'notes_prod');
    server.sql('notes_prod', 'drop table notes cascade');
    const result = await run(inputs({ mode: 'restore', into: 'notes_prod', confirm: 'notes_prod' }), portsOf());
    expect(fingerprint(server, 'notes_prod')).toBe(good);
    expect(server.sql(result.outputs.kept ?? '', "select to_regclass('notes') is null")).toBe('t');
  }, 60_000);

  test('keeps no session of an action that was killed', async () => {
    server.sql('notes_prod', 'create table bulk as select i, repeat(md5(i::text), 6) as t from generate_series(1, 400000) i');
    const step = await runFixture(main, { inputs: given(), interrupt: { when: /Dump of notes_prod/, signal: 'SIGKILL' } });
    expect(step.signal).toBe('SIGKILL');
    const others = "select count(*) from pg_stat_activity where datname = 'notes_prod' and pid <> pg_backend_pid()";
    await eventually(() => server.sql('notes_prod', others) === '0', 'every session has ended');
    expect((await run(inputs(), portsOf())).outcome).toBe('backed-up');
    expect(filesOf(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  }, 60_000);
});

describe('over SSH', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  }, 30_000);
  afterAll(() => sshd?.stop());

  test('the backup is made, stored and proven on the server, and nothing secret is on a command line of either end', async () => {
    const there = newFolder();
    const target = {
      host: sshd.host,
      port: String(sshd.port),
      username: sshd.username,
      'ssh-key': sshd.key,
      'known-hosts': sshd.knownHosts,
    };
    const { result, commandLines } = await watchCommandLines(() =>
      runFixture(main, { inputs: given({ ...target, destination: there, verify: 'restore' }) }),
    );
    expect(result.outputs).toMatchObject({ outcome: 'backed-up', 'verify-level': 'restore', verified: 'true' });
    expect(filesOf(there)).toEqual([`${result.outputs['id']}.dump.zst.age`, `${result.outputs['id']}.json`]);
    for (const secret of [server.password, key.identity]) expect([...commandLines].filter((line) => line.includes(secret))).toEqual([]);
    rmSync(there, { recursive: true });
  }, 60_000);

  test('a drill is recorded on the server that the Slipway file names', async () => {
    const there = newFolder();
    const config = join(newFolder(), 'slipway.yml');
    const lines = [
      `project: ${server.projectName}`,
      'images: { backend: { image: registry.example.com/notes/backend } }',
      `backup: { destination: ${there}, age-recipients: [${key.recipient}] }`,
      `environments: { production: { host: ${sshd.host}, port: ${sshd.port}, username: ${sshd.username} } }`,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const access = { environment: 'production', config, 'ssh-key': sshd.key, 'known-hosts': sshd.knownHosts };
    const made = await runFixture(main, { inputs: access });
    const drill = await runFixture(main, { inputs: { ...access, mode: 'verify', verify: 'restore', 'age-identity': key.identity } });
    expect(drill.outputs).toMatchObject({ outcome: 'verified', id: made.outputs['id'] });
    const [record] = parseDrills(readFileSync(join(there, drillsName), 'utf8'));
    expect(record).toMatchObject({
      id: made.outputs['id'],
      database: 'notes_prod',
      rows: Number(made.outputs['rows']),
      outcome: 'verified',
    });
    expect(statSync(join(there, drillsName)).mode & 0o777).toBe(0o600);
    for (const folder of [there, dirname(config)]) rmSync(folder, { recursive: true });
  }, 60_000);

  test('a cut connection is unreachable, and leaves nothing that counts', async () => {
    const there = newFolder();
    const shell = await openSsh({ host: sshd.host, port: sshd.port, username: sshd.username, key: sshd.key, knownHosts: sshd.knownHosts });
    const running = run(inputs({ destination: there }), portsOf(shell)).catch((error: unknown) => error);
    await eventually(() => filesOf(there).some((name) => name.endsWith('.partial')), 'the dump begins');
    await sshd.stop();
    expect(await running).toMatchObject({ reason: 'unreachable' });
    await shell.close();
    expect(filesOf(there).filter((name) => !name.endsWith('.partial'))).toEqual([]);
    rmSync(there, { recursive: true });
  }, 60_000);
});

describe('what is not there', () => {
  test('a project of which nothing is on the machine is a first release: nothing to back up, said aloud', async () => {
    const ports = portsOf();
    const result = await run(inputs({ 'project-name': 'slipway-test-absent' }), ports);
    expect(result).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'first-release', outputs: { verified: 'false' } });
    expect(ports.lines.join('')).toContain('No backup was made');
  });

  test('a service of another name is no first release', async () => {
    const failure = await run(inputs({ service: 'postgres' }), portsOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'no-container' });
    expect(String(failure)).toContain('it has db');
  });

  test('a stopped container is database-unreachable with the line that starts it', async () => {
    server.docker('stop', '--time', '20', server.id);
    const failure = await run(inputs(), portsOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'database-unreachable' });
    expect((failure as { text: string }).text).toContain('docker start');
  }, 40_000);
});
