import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { testHost } from '../../../test/scenarios/host.ts';
import { moveBack } from '../src/back.ts';
import { bake } from '../src/bake.ts';
import type { DeployOptions } from '../src/options.ts';
import type { Route } from '../src/route.ts';
import { isCut, type Trial, watchTime } from '../src/trial.ts';
import type { Work } from '../src/work.ts';

/** Ports in memory: a router that can be moved by somebody else, and a journal whose disk is full. */
function stage(route: Route, diskFull = false) {
  const orders: string[] = [];
  const router = {
    read: async () => route,
    failures: async () => 0,
    route: async (color?: string) => void orders.push(`route ${color}`),
    confirm: async () => {},
  };
  const session = {
    step: async (_name: string, _intent: unknown, act: () => Promise<unknown>) => {
      if (diskFull) throw new Failure('program-failed', 'No space left on device');
      return act();
    },
  };
  const runtime = { instances: async () => [], stop: async () => {} };
  const work = { host: testHost('/'), router, session, runtime, name: 'notes', timings: [] } as unknown as Work;
  const stop = async () => ({ requests: 0, failed: 0, failures: [], byVersion: {}, duration: 0 });
  const trial: Trial = {
    armed: false,
    armedAt: 0,
    undoBy: 0,
    disarmedAt: 0,
    previousImages: {},
    keeper: 'detached',
    final: false,
    undoFolder: '/undo/1',
    orderedAt: Date.now(),
    unsettledUntil: 0,
    switchMs: 1,
    outageSince: 0,
    outageMs: 0,
    before: { instances: new Map(), failures: 0 },
    failed: () => 0,
    problem: () => '',
    broken: async () => false,
    stop,
  };
  return { work, trial, orders };
}

/** A server that is not reached any more, once a trial has begun. */
function cutOff() {
  const { work, trial } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' });
  const gone = async (): Promise<never> => {
    throw new Failure('unreachable', 'The connection to deploy@app.example.com was lost.');
  };
  const shell = { where: 'deploy@app.example.com', remote: true, run: gone, reach: gone };
  return { trial, work: { ...work, shell, router: { ...work.router, route: gone } } as unknown as Work };
}

const pair = { live: 'blue', idle: 'green', previous: 'v1' } as const;
const options = { release: { version: 'v2', images: {} } } as unknown as DeployOptions;

test('a trial whose traffic somebody else moved is no trial that passed', async () => {
  const { work, trial } = stage({ live: 'blue', trial: false, share: 100, confirmed: 'blue' });
  await expect(bake(work, trial, 'green', 1)).rejects.toMatchObject({
    reason: 'bake-failed',
    message: expect.stringContaining('traffic to blue again'),
  });
});

test('a full disk does not keep the traffic on a version that fails', async () => {
  const { work, trial, orders } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' }, true);
  const failure = await moveBack(work, options, trial, pair, new Failure('bake-failed', 'It died.'));
  expect(orders).toEqual(['route blue']);
  expect(failure.details).toMatchObject({ outcome: 'rolled-back', outputs: { live: 'blue', version: 'v1' } });
});

test('requests of ours that a lost connection swallowed are not held against the new version', async () => {
  const { work, trial } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' });
  const shell = { where: 'deploy@app.example.com', remote: true };
  const seen = { ...trial, failed: () => 3, problem: () => '[STATUS] is 503.' };
  await expect(bake(work, seen, 'green', 1)).rejects.toMatchObject({
    reason: 'bake-failed',
    message: 'The new version failed under traffic: 3 of our own requests through the router failed; of the first: [STATUS] is 503.',
  });
  await expect(bake({ ...work, shell } as unknown as Work, { ...seen, broken: async () => true }, 'green', 1)).rejects.toMatchObject({
    reason: 'unreachable',
    message:
      'The connection to deploy@app.example.com was lost while green was on trial, so how the new version does could not be watched.',
  });
});

test('a check through the router that fails is the failure of a version that has traffic', async () => {
  const { work, trial } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' });
  const check = new Failure('idle-check-failed', 'router backend /health failed.');
  const failure = await moveBack(work, options, trial, pair, check);
  expect(failure).toMatchObject({ reason: 'bake-failed', details: { outcome: 'rolled-back' } });
  expect(failure.details.summary).toContain('| Why | router backend /health failed. |');
  expect(await moveBack(work, options, { ...trial, orderedAt: 0, armed: true }, pair, check)).toMatchObject({
    reason: 'idle-check-failed',
  });
});

test('a connection that was lost and came back is what a trial failed by, and the traffic is back', async () => {
  const { work, trial, orders } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' });
  const shell = { where: 'deploy@app.example.com', remote: true };
  const socket = new Failure('router-setup', "HAProxy's socket did not answer in time.");
  const back = (broken: boolean): Promise<Failure> =>
    moveBack({ ...work, shell } as unknown as Work, options, { ...trial, broken: async () => broken }, pair, socket);
  expect(await back(true)).toMatchObject({ reason: 'unreachable', details: { outcome: 'rolled-back', outputs: { live: 'blue' } } });
  expect(await back(false)).toMatchObject({ reason: 'router-setup' });
  expect(orders).toEqual(['route blue', 'route blue']);
});

test.each([
  [
    'an undo that is armed',
    true,
    'The undo that is armed on the server moves it back to blue (v1) by 10:02:03 UTC without this run, and at a reboot.',
  ],
  ['no undo', false, 'No undo is armed, so it stays there.'],
])('a server that is out of reach, with %s: what happens there is told', async (_what, armed, expected) => {
  const { work, trial } = cutOff();
  const left: Trial = { ...trial, armed, keeper: 'systemd', undoBy: Date.parse('2030-01-01T10:02:03Z') };
  const why = new Failure('router-setup', "HAProxy's socket cannot be used. Prepare the server.");
  const failure = await moveBack(work, options, left, pair, why);
  expect(failure.reason).toBe('unreachable');
  expect(failure.text).not.toContain('Prepare');
  expect(failure.details.outputs).toEqual({ live: 'unknown' });
  expect(failure.details.state).toBe(`green (v2) had the traffic when that happened. ${expected}`);
  // What the server itself said before stays the reason.
  const died = await moveBack(
    work,
    options,
    left,
    pair,
    new Failure('bake-failed', 'The new version failed under traffic: web is exited.'),
  );
  expect(died).toMatchObject({
    reason: 'bake-failed',
    message: 'The new version failed under traffic: web is exited. Then the connection to deploy@app.example.com was lost.',
  });
});

test('a connection that the router cut by changing its route is not held against the version; an answer and a later cut are', () => {
  const of = (fresh: 'kept' | 'cut' | undefined) => ({ router: { abilities: { fresh } } }) as unknown as Work;
  const trial = { unsettledUntil: 2000 };
  const cut = { end: 1500 };
  expect(isCut(of('cut'), trial, cut)).toBe(true);
  expect(isCut(of('cut'), { unsettledUntil: Number.POSITIVE_INFINITY }, cut)).toBe(true);
  for (const blamed of [{ ...cut, status: 502 }, { end: 2000 }]) expect(isCut(of('cut'), trial, blamed)).toBe(false);
  for (const fresh of ['kept', undefined] as const) expect(isCut(of(fresh), trial, cut)).toBe(false);
});

test('the watch lasts for every share and the bake after them', () => {
  const canary = [
    { share: 10, hold: 600_000 },
    { share: 50, hold: 900_000 },
  ];
  expect(watchTime({ canary, bakeTime: 30_000 })).toBeGreaterThan(1_530_000);
});

test('a run that was overtaken says so, and blames neither the version nor the way back', async () => {
  const { work, trial } = stage({ live: 'blue', trial: false, share: 100, confirmed: 'blue' });
  const route = async (): Promise<never> => {
    throw new Failure('lease-lost', 'Another run took the lease over.', { state: 'The other run goes on.' });
  };
  const overtaken = { ...work, router: { ...work.router, route } } as unknown as Work;
  const options = { release: { version: 'v2', images: {} } } as unknown as DeployOptions;
  const failure = await moveBack(overtaken, options, { ...trial, armed: true }, pair, new Failure('bake-failed', 'It was moved.'));
  expect([failure.reason, failure.text]).toEqual(['lease-lost', 'Another run took the lease over. The other run goes on.']);
});
