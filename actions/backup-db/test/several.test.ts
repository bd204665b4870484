import { describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { Database } from '@slipway/postgres';
import type { BackupResult } from '../src/result.ts';
import { withDefaults } from '../src/settled.ts';
import { type Missed, sumUp } from '../src/several.ts';
import { Unpruned } from '../src/unpruned.ts';
import { failureOf, inputsOf } from './fixture.ts';
import { manifestOf } from './manifests.ts';

const job = { inputs: withDefaults(inputsOf({})), elapsed: () => 1000 };
const brief = (database: string): string => JSON.stringify([{ database, id: `id-${database}` }]);
const stored = (database: string, verified = 'true'): BackupResult => ({
  outcome: 'backed-up',
  outputs: { id: `id-${database}`, verified, backups: brief(database) },
});
const missed = (database: string, reason: string, outputs: Record<string, string> = {}): Missed => ({
  database,
  failure: new Failure(reason, `${database} says ${reason}.`, { outputs }),
});
const brought: string[] = [];
const bringing = (database: string): BackupResult => ({
  ...stored(database),
  manifest: manifestOf(0, { database }),
  bringTo: async ({ name }) => void brought.push(`${database} to ${name}`),
});
const unpruned = (database: string): Missed => {
  const { failure } = missed(database, 'prune-failed', { verified: 'true', backups: brief(database) });
  return { database, failure: new Unpruned(failure, bringing(database)) };
};
const told = (names: readonly string[], made: readonly BackupResult[], missing: readonly Missed[]) =>
  failureOf(Promise.resolve().then(() => sumUp(job, names, made, missing))) as Promise<Failure>;

describe('several databases as one result', () => {
  test('are proven where each is', () => {
    expect(sumUp(job, ['a', 'b'], [stored('a'), stored('b')], []).outputs).toMatchObject({ id: 'id-a', verified: 'true' });
    expect(sumUp(job, ['a', 'b'], [stored('a'), stored('b', 'false')], []).outputs).toMatchObject({ verified: 'false' });
    const empty: BackupResult = { outcome: 'nothing-to-back-up', outputs: { verified: 'false' } };
    expect(sumUp(job, ['a', 'b'], [stored('a'), empty], []).outputs).toMatchObject({ verified: 'true' });
  });

  test('are each brought to a copy of their own name, and to no other', async () => {
    const { bringTo } = sumUp(job, ['a', 'b'], [bringing('a'), bringing('b')], []);
    await bringTo?.({ name: 'b' } as Database);
    expect(brought.splice(0)).toEqual(['b to b']);
    expect(await failureOf(Promise.resolve(bringTo?.({ name: 'c' } as Database)))).toMatchObject({ reason: 'database-missing' });
  });

  test('of which one is stored, and only its older backups stay, are all there: whoever waits for the new ones may go on', async () => {
    const failure = await told(['a', 'b'], [bringing('b')], [unpruned('a')]);
    expect(failure.reason).toBe('prune-failed');
    const { made } = failure as Unpruned;
    expect(made.outputs).toMatchObject({ verified: 'true' });
    for (const name of ['a', 'b']) await made.bringTo?.({ name } as Database);
    expect(brought.splice(0)).toEqual(['a to a', 'b to b']);
    expect(failure.details.outputs).toMatchObject({ verified: 'true' });
    expect(failure.details.summary).toContain('**2 of 2 databases are backed up**');
    expect(JSON.parse(failure.details.outputs?.['backups'] ?? '')).toHaveLength(2);
  });

  test('of which another has none, fail with its reason, whichever came first', async () => {
    const failure = await told(['a', 'b', 'c'], [stored('c')], [unpruned('a'), missed('b', 'dump-failed')]);
    expect(failure.reason).toBe('dump-failed');
    expect(failure.details.summary).toContain('**2 of 3 databases are backed up; 1 is not**');
    expect(failure.details.outputs).toMatchObject({ verified: 'false' });
    expect(failure.details.state).toContain('Stored: id-c, id-a.');
    expect(failure).not.toBeInstanceOf(Unpruned);
  });

  test('of which one was not begun are not proven', async () => {
    const failure = await told(['a', 'b'], [], [unpruned('a')]);
    expect(failure.details.outputs).toMatchObject({ verified: 'false' });
    expect(failure.details.summary).toContain('not begun');
    expect(failure).not.toBeInstanceOf(Unpruned);
  });
});
