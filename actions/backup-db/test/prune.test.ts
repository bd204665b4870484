import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { createJob } from '../src/job.ts';
import type { Manifest } from '../src/manifest.ts';
import { dumpName } from '../src/names.ts';
import type { BackupResult } from '../src/result.ts';
import { decide } from '../src/retention/decide.ts';
import { defaultPolicy } from '../src/retention/policy.ts';
import { removeAll } from '../src/retention/removal.ts';
import { run } from '../src/run.ts';
import { withDefaults } from '../src/settled.ts';
import { openStore } from '../src/stores/open.ts';
import { readKeys } from '../src/trust/keys.ts';
import { signManifest } from '../src/trust/signature.ts';
import { filesOf, inputsOf, newFolder, portsOf, type Recorded } from './fixture.ts';
import { entryOf, manifestOf, plant, unproven } from './manifests.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;
const made = (days: number, more: Partial<Manifest> = {}): Manifest => manifestOf(now - days * day, more);

let folder: string;
let ports: Recorded;
beforeEach(() => {
  folder = newFolder();
  const recorded = portsOf();
  ports = { ...recorded, clock: { ...recorded.clock, now: () => now } };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const prune = (more: Record<string, string> = {}): Promise<BackupResult> =>
  run(inputsOf({ mode: 'prune', destination: folder, 'project-name': 'notes', ...more }), ports);
const failureOf = async (more: Record<string, string>): Promise<Failure> => {
  const failure = (await prune(more).catch((error: unknown) => error)) as Failure;
  expect(failure.reason).toBeDefined();
  return failure;
};
const ids = (): string[] =>
  filesOf(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));

describe('mode prune', () => {
  test('removes a file and its manifest, says why, and a second run removes nothing', async () => {
    const all = [0, 1, 2, 3, 4, 5].map((days) => made(days));
    for (const manifest of all) plant(folder, manifest);
    const result = await prune({ 'keep-last': '4' });
    expect(result).toMatchObject({ outcome: 'pruned', outputs: { pruned: '2', id: all[0]?.id } });
    expect(ids()).toEqual(
      all
        .slice(0, 4)
        .map(({ id }) => id)
        .sort(),
    );
    expect(filesOf(folder)).toHaveLength(8);
    expect(ports.lines.join('\n')).toMatch(new RegExp(`Removed ${all[5]?.id}: outside keep-last 4\\.[\\s\\S]*Removed ${all[4]?.id}: `));
    expect(result.summary).toContain(
      `| **remove** | \`${all[5]?.id}\` | 5 d | 10 B | 3 rows | scheduled | archive | outside keep-last 4 |`,
    );
    expect(result.summary).toContain(
      `| keep | \`${all[0]?.id}\` | under 1 min | 10 B | 3 rows | scheduled | archive | the newest proven; keep-last: 1 of 4 |`,
    );
    expect(await prune({ 'keep-last': '4' })).toMatchObject({ outcome: 'pruned', outputs: { pruned: '0' } });
  });

  test('dry-run says the same, and does nothing', async () => {
    for (const days of [0, 1, 2, 3, 4, 5]) plant(folder, made(days));
    const before = readdirSync(folder);
    const result = await prune({ 'keep-last': '4', 'dry-run': 'true' });
    expect(result).toMatchObject({ outcome: 'planned', outputs: { pruned: '2' } });
    expect(result.summary).toContain('**2 of 6 backups would go.**');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('touches nothing that it did not write', async () => {
    const mine = [0, 1, 2, 3, 4, 5].map((days) => made(days));
    for (const manifest of mine) plant(folder, manifest);
    const foreign = [made(900, { project: 'other' }), made(901, { project: 'notes-app' })];
    for (const manifest of foreign) plant(folder, manifest);
    const names = [
      'package.json',
      'notes-app-20200101T000000Z-1a2b.json',
      'notes-app-20200102T000000Z-1a2b.dump.zst.age',
      'dump.sql',
      'drills.jsonl',
    ];
    for (const name of names) writeFileSync(join(folder, name), '{"name":"foreign"}\n');
    await prune({ 'keep-last': '4', 'allow-prune': '100' });
    expect(filesOf(folder)).toEqual(expect.arrayContaining([...names, ...foreign.flatMap((one) => [`${one.id}.json`, dumpName(one)])]));
    expect(ids()).toHaveLength(4 + 2 + 2);
  });

  test('of one database leaves the others', async () => {
    for (const days of [0, 1, 2, 3, 4]) for (const database of ['app', 'b']) plant(folder, made(days, { database }));
    expect(await prune({ database: 'b', 'keep-last': '3' })).toMatchObject({ outputs: { pruned: '2' } });
    expect(ids().filter((id) => id.startsWith('notes-b-'))).toHaveLength(3);
    expect(ids()).toHaveLength(8);
    expect(await prune({ 'keep-last': '3' })).toMatchObject({ outputs: { pruned: '2' } });
  });

  test('refuses more than half, in all databases before anything goes, until it is allowed', async () => {
    for (const days of [0, 1, 2, 3, 4, 5, 6]) plant(folder, made(days));
    for (const days of [0, 1, 2, 3]) plant(folder, made(days, { database: 'a' }));
    const failure = await failureOf({ 'keep-last': '3' });
    expect(failure).toMatchObject({ reason: 'prune-refused', details: { state: 'No backup was removed.', outputs: { pruned: '0' } } });
    expect(failure.text).toMatch(
      /4 of 7 backups of notes\/app .* 58 percent, more than the 50 of allow-prune.* correct keep-\*.* let one run do it with allow-prune: 58/,
    );
    expect(failure.details.summary).toMatch(/ No backup was removed\.\*\* The log .* allow-prune: 58\.\n[\s\S]*\| \*\*remove\*\* \|/);
    expect(ports.lines.filter((line) => line.startsWith('remove  notes-app-'))).toHaveLength(4);
    const planned = await failureOf({ 'keep-last': '3', 'dry-run': 'true' });
    expect([planned.text, planned.details.summary]).toEqual([failure.text, failure.details.summary]);
    expect(ids()).toHaveLength(11);
    expect(await prune({ 'keep-last': '3', 'allow-prune': '58' })).toMatchObject({ outputs: { pruned: '5' } });
  });

  test('keeps three at least, whatever the policy says, and the newest proven one below unproven ones', async () => {
    plant(folder, unproven(now));
    for (const days of [1, 2, 3, 4, 5]) plant(folder, made(days));
    expect(await prune({ 'keep-last': '1', 'min-keep': '1', 'allow-prune': '80' })).toMatchObject({ outputs: { pruned: '4' } });
    expect(ids()).toEqual([made(1).id, unproven(now).id]);
    for (const days of [2, 3, 4, 5]) plant(folder, made(days));
    expect(await prune({ 'keep-last': '1' })).toMatchObject({ outputs: { pruned: '2' } });
  });

  test('an empty policy is refused before anything is looked at', async () => {
    for (const days of [0, 1, 2, 3]) plant(folder, made(days));
    expect(await failureOf({ 'keep-last': '0' })).toMatchObject({
      reason: 'bad-input',
      message: expect.stringMatching(/keep-last: .*keep nothing/),
    });
  });

  test('where there is nothing, says so', async () => {
    expect(await failureOf({})).toMatchObject({ reason: 'no-backup' });
  });

  test('waits for nobody who is at the same backups', async () => {
    for (const days of [0, 1, 2, 3, 4]) plant(folder, made(days));
    const other = ports.shell.start(['flock', join(folder, '.notes-app.lock'), 'sh', '-c', 'echo held; cat']);
    await new Promise<void>((resolve) => other.stdout.once('data', () => resolve()));
    const waiting = prune({ 'keep-last': '3' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(ids()).toHaveLength(5);
    other.stdin.end();
    expect(await waiting).toMatchObject({ outputs: { pruned: '2' } });
    await other.done;
  });
});

describe('a removal that is cut short', () => {
  const plan = decide(
    [0, 1, 2, 3, 4, 5, 6].map((days) => entryOf(made(days))),
    { policy: { ...defaultPolicy, counts: { ...defaultPolicy.counts, daily: 3, weekly: 0, monthly: 0 } }, minKeep: 1 },
    now,
  );

  test('has begun with the oldest, and says how far it came', async () => {
    const gone: string[] = [];
    const store = {
      folder: '/b',
      remove: async ({ id }: Pick<Manifest, 'id'>) => {
        if (gone.length === 2) throw new Error('the disk is gone');
        gone.push(id);
        return { removed: true };
      },
    };
    const failure = (await removeAll(store, plan, () => {}).catch((error: unknown) => error)) as Failure;
    expect(gone).toEqual([made(6).id, made(5).id]);
    expect(failure).toMatchObject({ reason: 'prune-failed', details: { outputs: { pruned: '2' } } });
    expect(failure.text).toMatch(
      / could not be removed from \/b: the disk is gone\. 2 of 4 backups were removed; the others are as they were/,
    );
  });

  test('what the destination locks stays, and is said', async () => {
    const lines: string[] = [];
    const store = { folder: '/b', remove: async () => ({ removed: false, why: 'locked until 2027' }) };
    const { ids: removed, locked } = await removeAll(store, plan, (line) => lines.push(line));
    expect([removed.length, locked.size]).toEqual([0, 4]);
    expect(lines[0]).toBe(`${made(6).id} stays: locked until 2027.`);
  });

  test('takes the manifest first: a file that cannot go is no backup any more', async () => {
    const manifest = made(0);
    plant(folder, manifest);
    rmSync(join(folder, dumpName(manifest)));
    // A folder in its place cannot be removed as a file.
    mkdirSync(join(folder, dumpName(manifest)));
    const store = await openStore(createJob(withDefaults(inputsOf({ destination: folder })), ports));
    await expect(store.remove(manifest)).rejects.toThrow(/exit|rm:/);
    expect(filesOf(folder)).toEqual([dumpName(manifest)]);
    expect(await store.list()).toEqual({ backups: [], strange: 0 });
  });
});

describe('in two places', () => {
  let second: string;
  beforeEach(() => {
    second = newFolder();
  });
  afterEach(() => rmSync(second, { recursive: true, force: true }));
  const both = (more: Record<string, string>): Promise<BackupResult> =>
    run(inputsOf({ destination: `${folder}\n${second}`, 'project-name': 'notes', ...more }), ports);

  test('check wants the newest in as many as min-copies says, by default in all', async () => {
    for (const place of [folder, second]) plant(place, made(1));
    plant(folder, made(0));
    const check = { mode: 'check', 'max-age': '12h' };
    const failure = (await both(check).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({
      reason: 'too-few-copies',
      message: expect.stringMatching(/is in 1 of 2 destinations; min-copies is 2/),
    });
    expect(await both({ ...check, 'min-copies': '1' })).toMatchObject({ outcome: 'fresh', outputs: { id: made(0).id } });
    expect(await both({ ...check, 'max-age': '26h' })).toMatchObject({ outcome: 'fresh', outputs: { id: made(1).id } });
    const stale = (await both({ ...check, 'max-age': '0s' }).catch((error: unknown) => error)) as Failure;
    expect(stale).toMatchObject({ reason: 'too-few-copies' });
    rmSync(join(folder, dumpName(made(0))));
    expect(await both(check).catch((error: unknown) => error)).toMatchObject({ reason: 'stale' });
  });

  test('prune removes every copy', async () => {
    for (const place of [folder, second]) for (const days of [0, 1, 2, 3, 4]) plant(place, made(days));
    expect(await both({ mode: 'prune', 'keep-last': '3' })).toMatchObject({ outcome: 'pruned', outputs: { pruned: '2' } });
    expect([filesOf(folder).length, filesOf(second).length]).toEqual([6, 6]);
  });

  test('a forged manifest in the one does not take the backup away that the other has', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const signing = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const { signer } = readKeys({ 'signing-key': signing, 'verify-key': undefined }).keys;
    const good = signManifest(made(0), signer);
    plant(folder, { ...good, verified: { level: 'restore', at: '2099-01-01T00:00:00.000Z' } });
    plant(second, good);
    const check = { mode: 'check', 'signing-key': signing, 'min-copies': '1' };
    expect(await both(check)).toMatchObject({ outcome: 'fresh', outputs: { id: good.id, 'verify-level': 'archive' } });
    plant(second, { ...good, tag: 'x' });
    expect(await both(check).catch((error: unknown) => error)).toMatchObject({ reason: 'no-backup' });
  });
});

test('mode list shows ages, sizes, proof, and why each is kept', async () => {
  plant(folder, unproven(now - day / 24));
  for (const days of [1, 2]) plant(folder, made(days));
  plant(folder, made(30, { tag: 'pre-deploy' }));
  const result = await run(
    inputsOf({ mode: 'list', destination: folder, 'project-name': 'notes', 'keep-daily': '1', 'min-keep': '1' }),
    ports,
  );
  expect(result).toMatchObject({ outcome: 'listed', outputs: { id: made(1).id, 'newest-age': '86400' } });
  const rows = result.summary?.split('\n').filter((line) => /^\| (keep|\*\*remove)/.test(line)) ?? [];
  expect(rows).toEqual([
    `| keep | \`${unproven(now - day / 24).id}\` | 1 h | 10 B | 3 rows | scheduled | not proven | not proven; goes when it is 7 days older than the newest proven |`,
    `| keep | \`${made(1).id}\` | 24 h | 10 B | 3 rows | scheduled | archive | the newest proven; keep-daily: 1 of 1 |`,
    `| **remove** | \`${made(2).id}\` | 2 d | 10 B | 3 rows | scheduled | archive | outside keep-daily 1 |`,
    `| keep | \`${made(30).id}\` | 30 d | 10 B | 3 rows | pre-deploy | archive | the newest proven; keep-daily: 1 of 1 |`,
  ]);
  expect(ids()).toHaveLength(4);
});

test('mode check over two databases says whose newest backup is the oldest', async () => {
  for (const [database, days] of [
    ['a', 0],
    ['b', 1 / 24],
  ] as const)
    plant(folder, made(days, { database }));
  const { summary } = await run(inputsOf({ mode: 'check', destination: folder, 'project-name': 'notes' }), ports);
  expect(summary).toContain('**Each of 2 databases has a proven backup; the oldest of their newest ones, of b, is 1 h old.**');
});

test('mode list tells a file that is cut from one that is gone', async () => {
  for (const days of [0, 1, 2]) plant(folder, made(days));
  writeFileSync(join(folder, dumpName(made(1))), 'cut');
  rmSync(join(folder, dumpName(made(2))));
  const { summary } = await run(inputsOf({ mode: 'list', destination: folder, 'project-name': 'notes' }), ports);
  const [, cut, gone] = summary?.split('\n').filter((line) => line.includes('notes-app')) ?? [];
  expect([cut, gone]).toEqual([expect.stringContaining('| file of another size |'), expect.stringContaining('| file missing |')]);
});
