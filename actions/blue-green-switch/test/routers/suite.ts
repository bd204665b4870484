import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import fc from 'fast-check';
import { openRouter } from '../../src/open-router.ts';
import { type Word, wordOf } from '../../src/route.ts';
import { arm, extend } from '../../src/undo.ts';
import { type Rig, removeFolder, rigFolder, snapshot } from './rig.ts';
import { failureOf, settled, words } from './suite-parts.ts';
import { ask, askMany, type Front, openSocket } from './users.ts';

export interface SuiteOptions {
  /** Random sequences of words in the default run; with SLIPWAY_FULL it is a thousand. */
  readonly sequences?: number;
  /** Races of the undo with the confirm in the default run; with SLIPWAY_FULL it is twenty. */
  readonly races?: number;
}

/**
 * What every router promises, held against a real one. An adapter's test file gives the rig and adds what only that router has:
 *
 *     routerContract('haproxy', startHaproxyRig);
 */
export function routerContract(name: string, start: () => Promise<Rig>, { sequences = 40, races = 3 }: SuiteOptions = {}): void {
  describe(`${name} as a router`, () => {
    const full = Boolean(process.env['SLIPWAY_FULL']);
    let rig: Rig;
    beforeAll(async () => {
      rig = await start();
    }, 60_000);
    afterAll(() => rig?.close(), 30_000);

    const router = (): ReturnType<typeof openRouter> => openRouter(rig.shell, rig.adapter);
    const front = (): Front => rig.adapter.front(rig.published);
    const now = async (): Promise<Word> => wordOf(await router().read());
    const move = async (to: Word): Promise<number> => router().move(await now(), to);
    const shares = (): boolean => rig.adapter.abilities.weights === 'percent';

    test('routes nothing before the first release, and a second look at the same plan changes no file', async () => {
      await rig.adapter.prepare(undefined);
      expect(await router().read()).toEqual({ live: undefined, trial: false, share: 100, confirmed: undefined });
      const before = await snapshot(rig.files);
      await rig.adapter.prepare(undefined);
      expect(await snapshot(rig.files)).toEqual(before);
    }, 60_000);

    test('what is read after a word was set is that word, users get that colour, and what is confirmed stays', async () => {
      const kept = (await router().read()).confirmed;
      const word = words(shares());
      const runs = full ? 1000 : sequences;
      await fc.assert(
        fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), async (asked) => {
          for (const to of asked) {
            expect(await move(to)).toBeGreaterThanOrEqual(0);
            expect(await now()).toBe(to);
          }
          const { live, share, confirmed } = await router().read();
          expect(confirmed).toBe(kept);
          if (live !== undefined && share === 100) expect(await ask(front())).toBe(live);
        }),
        { numRuns: runs, endOnFailure: true },
      );
    }, 1_800_000);

    test('a share of the traffic is about that share', async () => {
      if (!shares()) {
        await move('blue');
        const { reason } = await failureOf(router().move('blue', 'green_10'));
        expect(reason).toBe('router-failed');
        expect(await now()).toBe('blue');
        return;
      }
      await move('blue');
      await move('green_30');
      const seen = await askMany(front(), 200);
      const greens = seen.filter((color) => color === 'green').length;
      // The chance of 30 of 200 or fewer, or 95 or more, is less than one in a million.
      expect(greens).toBeGreaterThan(30);
      expect(greens).toBeLessThan(95);
    }, 60_000);

    test('a lost compare-and-swap surfaces, names what is there, and changes nothing', async () => {
      await move('blue');
      const before = await snapshot(rig.files);
      const failure = await failureOf(router().move('green', 'green_trial'));
      expect(failure.reason).toBe('router-failed');
      expect(failure.message).toContain('routes by blue, where green was expected');
      const confirm = await failureOf(router().confirm('green', { expected: 'green_trial' }));
      expect(confirm.reason).toBe('router-failed');
      expect(await snapshot(rig.files)).toEqual(before);
      expect(await ask(front())).toBe('blue');
    }, 30_000);

    test('what was confirmed is what a restart comes back to, or what was set last, as the abilities say', async () => {
      await router().confirm('blue');
      expect(await router().read()).toMatchObject({ live: 'blue', confirmed: 'blue', trial: false });
      await move('green_trial');
      expect(await router().read()).toMatchObject({ live: 'green', confirmed: 'blue', trial: true });
      expect(await ask(front())).toBe('green');
      await rig.restart();
      const after = rig.adapter.abilities.restart === 'confirmed' ? 'blue' : 'green_trial';
      expect(await now()).toBe(after);
      expect(await ask(front())).toBe(after.slice(0, after.includes('_') ? after.indexOf('_') : undefined));
      expect((await router().read()).confirmed).toBe('blue');
    }, 60_000);

    test('undo and confirm claim one token: exactly one of them decides', async () => {
      const state = rigFolder();
      try {
        for (let race = 0; race < (full ? 20 : races); race++) {
          await router().confirm('blue');
          const folder = `${state}/undo/${race}`;
          await arm(rig.shell, state, 'race', { folder, program: rig.adapter.program, from: 'green', to: 'blue' }, 60);
          await move('green_trial');
          expect(await extend(rig.shell, folder, 1)).toBe(true);
          await new Promise((resolve) => setTimeout(resolve, 2000 * Math.random()));
          const won = await router()
            .confirm('green', { undo: folder, expected: 'green_trial' })
            .then(
              () => true,
              (error: unknown) => {
                if (error instanceof Failure && /undo-fired|router-failed/.test(error.reason)) return false;
                throw error;
              },
            );
          await settled(rig, folder);
          const color = won ? 'green' : 'blue';
          expect(await router().read()).toEqual({ live: color, trial: false, share: 100, confirmed: color });
          expect(await ask(front())).toBe(color);
        }
      } finally {
        removeFolder(state);
      }
    }, 240_000);

    test('a change that is refused says so, leaves every file as it was, and users with the colour that they had', async () => {
      await router().confirm('blue');
      for (const [fault, inflict] of Object.entries(rig.faults)) {
        const before = await snapshot(rig.files);
        const repair = await inflict();
        const broken = await snapshot(rig.files);
        try {
          const failure = await failureOf(router().move('blue', 'green_trial'));
          expect({ fault, reason: failure.reason }).toEqual({ fault, reason: 'router-failed' });
          expect(failure.message).not.toContain('undefined');
          expect({ fault, files: await snapshot(rig.files) }).toEqual({ fault, files: broken });
          expect(await ask(front())).toBe('blue');
        } finally {
          await repair();
        }
        expect({ fault, files: await snapshot(rig.files) }).toEqual({ fault, files: before });
        expect({ fault, now: await now() }).toEqual({ fault, now: 'blue' });
      }
    }, 120_000);

    test('a request under way is answered by the colour that it went to, and counted until then where that can be', async () => {
      await move('blue');
      const slow = ask(front(), '/slow?ms=1500');
      await new Promise((resolve) => setTimeout(resolve, 200));
      await move('green_trial');
      const during = await rig.adapter.inflight('blue');
      expect(await slow).toBe('blue');
      if (rig.adapter.abilities.drain === 'observed') {
        expect(during).toBeGreaterThan(0);
        const until = Date.now() + 5000;
        while ((await rig.adapter.inflight('blue')) !== 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await rig.adapter.inflight('blue')).toBe(0);
      } else {
        expect(during).toBeUndefined();
      }
    }, 60_000);

    test('an open WebSocket is kept or cut by a switch, as the abilities say', async () => {
      await move('blue');
      const socket = await openSocket(front());
      try {
        expect([socket.color, await socket.echoes()]).toEqual(['blue', true]);
        await move('green_trial');
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect((await socket.echoes()) ? 'kept' : 'cut').toBe(rig.adapter.abilities.websockets);
      } finally {
        socket.close();
      }
    }, 30_000);

    test('where there is a reserve, it answers when the colour on trial dies', async () => {
      await move('blue');
      await move('green_trial');
      expect(await ask(front())).toBe('green');
      if (!rig.adapter.abilities.reserve) return;
      await rig.colors.green.crash();
      try {
        expect(new Set(await askMany(front(), 50))).toEqual(new Set(['blue']));
        expect(await now()).toBe('green_trial');
      } finally {
        await rig.colors.green.revive();
        await move('blue');
      }
    }, 30_000);
  });
}
