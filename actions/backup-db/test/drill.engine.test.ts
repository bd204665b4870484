import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { runFixture } from '../../../test/harness/fixture.ts';
import { run } from '../src/run.ts';
import { type Checkout, openCheckout } from './checkout.ts';
import { filesOf, inputsOf } from './fixture.ts';

const main = new URL('../src/main.ts', import.meta.url);

let checkout: Checkout;

beforeAll(async () => {
  checkout = await openCheckout();
}, 60_000);

afterAll(() => checkout?.remove());

describe('with the Slipway file', () => {
  test('a backup goes where the environment says, to its recipients, proven as the file says', async () => {
    const step = await runFixture(main, { inputs: checkout.given({ config: join(checkout.workspace, '.github/slipway.yml') }) });
    expect(step.outputs).toMatchObject({ outcome: 'backed-up', 'verify-level': 'archive', verified: 'true' });
    const id = step.outputs['id'] ?? '';
    expect(id).toMatch(/^notes-app-/);
    expect(filesOf(checkout.folder)).toEqual([`${id}.dump.zst.age`, `${id}.json`]);
    expect(JSON.parse(readFileSync(join(checkout.folder, `${id}.json`), 'utf8'))).toMatchObject({ recipients: [checkout.key.recipient] });
  }, 30_000);

  test('the age that it allows is the one that is checked, and an input wins', async () => {
    const later = { ...checkout.ports().clock, now: () => Date.now() + 2 * 3_600_000 };
    const check = (more: Record<string, string> = {}): ReturnType<typeof run> =>
      run(inputsOf({ mode: 'check', environment: 'production', ...more }), { ...checkout.ports(), clock: later });
    const failure = (await check().catch((error: unknown) => error)) as Failure;
    expect(failure.reason).toBe('stale');
    expect(failure.message).toMatch(/notes\/app was made at 20[\d-]+T[\d:.]+Z, 2 h ago; it may be 1 h old/);
    expect((await check({ 'max-age': '3h' })).outcome).toBe('fresh');
  });

  test.each([
    [{ environment: 'prod' }, 'unknown-environment'],
    [{ environment: 'production', config: 'nowhere.yml' }, 'config-missing'],
  ])('%j is %s before anything is reached', async (more, reason) => {
    await expect(run(inputsOf({ ...checkout.given(), ...more }), checkout.ports())).rejects.toMatchObject({ reason });
  });
});

describe('a restore drill', () => {
  test('leaves one line for each run, and draws the second', async () => {
    const first = await checkout.drill();
    expect(first.outcome).toBe('verified');
    expect(first.summary).not.toContain('xychart-beta');
    const second = await checkout.drill();
    const [one, two] = checkout.drills();
    expect(checkout.drills()).toHaveLength(2);
    expect(one).toMatchObject({
      id: first.outputs.id,
      project: 'notes',
      database: 'app',
      bytes: Number(first.outputs.size),
      rows: 4663,
      tables: 8,
      outcome: 'verified',
      run: 'https://github.com/team/notes/actions/runs/42',
    });
    expect(two?.seconds).toBeGreaterThan(0.05);
    expect((two?.seconds ?? 0) * 1000).toBeLessThan(Number(second.outputs.duration));
    expect((two?.seconds ?? 0) * 1000).toBeCloseTo(Math.round((two?.seconds ?? 0) * 1000), 6);
    expect(Date.parse(two?.at ?? '')).toBeGreaterThan(Date.parse(one?.at ?? ''));
    expect(statSync(checkout.record).mode & 0o777).toBe(0o600);
    expect(second.summary).toMatch(/^\*\*The restore drill passed: `notes-app-/);
    expect(second.summary).toContain(`line [${one?.seconds.toFixed(3)}, ${two?.seconds.toFixed(3)}]`);
  }, 60_000);

  test('is no backup to list and check', async () => {
    const seen = checkout.ports();
    const listed = await run(inputsOf({ mode: 'list', environment: 'production' }), seen);
    expect(listed.summary).toContain('**1 backup.**');
    expect(seen.lines.join('')).not.toMatch(/no manifests|drills/);
    expect(await run(inputsOf({ mode: 'check', environment: 'production' }), checkout.ports())).toMatchObject({
      outcome: 'fresh',
      outputs: { id: checkout.drills()[0]?.id },
    });
  });

  test('is not what a lesser proof or a dry run is', async () => {
    const before = checkout.drills().length;
    await checkout.drill({ verify: 'archive' });
    await checkout.drill({ 'dry-run': 'true' });
    expect(checkout.drills()).toHaveLength(before);
  }, 30_000);

  test('counts the recovery alone, not what comes after it', async () => {
    const seen = checkout.ports();
    let late = 0;
    const result = await run(inputsOf(checkout.given({ mode: 'verify', verify: 'restore' })), {
      ...seen,
      clock: { ...seen.clock, now: () => Date.now() + late },
      log: {
        ...seen.log,
        group: (title, work) =>
          seen.log.group(title, work).finally(() => {
            late = 3_600_000;
          }),
      },
    });
    expect(Number(result.outputs.duration)).toBeGreaterThan(3_600_000);
    expect(checkout.drills().at(-1)).toMatchObject({ outcome: 'verified' });
    expect(checkout.drills().at(-1)?.seconds).toBeLessThan(60);
  }, 30_000);
});
