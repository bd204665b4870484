import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { run } from '../src/run.ts';
import { type Checkout, openCheckout } from './checkout.ts';
import { inputsOf, newKeyPair, type Recorded } from './fixture.ts';

let checkout: Checkout;

beforeAll(async () => {
  checkout = await openCheckout();
  // One that stays good: the next ones are damaged.
  await run(inputsOf(checkout.given()), checkout.ports());
}, 60_000);

afterAll(() => checkout?.remove());

describe('a restore drill', () => {
  test('that fails is recorded too, and its summary says so first', async () => {
    const { id = '', path = '' } = (await run(inputsOf(checkout.given()), checkout.ports())).outputs;
    const other = await newKeyPair();
    const failure = (await checkout.drill({ 'age-identity': other.identity }).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({ reason: 'key-missing', details: { outputs: { id } } });
    expect(failure.details.summary).toMatch(new RegExp(`^\\*\\*The restore drill of \`${id}\` failed: key-missing\\.\\*\\*`));
    expect(checkout.drills().at(-1)).toMatchObject({ id, outcome: 'failed', reason: 'key-missing', database: 'app' });
    expect(checkout.drills().at(-1)?.seconds).toBeGreaterThan(0);
    truncateSync(path, statSync(path).size - 20);
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(20)]));
    await expect(checkout.drill()).rejects.toMatchObject({ reason: 'archive-corrupt', details: { outputs: { id, verified: 'false' } } });
    expect(checkout.drills().at(-1)).toMatchObject({ id, outcome: 'failed', reason: 'archive-corrupt' });
    expect(checkout.server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
  }, 60_000);

  test('that finds no backup, or no database, is recorded without one', async () => {
    await expect(checkout.drill({ 'project-name': 'other' })).rejects.toMatchObject({ reason: 'no-backup' });
    expect(checkout.drills().at(-1)).toMatchObject({
      id: '',
      project: 'other',
      database: 'app',
      outcome: 'failed',
      reason: 'no-backup',
      seconds: 0,
    });
    await expect(checkout.drill({ 'database-url': checkout.url.replace(/:[^:@]*@/, ':wrong@') })).rejects.toMatchObject({
      reason: 'database-unreachable',
    });
    expect(checkout.drills().at(-1)).toMatchObject({ id: '', database: '', reason: 'database-unreachable' });
  }, 30_000);

  test('that runs out of time, or is cancelled, is recorded after it ended', async () => {
    const seen = checkout.ports();
    const cancel = new AbortController();
    let late = 0;
    /** Something happens at the moment at which the proof begins. */
    const atProof = (happen: () => void): Recorded => ({
      ...seen,
      signal: cancel.signal,
      clock: { ...seen.clock, now: () => Date.now() + late },
      log: {
        ...seen.log,
        group: (title, work) => {
          happen();
          return seen.log.group(title, work);
        },
      },
    });
    const inputs = inputsOf(checkout.given({ mode: 'verify', verify: 'restore' }));
    const outOfTime = atProof(() => {
      late = 3_600_000;
    });
    await expect(run(inputs, outOfTime)).rejects.toMatchObject({ reason: 'timeout' });
    expect(checkout.drills().at(-1)).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(checkout.drills().at(-1)?.id).not.toBe('');
    await expect(
      run(
        inputs,
        atProof(() => cancel.abort()),
      ),
    ).rejects.toMatchObject({ reason: 'cancelled' });
    expect(checkout.drills().at(-1)).toMatchObject({ outcome: 'failed', reason: 'cancelled' });
    expect(checkout.server.sql('postgres', "select count(*) from pg_database where datname like 'slipway%'")).toBe('0');
  }, 30_000);

  test('whose record cannot be written has passed all the same, and says what is missing', async () => {
    const kept = readFileSync(checkout.record);
    rmSync(checkout.record);
    mkdirSync(checkout.record);
    const seen = checkout.ports();
    try {
      const result = await run(inputsOf(checkout.given({ mode: 'verify', verify: 'restore' })), seen);
      expect(result.outcome).toBe('verified');
      expect(result.summary).toMatch(/^\*\*The restore drill passed/);
      expect(seen.lines.join('')).toContain(`warning: The drill could not be recorded in ${checkout.folder} on this machine`);
    } finally {
      rmSync(checkout.record, { recursive: true });
      writeFileSync(checkout.record, kept);
    }
  }, 30_000);
});
