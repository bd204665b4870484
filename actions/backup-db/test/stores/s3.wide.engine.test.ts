import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type Postgres, startPostgres } from '../../../../test/engines/postgres.ts';
import { type S3Server, startVersitygw } from '../../../../test/engines/versitygw.ts';
import { node } from '../../../../test/harness/action.ts';
import { runFixture } from '../../../../test/harness/fixture.ts';
import { renderManifest } from '../../src/manifest.ts';
import { dumpName, manifestName } from '../../src/names.ts';
import { emptyHash, sign } from '../../src/stores/s3/signature.ts';
import { filesOf, fillDatabase } from '../fixture.ts';
import { fetchBack, manifestOf, openPlaces, store } from './places.ts';

const main = new URL('../../src/main.ts', import.meta.url);
let s3: S3Server;

beforeAll(async () => {
  s3 = await startVersitygw({ versions: true });
}, 60_000);
afterAll(() => s3?.stop());

const place = (path: string): string => `s3://${path}?endpoint=${s3.endpoint}&region=${s3.region}`;
const keys = (): Record<string, string> => ({ 's3-access-key-id': s3.id, 's3-secret-access-key': s3.secret });

test('10,000 backups are listed with little work of our own', async () => {
  const folder = join(s3.folder, 'many');
  mkdirSync(folder);
  const bytes = Buffer.from('content');
  for (let count = 0; count < 10_000; count++) {
    const manifest = manifestOf(bytes);
    writeFileSync(join(folder, manifestName(manifest.id)), renderManifest(manifest));
    writeFileSync(join(folder, dumpName(manifest)), bytes);
  }
  const { store: many } = await openPlaces({ destination: place(`${s3.bucket}/many`), ...keys() });
  const started = performance.now();
  const before = process.cpuUsage();
  const { backups } = await many.list();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const own = (user + system) / 1e6;
  process.stdout.write(`10,000 backups listed in ${seconds.toFixed(1)} s, ${own.toFixed(1)} s of them our own CPU\n`);
  expect(backups.filter(({ whole }) => whole)).toHaveLength(10_000);
  // The time is that of the service and the way to it; this is ours.
  expect(own).toBeLessThan(30);
  await many.close();
}, 300_000);

/** As one file, as the action is: what reads TypeScript would need more memory than the upload. */
async function runBundled(file: URL, more: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-upload-'));
  const outfile = join(folder, 'upload.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node24', banner, logLevel: 'error' } as const;
  await build({ ...options, entryPoints: [fileURLToPath(file)], outfile });
  const env = { PATH: process.env['PATH'] ?? '', RUNNER_TEMP: folder, ...more };
  const { stdout } = await promisify(execFile)(node, [outfile], { env, timeout: 500_000 });
  rmSync(folder, { recursive: true });
  return stdout;
}

describe('the process stays below 200 MB', () => {
  const upload = async (prefix: string, size: number): Promise<number> => {
    const env = {
      DESTINATION: place(`${s3.bucket}/${prefix}`),
      SIZE: String(size),
      AWS_ACCESS_KEY_ID: s3.id,
      AWS_SECRET_ACCESS_KEY: s3.secret,
    };
    const peak = Number(/peak ([\d.]+) MB/.exec(await runBundled(new URL('upload.ts', import.meta.url), env))?.[1]);
    process.stdout.write(`${prefix}: ${size} bytes, at most ${peak} MB\n`);
    return peak;
  };

  test('where parts are in its memory', async () => {
    expect(await upload('memory', 800_000_000)).toBeLessThan(200);
  }, 600_000);

  test('where a backup of half a tebibyte before makes them so large that they wait on the disk', async () => {
    const before = manifestOf(Buffer.from('x'), { stored: { size: 2 ** 39, sha256: 'a'.repeat(64) } });
    mkdirSync(join(s3.folder, 'disk'));
    writeFileSync(join(s3.folder, 'disk', manifestName(before.id)), renderManifest(before));
    writeFileSync(join(s3.folder, 'disk', dumpName(before)), '');
    truncateSync(join(s3.folder, 'disk', dumpName(before)), 2 ** 39);
    expect(await upload('disk', 1_200_000_000)).toBeLessThan(200);
  }, 600_000);
});

test('what the service keeps locked is kept, and said, and can still be read; its manifest too', async () => {
  const ask = async (method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<void> => {
    const url = new URL(s3.endpoint + path);
    const hash = body ? createHash('sha256').update(body).digest('hex') : emptyHash;
    const signed = sign({ method, url, headers, hash }, { id: s3.id, secret: s3.secret }, s3.region, new Date());
    const { host: _, ...rest } = signed;
    const answer = await fetch(url, { method, headers: rest, ...(body ? { body } : {}) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await ask('PUT', '/locked', '', { 'x-amz-bucket-object-lock-enabled': 'true' });
  const { store: locked } = await openPlaces({ destination: place('locked/notes'), ...keys() });
  const kept = await store(locked, Buffer.from('kept'));
  const free = await store(locked, Buffer.from('free'));
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const retention = `<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>GOVERNANCE</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`;
  const sum = createHash('sha256').update(retention).digest('base64');
  await ask('PUT', `/locked/notes/${dumpName(kept)}?retention`, retention, { 'x-amz-checksum-sha256': sum });
  expect(await locked.remove(kept)).toEqual({ removed: false, why: expect.stringMatching(/^locked until \d{4}-/) });
  expect(await locked.remove(free)).toEqual({ removed: true });
  expect((await locked.list()).backups).toMatchObject([{ manifest: { id: kept.id }, whole: true }]);
  expect((await fetchBack(locked, kept)).toString()).toBe('kept');
  await locked.close();
}, 60_000);

describe('a backup that is ended by SIGKILL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
    fillDatabase(server, 'large');
    server.sql('large', 'insert into notes(body) select repeat(md5(random()::text), 5) from generate_series(1, 200000)');
  }, 60_000);
  afterAll(() => server?.stop());

  test('leaves what the next run takes away; its claim ends by itself', async () => {
    const folder = join(s3.folder, 'cut');
    const inputs = {
      ...keys(),
      'project-name': 'notes',
      'database-url': server.url('large'),
      destination: place(`${s3.bucket}/cut`),
      encryption: 'none',
      timeout: '3m',
    };
    const killed = await runFixture(main, { inputs, interrupt: { when: /Dump of large/, signal: 'SIGKILL' } });
    expect(killed.signal).toBe('SIGKILL');
    const left = existsSync(folder) ? filesOf(folder) : [];
    expect(left.filter((name) => !name.startsWith('.'))).toEqual([]);
    const next = await runFixture(main, { inputs, deadline: 200_000 });
    expect(next.outputs['outcome']).toBe('backed-up');
    expect(filesOf(folder)).toHaveLength(2);
    expect(readdirSync(join(s3.folder, '.sgwtmp', 'multipart'))).toEqual([]);
    rmSync(folder, { recursive: true });
  }, 300_000);
});
