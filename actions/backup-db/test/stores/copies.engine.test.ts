import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pipe } from '@slipway/shell';
import { type S3Server, startVersitygw } from '../../../../test/engines/versitygw.ts';
import { type FaultProxy, startFaultProxy } from '../../../../test/harness/fault-proxy.ts';
import { dumpName, manifestName } from '../../src/names.ts';
import { filesOf, newFolder } from '../fixture.ts';
import { contentOf, fetchBack, manifestOf, type Opened, openPlaces, pieces, prefix, send, store } from './places.ts';

let s3: S3Server;
let proxy: FaultProxy;
let near: string;
let far: string;
let round = 0;
let given: Record<string, string>;
const opened: Opened[] = [];

const open = async (more: Record<string, string> = {}): Promise<Opened> => {
  const one = await openPlaces({ ...given, ...more });
  opened.push(one);
  return one;
};

beforeAll(async () => {
  s3 = await startVersitygw();
}, 60_000);
afterAll(() => s3?.stop());

beforeEach(async () => {
  proxy = await startFaultProxy(s3.endpoint);
  near = newFolder();
  far = join(s3.folder, `c${++round}`);
  mkdirSync(far);
  const destination = `${near}\ns3://${s3.bucket}/c${round}?endpoint=${proxy.url}&region=${s3.region}`;
  given = { destination, 's3-access-key-id': s3.id, 's3-secret-access-key': s3.secret };
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.store.close();
  await proxy.close();
  rmSync(near, { recursive: true });
});

/** The service takes a folder away with its last object. */
const farFiles = (): string[] => (existsSync(far) ? filesOf(far) : []);

/** Not even one part gets through. */
const farFails = (what: number | 'reset' = 403): void => {
  proxy.fail({ method: 'PUT', path: /partNumber/, times: 99, what, body: '<Error><Code>AccessDenied</Code></Error>' });
};

describe('copies of a backup', () => {
  test('go to every destination in one pass, are the same bytes, and are listed as one', async () => {
    const { store: places } = await open();
    const held = await places.hold(prefix);
    const bytes = randomBytes(2_000_000);
    const manifest = await store(places, bytes);
    await held.release();
    for (const folder of [near, far]) {
      expect(filesOf(folder)).toEqual([dumpName(manifest), manifestName(manifest.id)]);
      expect(readFileSync(join(folder, dumpName(manifest))).equals(bytes)).toBe(true);
    }
    const { backups } = await places.list();
    expect(backups).toMatchObject([{ whole: true, copies: 2, path: join(near, dumpName(manifest)) }]);
    expect(places.copies(manifest.id)).toHaveLength(2);
    await places.remove(manifest);
    expect([filesOf(near), farFiles()]).toEqual([[], []]);
  }, 60_000);

  test('are all needed unless min-copies says otherwise: the reason is that of the one that failed, and nothing is left', async () => {
    const { store: places } = await open();
    farFails();
    const bytes = randomBytes(300_000);
    const manifest = manifestOf(bytes);
    await expect(send(places, bytes, manifest)).rejects.toMatchObject({ reason: 'destination-refused' });
    await places.removePartial(manifest);
    expect([filesOf(near), farFiles()]).toEqual([[], []]);
  }, 60_000);

  test('stand where they can with min-copies, and the log says where not', async () => {
    const { store: places, ports } = await open({ 'min-copies': '1' });
    farFails();
    const bytes = randomBytes(20_000_000);
    const manifest = await store(places, bytes);
    expect(filesOf(near)).toEqual([dumpName(manifest), manifestName(manifest.id)]);
    expect(contentOf(readFileSync(join(near, dumpName(manifest))))).toEqual(manifest.stored);
    expect(farFiles()).toEqual([]);
    expect(places.copies().map(({ folder }) => folder)).toEqual([near]);
    expect(ports.lines.join('')).toMatch(/warning: s3:\/\/backups\/c\d+ on .* gets no copy: .*AccessDenied/);
  }, 60_000);

  test('that fail everywhere are too few, and each is named', async () => {
    const destination = `/proc/slipway\n${given['destination']?.split('\n')[1]}`;
    const { store: places } = await open({ destination, 'min-copies': '1' });
    farFails();
    const bytes = randomBytes(1000);
    const failure = (await send(places, bytes, manifestOf(bytes)).catch((error: unknown) => error)) as { reason: string; message: string };
    expect(failure.reason).toBe('too-few-copies');
    expect(failure.message).toMatch(
      /0 of 2 destinations .*\/proc\/slipway.*AccessDenied|0 of 2 destinations .*AccessDenied.*\/proc\/slipway/,
    );
  }, 60_000);

  test('are taken at the pace of the slowest', async () => {
    const { store: places } = await open();
    proxy.fail({ method: 'PUT', path: /partNumber/, times: 99, what: 'slow' });
    const { running } = places.receive(manifestOf(Buffer.alloc(0)));
    const source = pieces(Buffer.alloc(300_000_000));
    let taken = 0;
    source.on('data', (chunk: Buffer) => {
      taken += chunk.length;
    });
    const flow = pipe(source, running).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    // Two parts are under way, one is full, and the streams hold a little: no more was asked for.
    expect(taken).toBeLessThan(70_000_000);
    running.kill();
    await flow;
  }, 60_000);
});

describe('of several destinations', () => {
  test('the copy that is whole and proven speaks, whichever is asked first', async () => {
    const { store: places } = await open();
    const manifest = await store(places, Buffer.from('the bytes'));
    truncateSync(join(near, dumpName(manifest)), 3);
    const other = await open({ mode: 'restore', into: 'x' });
    expect((await other.store.list()).backups).toMatchObject([{ whole: true, copies: 1 }]);
    expect((await fetchBack(other.store, manifest)).toString()).toBe('the bytes');
  }, 60_000);

  test('one that is gone keeps nobody from reading the others', async () => {
    const { store: places } = await open();
    const manifest = await store(places, Buffer.from('the bytes'));
    proxy.fail({ times: 99, what: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    const other = await open({ mode: 'restore', into: 'x' });
    expect((await other.store.list()).backups).toMatchObject([{ manifest: { id: manifest.id }, whole: true, copies: 1 }]);
    expect((await fetchBack(other.store, manifest)).toString()).toBe('the bytes');
    expect(other.ports.lines.join('')).toContain('AccessDenied');
  }, 60_000);

  test('two runs that name them in another order do not wait for each other', async () => {
    const turned = (given['destination'] ?? '').split('\n').reverse().join('\n');
    const [one, two] = [await open(), await open({ destination: turned })];
    const both = await Promise.all(
      [one, two].map(async ({ store: places }) => {
        const held = await places.hold(prefix);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await held.release();
        return true;
      }),
    );
    expect(both).toEqual([true, true]);
  }, 60_000);

  test('what is not ours stays in each', async () => {
    for (const folder of [near, far]) writeFileSync(join(folder, 'notes-app.txt'), 'foreign');
    const { store: places } = await open();
    const manifest = await store(places, Buffer.from('x'));
    await places.remove(manifest);
    await (await places.hold(prefix)).release();
    expect([filesOf(near), farFiles()]).toEqual([['notes-app.txt'], ['notes-app.txt']]);
  }, 60_000);
});
