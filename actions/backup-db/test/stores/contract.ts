import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pipe } from '@slipway/shell';
import { dumpName, manifestName } from '../../src/names.ts';
import { contentOf, fetchBack, manifestOf, type Opened, prefix, send, store } from './places.ts';

/** A destination of a kind, as the tests reach behind it. */
export interface Subject {
  open(signal?: AbortSignal): Promise<Opened>;
  /** Names of all that stands there, without what holds a lock; also of uploads that were not completed. */
  names(): Promise<readonly string[]> | readonly string[];
  /** Puts something of somebody else there. */
  plant(name: string, content: string): Promise<void> | void;
}

/** What a kind of destination has no need of, or cannot show. */
export interface Nature {
  /** Runs with the same prefix wait for each other. */
  readonly turns: boolean;
  /** An upload that was not completed can be seen. */
  readonly unfinished: boolean;
}

/** What every kind of destination keeps. */
export function describePlace(
  kind: string,
  begin: () => Promise<Subject>,
  end: () => Promise<void>,
  { turns, unfinished }: Nature = { turns: true, unfinished: true },
): void {
  let subject: Subject;
  const opened: Opened[] = [];
  const open = async (signal?: AbortSignal): Promise<Opened> => {
    const one = await subject.open(signal);
    opened.push(one);
    return one;
  };

  describe(kind, () => {
    beforeAll(async () => {
      subject = await begin();
    }, 60_000);
    afterAll(async () => {
      await Promise.all(opened.map((one) => one.store.close()));
      await end();
    }, 30_000);

    test('gives back byte for byte what it took, and lists it with its size', async () => {
      const { store: place } = await open();
      expect(await place.list()).toEqual({ backups: [], strange: 0 });
      const held = await place.hold(prefix);
      const bytes = randomBytes(3_000_000);
      const manifest = manifestOf(bytes);
      await send(place, bytes, manifest);
      expect((await place.list()).backups).toEqual([]);
      expect(contentOf(await fetchBack(place, manifest, 'partial'))).toEqual(manifest.stored);
      await place.publish(manifest);
      await held.release();
      const listed = await place.list();
      expect(listed.backups).toMatchObject([{ manifest, whole: true, path: place.path(dumpName(manifest)) }]);
      expect(contentOf(await fetchBack(place, manifest))).toEqual(manifest.stored);
    }, 60_000);

    test('takes the newest manifest, and lists the newest backup first', async () => {
      const { store: place } = await open();
      const empty = await store(place, Buffer.alloc(0));
      const newer = await store(place, Buffer.from('two'));
      const failed = { ...newer, verified: { level: 'failed', at: newer.created, reason: 'checksum' } } as const;
      await place.update(failed);
      const { backups } = await place.list();
      expect(backups.slice(0, 2).map(({ manifest, whole }) => [manifest, whole])).toEqual([
        [failed, true],
        [empty, true],
      ]);
    }, 60_000);

    test('removes one backup and nothing else, and what is not ours never', async () => {
      const { store: place } = await open();
      const foreign = ['readme.txt', 'package.json', `${prefix}-20260102T030405Z-beef-notes.txt`, 'other-20260102T030405Z-beef.dump.zst'];
      for (const name of foreign) await subject.plant(name, '{"name":"foreign"}');
      const kept = await store(place, Buffer.from('kept'));
      const going = await store(place, Buffer.from('going'));
      expect((await place.list()).strange).toBe(1);
      const before = await subject.names();
      expect(await place.remove(going)).toEqual({ removed: true });
      const gone = [dumpName(going), manifestName(going.id)];
      expect([...(await subject.names())].sort()).toEqual(before.filter((name) => !gone.includes(name)).sort());
      expect((await fetchBack(place, kept)).toString()).toBe('kept');
      await (await place.hold(prefix)).release();
      expect(await subject.names()).toEqual(expect.arrayContaining(foreign));
      expect(await place.remove(going)).toEqual({ removed: true });
    }, 60_000);

    test('a stream that breaks leaves nothing that looks like a backup, and the next run finds nothing to fear', async () => {
      const { store: place } = await open();
      const before = [...(await subject.names())].sort();
      const manifest = manifestOf(randomBytes(1000));
      const receiver = place.receive(manifest);
      const broken = Readable.from(
        (async function* () {
          yield randomBytes(2_000_000);
          throw new Error('pg_dump was killed');
        })(),
      );
      await expect(pipe(broken, receiver.running)).rejects.toThrow('pg_dump was killed');
      await place.removePartial(manifest);
      expect([...(await subject.names())].sort()).toEqual(before);
    }, 60_000);

    test('what a killed run left is removed by the next one that has the prefix, and by no other', async () => {
      const { store: place } = await open();
      const before = [...(await subject.names())].sort();
      const bytes = randomBytes(2_000_000);
      // All bytes are there, and then nothing more happens.
      await send(place, bytes, { ...manifestOf(bytes), ...(unfinished ? { stored: contentOf(Buffer.alloc(0)) } : {}) }).catch(() => {});
      const other = await open();
      await (await other.store.hold(`${prefix}-more`)).release();
      expect((await subject.names()).length).toBeGreaterThan(before.length);
      const held = await other.store.hold(prefix);
      await held.release();
      expect(held.removed.length).toBeGreaterThan(0);
      expect([...(await subject.names())].sort()).toEqual(before);
    }, 60_000);

    test('a run that is cancelled in the middle ends, and takes away what it began', async () => {
      const cancel = new AbortController();
      const { store: place } = await open(cancel.signal);
      const before = [...(await subject.names())].sort();
      const manifest = manifestOf(Buffer.alloc(0));
      const endless = Readable.from(
        (async function* () {
          while (true) {
            yield randomBytes(100_000);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        })(),
      );
      const flow = pipe(endless, place.receive(manifest).running).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
      cancel.abort();
      expect(await flow).toMatchObject({ reason: 'cancelled' });
      await place.removePartial(manifest);
      expect([...(await subject.names())].sort()).toEqual(before);
    }, 60_000);

    test(`two runs ${turns ? 'take turns with a prefix, and not with another' : 'with a prefix do not disturb each other'}`, async () => {
      const [first, second] = [await open(), await open()];
      const held = await first.store.hold(prefix);
      await (await second.store.hold(`${prefix}2`)).release();
      if (!turns) {
        await Promise.all([held.release(), (await second.store.hold(prefix)).release()]);
        const made = await Promise.all([first, second].map((one) => store(one.store, randomBytes(100_000))));
        const listed = (await (await open()).store.list()).backups.filter(({ whole }) => whole).map(({ manifest }) => manifest.id);
        expect(listed).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
        return;
      }
      let through = false;
      const waiting = second.store.hold(prefix).then((one) => {
        through = true;
        return one;
      });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(through).toBe(false);
      expect(second.ports.lines.join('').split(`Waiting for another run that works on the backups ${prefix} in `)).toHaveLength(2);
      await held.release();
      await (await waiting).release();
      expect(through).toBe(true);
    }, 60_000);

    test('drills are kept, oldest first', async () => {
      const { store: place } = await open();
      const drill = {
        at: '2026-01-02T03:04:05.000Z',
        id: '',
        project: 'notes',
        database: 'app',
        seconds: 1,
        bytes: 1,
        rows: 1,
        tables: 1,
        outcome: 'verified',
        run: '1',
      } as const;
      const later = { ...drill, at: '2026-01-03T03:04:05.000Z' };
      expect(await place.record(drill)).toEqual([drill]);
      expect(await place.record(later)).toEqual([drill, later]);
    }, 60_000);
  });
}
