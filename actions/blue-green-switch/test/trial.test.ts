import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { testHost } from '../../../test/scenarios/host.ts';
import { moveBack } from '../src/back.ts';
import { bake } from '../src/bake.ts';
import type { DeployOptions } from '../src/options.ts';
import type { Route } from '../src/route.ts';
import type { Trial } from '../src/trial.ts';
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
    disarmedAt: 0,
    previousImages: {},
    keeper: 'detached',
    final: false,
    undoFolder: '/undo/1',
    orderedAt: Date.now(),
    switchMs: 1,
    outageSince: 0,
    outageMs: 0,
    before: { instances: new Map(), failures: 0 },
    failed: () => 0,
    stop,
  };
  return { work, trial, orders };
}

test('a trial whose traffic somebody else moved is no trial that passed', async () => {
  const { work, trial } = stage({ live: 'blue', trial: false, share: 100, confirmed: 'blue' });
  await expect(bake(work, trial, 'green', 1)).rejects.toMatchObject({
    reason: 'bake-failed',
    message: expect.stringContaining('traffic to blue again'),
  });
});

test('a full disk does not keep the traffic on a version that fails', async () => {
  const { work, trial, orders } = stage({ live: 'green', trial: true, share: 100, confirmed: 'blue' }, true);
  const options = { release: { version: 'v2', images: {} } } as unknown as DeployOptions;
  const failure = await moveBack(
    work,
    options,
    trial,
    { live: 'blue', idle: 'green', previous: 'v1' },
    new Failure('bake-failed', 'It died.'),
  );
  expect(orders).toEqual(['route blue']);
  expect(failure.details).toMatchObject({ outcome: 'rolled-back', outputs: { live: 'blue', version: 'v1' } });
});
