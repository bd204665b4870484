import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { generator, times } from '../../../test/harness/sample.ts';
import type { Inputs } from '../src/contract.ts';
import { run } from '../src/run.ts';
import { fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  fillDatabase(server, 'app');
}, 120_000);

beforeAll(() => {
  folder = newFolder();
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const given = (database: string, destination: string, more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': 'notes',
  'database-url': server.url(database),
  destination,
  'age-recipients': key.recipient,
  ...more,
});
const inputs = (more: Record<string, string> = {}): Inputs => inputsOf(given('app', folder, more));

interface Damage {
  readonly at: number;
  /** undefined cuts the file there. */
  readonly bit: number | undefined;
}

/** In the header, in the last bytes, or anywhere between. */
function damageOf(round: number, size: number, random: () => number): Damage {
  const places = [Math.floor(random() * 400), size - 1 - Math.floor(random() * 400), Math.floor(random() * size)];
  return { at: places[round % 3] ?? 0, bit: round % 5 === 4 ? undefined : Math.floor(random() * 8) };
}

function apply({ at, bit }: Damage, path: string, bytes: Buffer): void {
  if (bit === undefined) truncateSync(path, at);
  else writeFileSync(path, bytes.fill((bytes[at] ?? 0) ^ (1 << bit), at, at + 1));
}

describe('damage to a stored backup', () => {
  test('of one bit, or by truncation, anywhere, is found by the default proof, and the backup counts no more', async () => {
    const made = await run(inputs(), portsOf());
    const [path, id] = [made.outputs.path ?? '', made.outputs.id ?? ''];
    const manifest = `${folder}/${id}.json`;
    const kept = newFolder();
    copyFileSync(path, `${kept}/dump`);
    copyFileSync(manifest, `${kept}/manifest`);
    const size = statSync(path).size;
    const random = generator('bit flips');
    const count = times('bit flips', 30, 1000);
    for (let round = 0; round < count; round++) {
      const damage = damageOf(round, size, random);
      apply(damage, path, readFileSync(`${kept}/dump`));
      const failure = await run(inputs({ mode: 'verify', id, 'age-identity': key.identity }), portsOf()).catch((error: unknown) => error);
      const { reason = 'none' } = failure as { reason?: string };
      // A file that is shorter than its manifest says is no backup; a damaged header may look like one for other keys.
      expect({ damage, found: ['checksum', 'archive-corrupt', 'no-backup', 'key-missing'].includes(reason) ? 'found' : reason }).toEqual({
        damage,
        found: 'found',
      });
      copyFileSync(`${kept}/dump`, path);
      const again = await run(inputs({ mode: 'list' }), portsOf());
      if (reason === 'checksum' || reason === 'archive-corrupt') expect(again.outputs.id).toBeUndefined();
      copyFileSync(`${kept}/manifest`, manifest);
    }
    expect((await run(inputs({ mode: 'verify', id, 'age-identity': key.identity }), portsOf())).outcome).toBe('verified');
    rmSync(kept, { recursive: true });
  }, 3_600_000);

  test('is told apart from a key that opens nothing', async () => {
    const other = await newKeyPair();
    const before = await run(inputs({ mode: 'list' }), portsOf());
    const failure = run(inputs({ mode: 'verify', 'age-identity': other.identity }), portsOf());
    await expect(failure).rejects.toMatchObject({ reason: 'key-missing' });
    await expect(run(inputs({ mode: 'verify' }), portsOf())).rejects.toMatchObject({ reason: 'key-missing' });
    expect((await run(inputs({ mode: 'list' }), portsOf())).outputs).toMatchObject({ id: before.outputs.id, verified: 'true' });
  }, 30_000);

  test.each(['stored', 'plain'] as const)(
    'that the layers let pass is found by the hash of what is %s',
    async (which) => {
      const made = await run(inputs(), portsOf());
      const file = `${folder}/${made.outputs.id}.json`;
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<'stored' | 'plain', { sha256: string }>;
      manifest[which].sha256 = 'f'.repeat(64);
      writeFileSync(file, `${JSON.stringify(manifest)}\n`);
      const again = run(inputs({ mode: 'verify', id: made.outputs.id ?? '', 'age-identity': key.identity }), portsOf());
      await expect(again).rejects.toMatchObject({ reason: 'checksum' });
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verified: { level: 'failed', reason: 'checksum' } });
    },
    30_000,
  );

  test('that leaves the hashes right is found by a restore: rows are counted against the snapshot', async () => {
    const made = await run(inputs(), portsOf());
    const file = `${folder}/${made.outputs.id}.json`;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { facts: { tables: { rows: number }[] } };
    for (const table of manifest.facts.tables.slice(0, 1)) table.rows++;
    writeFileSync(file, `${JSON.stringify(manifest)}\n`);
    const more = { mode: 'verify', verify: 'restore', id: made.outputs.id ?? '', 'age-identity': key.identity };
    await expect(run(inputs(more), portsOf())).rejects.toMatchObject({ reason: 'count-mismatch' });
    expect(server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
  }, 30_000);
});
