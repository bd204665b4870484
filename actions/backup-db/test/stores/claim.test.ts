import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { Bucket } from '../../src/stores/objects/bucket.ts';
import { type Claiming, claimPrefix } from '../../src/stores/objects/claim.ts';

interface Shelf {
  readonly bucket: Pick<Bucket, 'folder' | 'list' | 'get' | 'put' | 'remove'>;
  readonly objects: Map<string, { text: string; modified: number }>;
}

/** A service that shows in a listing what was written before, and whose every answer takes its own time. */
function openShelf(): Shelf {
  const objects: Shelf['objects'] = new Map();
  const answer = (): Promise<void> => sleep(Math.random() * 6);
  const bucket: Shelf['bucket'] = {
    folder: 's3://shelf',
    async list(start) {
      await answer();
      const entries = [...objects].filter(([name]) => name.startsWith(start)).map(([name, { modified }]) => ({ name, size: 1, modified }));
      const now = Date.now();
      await answer();
      return { entries, now };
    },
    async get(name) {
      await answer();
      return objects.get(name)?.text;
    },
    async put(name, text) {
      await answer();
      objects.set(name, { text, modified: Date.now() });
      await answer();
    },
    async remove(name) {
      await answer();
      objects.delete(name);
    },
  };
  return { bucket, objects };
}

const hurried = { now: () => Date.now(), sleep: (ms: number) => sleep(ms / 50) };
const claiming = (run: string, more: Partial<Claiming> = {}): Claiming => ({
  clock: hurried,
  run,
  wait: 20_000,
  busy: (holder) => new Failure('locked', `${holder} has it`),
  ...more,
});
const claim = ({ bucket }: Shelf, run: string, more?: Partial<Claiming>) =>
  claimPrefix(bucket as Bucket, bucket as Bucket, 'notes-app', claiming(run, more));

test('many runs at once have a prefix one after the other, and never two of them', async () => {
  const shelf = openShelf();
  let inside = 0;
  let most = 0;
  const worker = async (run: string): Promise<void> => {
    const mine = await claim(shelf, run);
    most = Math.max(most, ++inside);
    await sleep(15);
    await mine.confirm();
    inside--;
    await mine.release();
  };
  await Promise.all(Array.from({ length: 8 }, (_, index) => worker(`run ${index}`)));
  expect(most).toBe(1);
  expect([...shelf.objects.keys()]).toEqual([]);
}, 30_000);

test('a run that does not end is named by the one that gives up waiting', async () => {
  const shelf = openShelf();
  const mine = await claim(shelf, 'https://github.com/team/notes/actions/runs/1');
  await expect(claim(shelf, 'run 2', { wait: 100 })).rejects.toMatchObject({
    reason: 'locked',
    message: 'https://github.com/team/notes/actions/runs/1 has it',
  });
  await mine.confirm();
  await mine.release();
});

test('the claim of a run that was killed ends with its lease; that of one that lives is renewed', async () => {
  const shelf = openShelf();
  shelf.objects.set('.notes-app.lock-00000000beef', { text: '{}', modified: Date.now() - 10_000 });
  const mine = await claim(shelf, 'run 1', { lease: 400 });
  expect([...shelf.objects.keys()]).toHaveLength(1);
  await sleep(1000);
  await mine.confirm();
  await mine.release();
});

test('a run that was away for too long has lost its claim, and publishes nothing', async () => {
  const shelf = openShelf();
  const mine = await claim(shelf, 'run 1');
  shelf.objects.clear();
  const other = await claim(shelf, 'run 2');
  await expect(mine.confirm()).rejects.toMatchObject({ reason: 'locked' });
  await mine.release();
  await other.confirm();
  await other.release();
});

test('claims of other prefixes are no reason to wait', async () => {
  const shelf = openShelf();
  for (const name of ['.notes-app2.lock-00000000beef', '.notes.lock-00000000beef'])
    shelf.objects.set(name, { text: '{}', modified: Date.now() });
  await (await claim(shelf, 'run 1', { wait: 0 })).release();
  expect(shelf.objects.size).toBe(2);
});
