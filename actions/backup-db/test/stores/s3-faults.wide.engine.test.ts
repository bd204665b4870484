import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type S3Server, startVersitygw } from '../../../../test/engines/versitygw.ts';
import { type FaultProxy, startFaultProxy } from '../../../../test/harness/fault-proxy.ts';
import { baseOf, hashed, openBucket } from '../../src/stores/s3/bucket.ts';
import { filesOf, portsOf } from '../fixture.ts';
import { contentOf, fetchBack, manifestOf, openPlaces, prefix, send, store } from './places.ts';

let s3: S3Server;
let proxy: FaultProxy;
let folder: string;
let round = 0;
let given: Record<string, string>;

beforeAll(async () => {
  s3 = await startVersitygw();
}, 60_000);
afterAll(() => s3?.stop());

beforeEach(async () => {
  await proxy?.close();
  proxy = await startFaultProxy(s3.endpoint);
  folder = join(s3.folder, `r${++round}`);
  mkdirSync(folder);
  const destination = `s3://${s3.bucket}/r${round}?endpoint=${proxy.url}&region=${s3.region}`;
  given = { destination, 's3-access-key-id': s3.id, 's3-secret-access-key': s3.secret };
});
afterAll(() => proxy?.close());

const uploads = (): string[] => readdirSync(join(s3.folder, '.sgwtmp', 'multipart'));

describe('what passes is tried again, and the backup is whole', () => {
  // Two parts: one of 16 MiB, and the rest.
  const bytes = randomBytes(17_000_000);

  test.each([
    ['500 for a part', { method: 'PUT', path: /partNumber=1/, times: 2, what: 500 }],
    ['SlowDown for a part', { method: 'PUT', path: /partNumber=2/, what: 503, body: '<Error><Code>SlowDown</Code></Error>' }],
    ['a part that is reset', { method: 'PUT', path: /partNumber=1/, what: 'reset' }],
    ['a part whose answer is lost', { method: 'PUT', path: /partNumber=1/, what: 'lost' }],
    ['a beginning that fails', { method: 'POST', path: /uploads=/, what: 500 }],
    ['a completion that fails', { method: 'POST', path: /uploadId=/, what: 500 }],
    ['a completion whose answer is lost', { method: 'POST', path: /uploadId=/, what: 'lost' }],
    ['a manifest that is reset', { method: 'PUT', path: /\.json/, what: 'reset' }],
    ['a listing that is cut', { method: 'GET', path: /list-type/, what: 'short' }],
    ['a download that is cut', { method: 'GET', path: /\.dump\.zst/, times: 3, what: 'short' }],
    ['a download that is reset', { method: 'GET', path: /\.dump\.zst/, what: 'lost' }],
  ] as const)(
    '%s',
    async (_, fault) => {
      const { store: place } = await openPlaces(given);
      const planted = proxy.fail(fault);
      const held = await place.hold(prefix);
      const manifest = await store(place, bytes);
      expect((await place.list()).backups).toMatchObject([{ manifest: { id: manifest.id }, whole: true }]);
      expect(contentOf(await fetchBack(place, manifest))).toEqual(manifest.stored);
      await held.release();
      await place.close();
      expect(planted.left).toBe(0);
      expect(filesOf(folder)).toHaveLength(2);
    },
    60_000,
  );
});

test.each([
  ['path', 'https://s3.example.com/api/', 'https://s3.example.com/api/b.c/'],
  ['virtual', 'https://s3.eu-central-1.amazonaws.com', 'https://b.c.s3.eu-central-1.amazonaws.com/'],
] as const)('in the style %s the bucket of %s is at %s', (style, endpoint, url) => {
  expect(baseOf({ endpoint, bucket: 'b.c', style }).href).toBe(url);
});

describe('what stays fails with a reason, and leaves nothing', () => {
  test.each([
    ['500', { method: 'PUT', path: /partNumber/, times: 99, what: 500 }, 'destination-unreachable', /500 InternalError/],
    ['resets', { method: 'PUT', path: /partNumber/, times: 99, what: 'reset' }, 'destination-unreachable', /cannot be reached/],
    [
      '403 in the middle',
      { method: 'PUT', path: /partNumber/, times: 99, what: 403, body: '<Error><Code>ExpiredToken</Code></Error>' },
      'destination-refused',
      /have expired/,
    ],
    [
      'a full quota',
      { method: 'PUT', path: /partNumber/, times: 99, what: 400, body: '<Error><Code>QuotaExceeded</Code></Error>' },
      'destination-unwritable',
      /is full/,
    ],
  ] as const)(
    '%s',
    async (_, fault, reason, text) => {
      const { store: place } = await openPlaces(given);
      proxy.fail(fault);
      const bytes = randomBytes(1000);
      const manifest = manifestOf(bytes);
      const failure = (await send(place, bytes, manifest).catch((error: unknown) => error)) as { reason: string; text: string };
      expect([failure.reason, failure.text]).toEqual([reason, expect.stringMatching(text)]);
      await place.removePartial(manifest);
      expect([filesOf(folder), uploads()]).toEqual([[], []]);
      await place.close();
    },
    60_000,
  );

  test('silence ends a connection, and not only the deadline of the run', async () => {
    proxy.fail({ method: 'GET', what: 'slow', times: 99 });
    const { clock, signal } = portsOf();
    const patience = { clock, signal, remaining: () => 60_000, attempts: 2, stall: 300 };
    const address = { bucket: s3.bucket, prefix: '', endpoint: proxy.url, region: s3.region, style: 'path', checksums: false } as const;
    const bucket = openBucket(address, { id: s3.id, secret: s3.secret }, patience);
    const started = Date.now();
    await expect(bucket.list('')).rejects.toMatchObject({
      reason: 'destination-unreachable',
      message: expect.stringContaining('nothing moved'),
    });
    expect(Date.now() - started).toBeLessThan(10_000);
    bucket.close();
  }, 30_000);

  test.each([
    ['a wrong secret', { 's3-secret-access-key': 'wrong' }, {}, 'destination-refused', /s3-secret-access-key does not belong/],
    ['an unknown key', { 's3-access-key-id': 'nobody' }, {}, 'destination-refused', /s3-access-key-id is not known/],
    ['no such bucket', {}, { bucket: 'absent' }, 'destination-missing', /There is no bucket absent/],
    ['another region', {}, { region: 'us-west-9' }, 'destination-missing', /write region=/],
    ['nobody there', {}, { endpoint: 'http://127.0.0.1:9' }, 'destination-unreachable', /127\.0\.0\.1:9 cannot be reached/],
  ] as const)(
    '%s',
    async (_, inputs, address, reason, text) => {
      const { bucket, endpoint, region } = { bucket: s3.bucket, endpoint: proxy.url, region: s3.region, ...address };
      const destination = `s3://${bucket}/x?endpoint=${endpoint}&region=${region}`;
      const { store: place } = await openPlaces({ ...given, ...inputs, destination });
      const failure = (await place.list().catch((error: unknown) => error)) as { reason: string; text: string };
      expect([failure.reason, failure.text]).toEqual([reason, expect.stringMatching(text)]);
      expect(failure.text).not.toContain(s3.secret);
      await place.close();
    },
    60_000,
  );

  test('a clock that is wrong is named with both times', async () => {
    const { clock, signal } = portsOf();
    const late = { ...clock, now: () => Date.now() - 86_400_000 };
    const patience = { clock: late, signal, remaining: () => 60_000, attempts: 2, stall: 5000 };
    const address = { bucket: s3.bucket, prefix: '', endpoint: proxy.url, region: s3.region, style: 'path', checksums: false } as const;
    const bucket = openBucket(address, { id: s3.id, secret: s3.secret }, patience);
    const failure = (await bucket.list('').catch((error: unknown) => error)) as { reason: string; text: string };
    expect([failure.reason, failure.text]).toEqual(['destination-refused', expect.stringMatching(/the clock here says .*timedatectl/)]);
    bucket.close();
  });

  test('checksums, as AWS keeps them, are part of every part, and a wrong one is refused', async () => {
    const { clock, signal } = portsOf();
    const patience = { clock, signal, remaining: () => 60_000, attempts: 2, stall: 5000 };
    const address = { bucket: s3.bucket, prefix: 'sums', endpoint: proxy.url, region: s3.region, style: 'path', checksums: true } as const;
    const bucket = openBucket(address, { id: s3.id, secret: s3.secret }, patience);
    const upload = await bucket.upload('x.dump.zst', signal);
    await upload.part(1, hashed('content'));
    await upload.complete(7);
    expect(await bucket.get('x.dump.zst')).toBe('content');
    const other = await bucket.upload('y.dump.zst', signal);
    await expect(other.part(1, { ...hashed('content'), sha256: hashed('other').sha256 })).rejects.toMatchObject({
      reason: expect.stringMatching(/^destination-/),
    });
    await bucket.endUpload('y.dump.zst', other.id);
    bucket.close();
  });

  test('no key at all: bad-input, whatever the environment half has', async () => {
    const { 's3-secret-access-key': _, ...half } = given;
    await expect(openPlaces(half)).rejects.toMatchObject({ reason: 'bad-input', message: expect.stringContaining('s3-secret-access-key') });
  });
});
