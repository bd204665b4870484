// The backups of the teams in the five guides, as they would set them up: what each kept, what each can bring back, and what each is told.
import { chownSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../../actions/backup-db/src/run.ts';
import { inputsOf, type Key, newFolder, newKeyPair, portsOf } from '../../actions/backup-db/test/fixture.ts';
import { type DuckdbService, prepareDuckdb, writer } from '../engines/duckdb.ts';
import { type Postgres, serverUser, startPostgres } from '../engines/postgres.ts';
import { type S3Server, startVersitygw } from '../engines/versitygw.ts';
import { makeCertificate } from './health/certificate.ts';

const day = 24 * 3_600_000;
let server: Postgres;
let key: Key;

beforeAll(async () => {
  [server, key] = await Promise.all([startPostgres(), newKeyPair()]);
}, 60_000);
afterAll(() => server?.stop());

interface Told {
  readonly outcome: string;
  readonly reason: string;
  readonly outputs: Readonly<Record<string, string | undefined>>;
}

/** A run of the action as its clock says that many days from now. */
async function atDay(days: number, given: Readonly<Record<string, string>>): Promise<Told> {
  const ports = portsOf();
  const clock = { ...ports.clock, now: () => Date.now() + days * day };
  try {
    const {
      outcome,
      reason = '',
      outputs,
    } = await run(inputsOf({ 'age-recipients': key.recipient, 'age-identity': key.identity, ...given }), {
      ...ports,
      clock,
    });
    return { outcome, reason, outputs };
  } catch (error) {
    const { reason, text } = error as { readonly reason: string; readonly text: string };
    return { outcome: `failed: ${text}`, outputs: {}, reason };
  }
}

/** Days from now on which the backups that are left were made. */
async function daysLeft(given: Readonly<Record<string, string>>, database: string): Promise<number[]> {
  const begun = Date.now();
  const ports = portsOf();
  await run(inputsOf({ ...given, mode: 'list', database }), ports);
  const times = ports.lines.flatMap((line) => /-(\d{8}T\d{6})Z-[0-9a-f]{4}/.exec(line)?.[1] ?? []);
  const read = (text: string): number => Date.parse(text.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'));
  return [...new Set(times)].map((text) => Math.round((read(text) - begun) / day) + 0).sort((one, other) => one - other);
}

describe('the nightly job that kept thirty days by the age of files', () => {
  test('keeps thirty days, and in thirty nights of failures not one goes: the last good one comes back', async () => {
    server.sql('postgres', 'create database cadence');
    server.sql('cadence', "create table posts as select n, 'post ' || n as body from generate_series(1, 500) n");
    const folder = newFolder();
    const nightly = {
      'project-name': 'cadence',
      'database-url': server.url('cadence'),
      destination: folder,
      'keep-within': '30d',
      prune: 'true',
    };
    const nights = [0, 1, 2, 15, 30, 31, 33];
    for (const night of nights) expect((await atDay(night, { ...nightly, 'allow-prune': '100' })).outcome).toBe('backed-up');
    expect(await daysLeft(nightly, 'cadence')).toEqual([15, 30, 31, 33]);
    // As find -mtime +30 -delete it would have left nothing by then.
    server.sql('postgres', 'alter database cadence rename to cadence_away');
    for (const night of [34, 50, 70]) expect((await atDay(night, nightly)).reason).toBe('database-unreachable');
    expect(await daysLeft(nightly, 'cadence')).toEqual([15, 30, 31, 33]);
    expect((await atDay(35, { ...nightly, mode: 'check', 'max-age': '26h', prune: 'false' })).reason).toBe('stale');
    const back = await atDay(70, { ...nightly, prune: 'false', mode: 'restore', into: 'cadence' });
    expect(back.outcome).toBe('restored');
    expect(server.sql('cadence', 'select count(*), max(body) from posts')).toBe('500|post 99');
    rmSync(folder, { recursive: true });
  }, 120_000);
});

describe('PostgreSQL with 7 daily, 4 weekly and 12 monthly, and DuckDB in a volume that nobody backed up', () => {
  let duckdb: DuckdbService;
  beforeAll(() => {
    duckdb = prepareDuckdb();
  }, 60_000);
  afterAll(() => duckdb?.stop());

  test('share one destination, each with a retention of its own, and the analytics go on', async () => {
    server.sql('postgres', 'create database deita');
    server.sql('deita', 'create table reports as select n from generate_series(1, 20) n');
    const folder = newFolder();
    const id = await duckdb.start('deita', writer, '--label', 'slipway.backup=pause');
    const common = { 'project-name': 'deita', destination: folder, prune: 'true', 'allow-prune': '100' };
    const keep = { 'keep-daily': '7', 'keep-weekly': '4', 'keep-monthly': '12', 'min-keep': '1' };
    const postgres = { ...common, ...keep, 'database-url': server.url('deita') };
    const analytics = { ...common, ...keep, kind: 'duckdb', service: 'backend', file: duckdb.file };
    // Two of each day that counts: of each day the later one stays.
    for (let night = 0; night < 24; night++) expect((await atDay(night, postgres)).outcome).toBe('backed-up');
    for (const night of [0, 1])
      expect(await atDay(night, analytics)).toMatchObject({ outcome: 'backed-up', outputs: { verified: 'true' } });
    const left = await daysLeft(common, 'deita');
    expect(left.slice(-7)).toEqual([17, 18, 19, 20, 21, 22, 23]);
    expect(left.length).toBeGreaterThanOrEqual(9);
    expect(left.length).toBeLessThanOrEqual(12);
    expect(await daysLeft(common, `duckdb:${duckdb.file}`)).toEqual([0, 1]);
    expect(duckdb.docker('inspect', '--format', '{{.State.Status}}', id)).toBe('running');
    const drill = await atDay(24, { ...analytics, prune: 'false', mode: 'verify', verify: 'restore' });
    expect(drill).toMatchObject({ outcome: 'verified', outputs: { database: `duckdb:${duckdb.file}` } });
    rmSync(folder, { recursive: true });
  }, 240_000);
});

describe('a managed database that is known by its URL alone', () => {
  let s3: S3Server;
  let folder: string;
  let managed: Postgres;
  beforeAll(async () => {
    [s3, managed] = await Promise.all([startVersitygw(), startPostgres()]);
    folder = mkdtempSync(join(tmpdir(), 'slipway-managed-'));
    makeCertificate(folder);
    const owner = serverUser();
    for (const name of ['key.pem', 'cert.pem']) {
      const path = join(managed.data, name);
      copyFileSync(join(folder, name), path);
      if (owner) chownSync(path, owner.uid, owner.gid);
    }
    for (const [name, value] of Object.entries({ ssl_cert_file: 'cert.pem', ssl_key_file: 'key.pem', ssl: 'on' }))
      managed.sql('postgres', `alter system set ${name} = '${value}'`);
    managed.sql('postgres', 'select pg_reload_conf()');
    managed.sql('postgres', "create role shop login createdb password 'from the provider'");
    managed.sql('postgres', 'create database shop owner shop');
    managed.sql('shop', 'set role shop; create table orders as select n from generate_series(1, 700) n');
  }, 60_000);
  afterAll(async () => {
    await Promise.all([s3?.stop(), managed?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const url = (mode: string): string => `postgres://shop:from%20the%20provider@127.0.0.1:${managed.port}/shop?sslmode=${mode}`;

  test('goes over TLS into a bucket, by a user who is no superuser, and comes back beside itself', async () => {
    const given = {
      'database-url': url(`verify-full&sslrootcert=${join(folder, 'cert.pem')}`),
      destination: `s3://${s3.bucket}/shop?endpoint=${s3.endpoint}&region=${s3.region}`,
      's3-access-key-id': s3.id,
      's3-secret-access-key': s3.secret,
    };
    expect(await atDay(0, { ...given, verify: 'restore' })).toMatchObject({
      outcome: 'backed-up',
      outputs: { verified: 'true', 'verify-level': 'restore', database: 'shop', rows: '700' },
    });
    expect((await atDay(0, { ...given, mode: 'restore', into: 'shop_back' })).outcome).toBe('restored');
    expect(
      managed.sql('shop_back', 'select count(*), pg_get_userbyid(relowner) from orders, pg_class where relname = $$orders$$ group by 2'),
    ).toBe('700|shop');
    const stranger = { ...given, 'database-url': url('verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt') };
    expect((await atDay(0, stranger)).reason).toBe('database-unreachable');
  }, 120_000);
});
