import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../../test/engines/postgres.ts';
import { type S3Server, startVersitygw } from '../../../../test/engines/versitygw.ts';
import { runFixture } from '../../../../test/harness/fixture.ts';
import { watchCommandLines } from '../../../../test/harness/processes.ts';
import { run } from '../../src/run.ts';
import { filesOf, fillDatabase, fingerprint, inputsOf, type Key, newFolder, newKeyPair, portsOf } from '../fixture.ts';

const main = new URL('../../src/main.ts', import.meta.url);

let server: Postgres;
let s3: S3Server;
let key: Key;
let near: string;

beforeAll(async () => {
  [server, s3, key] = await Promise.all([startPostgres(), startVersitygw(), newKeyPair()]);
  near = newFolder();
  fillDatabase(server, 'app');
}, 120_000);
afterAll(async () => {
  await Promise.all([server?.stop(), s3?.stop()]);
  rmSync(near, { recursive: true, force: true });
}, 30_000);

const place = (prefix: string): string => `s3://${s3.bucket}/${prefix}?endpoint=${s3.endpoint}&region=${s3.region}`;
const given = (destination: string, more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': 'notes',
  'database-url': server.url('app'),
  destination,
  's3-access-key-id': s3.id,
  's3-secret-access-key': s3.secret,
  'age-recipients': key.recipient,
  'age-identity': key.identity,
  ...more,
});
const found = (prefix: string): string[] => (existsSync(join(s3.folder, prefix)) ? filesOf(join(s3.folder, prefix)) : []);

describe('a database in S3', () => {
  test('is backed up, proven from what is stored there, listed, drilled and restored row for row', async () => {
    const destination = place('team/notes');
    const made = await run(inputsOf(given(destination)), portsOf());
    const id = made.outputs.id ?? '';
    expect(made.outputs).toMatchObject({ verified: 'true', path: `s3://backups/team/notes/${id}.dump.zst.age` });
    expect(made.outputs.copies).toBe(made.outputs.path);
    expect(found('team/notes')).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    const listed = await run(inputsOf(given(destination, { mode: 'list' })), portsOf());
    expect(listed.outputs).toMatchObject({ id, verified: 'true' });
    const drill = await run(inputsOf(given(destination, { mode: 'verify', verify: 'restore' })), portsOf());
    expect(drill).toMatchObject({ outcome: 'verified', outputs: { id, 'verify-level': 'restore' } });
    expect(drill.summary).toMatch(/^\*\*The restore drill passed/);
    expect(JSON.parse(readFileSync(join(s3.folder, 'team/notes', `${id}.json`), 'utf8'))).toMatchObject({ verified: { level: 'restore' } });
    const back = await run(inputsOf(given(destination, { mode: 'restore', into: 'app_back' })), portsOf());
    expect(back.outcome).toBe('restored');
    expect(fingerprint(server, 'app_back')).toBe(fingerprint(server, 'app'));
    expect((await run(inputsOf(given(destination, { mode: 'check' })), portsOf())).outcome).toBe('fresh');
  }, 120_000);

  test('whose stored bytes change counts no more; a copy elsewhere is proven by itself, and is what comes back', async () => {
    const destination = `${place('both')}\n${near}`;
    const { id = '', copies = '' } = (await run(inputsOf(given(destination)), portsOf())).outputs;
    expect(copies.split('\n')).toEqual([`s3://backups/both/${id}.dump.zst.age`, `${near}/${id}.dump.zst.age`]);
    const path = join(s3.folder, 'both', `${id}.dump.zst.age`);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const failure = await run(inputsOf(given(destination, { mode: 'verify' })), portsOf()).catch((error: unknown) => error);
    expect((failure as { reason: string }).reason).toMatch(/^(checksum|archive-corrupt)$/);
    const levels = [join(s3.folder, 'both'), near].map((folder) => {
      const { verified } = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as { verified: { level: string } };
      return verified.level;
    });
    expect(levels).toEqual(['failed', 'archive']);
    await expect(run(inputsOf(given(destination, { mode: 'check' })), portsOf())).rejects.toMatchObject({ reason: 'too-few-copies' });
    expect((await run(inputsOf(given(destination, { mode: 'check', 'min-copies': '1' })), portsOf())).outcome).toBe('fresh');
    const back = await run(inputsOf(given(destination, { mode: 'restore', into: 'from_near' })), portsOf());
    expect(back.outputs.path).toBe(`${near}/${id}.dump.zst.age`);
    expect(fingerprint(server, 'from_near')).toBe(fingerprint(server, 'app'));
  }, 120_000);

  test('is backed up with the credentials of the environment, and no secret stands on a command line, in the log, manifest or summary', async () => {
    const { 's3-access-key-id': _, 's3-secret-access-key': __, ...inputs } = given(place('quiet'));
    const env = { AWS_ACCESS_KEY_ID: s3.id, AWS_SECRET_ACCESS_KEY: s3.secret };
    const { result, commandLines } = await watchCommandLines(() => runFixture(main, { inputs, env }));
    expect(result.outputs).toMatchObject({ outcome: 'backed-up', verified: 'true' });
    expect([...commandLines].filter((line) => line.includes(s3.secret))).toEqual([]);
    const files = found('quiet').map((name) => readFileSync(join(s3.folder, 'quiet', name), 'latin1'));
    for (const text of [result.log, result.summary, ...files]) expect(text).not.toContain(s3.secret);
  }, 60_000);

  test('whose backup is ended by SIGTERM leaves no upload and no claim', async () => {
    server.sql('postgres', 'create database large');
    server.sql('large', 'create table t as select repeat(md5(random()::text), 5) as v from generate_series(1, 200000)');
    const inputs = given(place('cut'), { 'database-url': server.url('large') });
    const ended = await runFixture(main, { inputs, interrupt: { when: /Dump of large/, signal: 'SIGTERM' } });
    expect(ended.outputs['reason']).toBe('cancelled');
    expect([found('cut'), readdirSync(join(s3.folder, '.sgwtmp', 'multipart'))]).toEqual([[], []]);
  }, 60_000);
});
