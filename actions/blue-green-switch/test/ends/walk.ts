// The life of an application as every router must let it live: first release, a good one, a bad one, one that dies in service, the way back.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../runtimes/failure.ts';
import { broken, brokenByCrash } from './promises.ts';
import type { Server } from './server.ts';
import { openSite, type Scenario, type Site } from './site.ts';

/** Milliseconds for what takes some seconds on a machine that is not busy. */
const patience = 240_000;

const step = (title: string, act: () => Promise<void>): void => test(title, act, patience);

export interface WalkOptions {
  readonly opened?: (site: Site) => void;
  /** Up to the first good version only. */
  readonly short?: boolean;
}

export function walk(scenario: Scenario, server: () => Server, { opened, short = false }: WalkOptions = {}): void {
  let site: Site;
  // What comes after all of them may release again.
  afterAll(() => site?.remove());
  describe(scenario.title, () => {
    beforeAll(async () => {
      site = await openSite(server(), scenario);
      opened?.(site);
    }, patience);

    const { wire, before, promise } = scenario;
    if (wire) {
      step('the first run refuses with what to change, and moves nobody', async () => {
        expect(await site.served()).toBe(before);
        const refusal = await failureOf(site.deploy('v1'));
        expect(refusal.reason).toBe('router-setup');
        await wire(site.server, refusal);
        expect(await site.served()).toBe(before);
      });
    }

    if (before !== undefined && !short) {
      step('a first release that dies in service leaves users where they were', async () => {
        const gate = (): Promise<void> => scenario.crash(site.server, 'blue');
        const seen = await site.underLoad(async () => {
          const failure = await failureOf(site.deploy('v1', { 'bake-time': '10s' }, { gate }));
          expect(failure.reason).toBe('bake-failed');
        });
        expect(brokenByCrash(seen, { ...promise, crash: 'back' })).toEqual([]);
        expect(await site.served()).toBe(before);
      });
    }

    step('the first release serves on blue', async () => {
      const release = async (): Promise<void> => {
        const { outcome, outputs } = await site.deploy('v1');
        expect([outcome, outputs['live'], outputs['version']]).toEqual(['switched', 'blue', 'v1']);
      };
      if (before === undefined) await release();
      else expect(broken(await site.underLoad(release), promise.move)).toEqual([]);
      expect(await site.served()).toBe('v1');
      if (before === undefined || short) return;
      const nowhere = await failureOf(site.act({ mode: 'rollback' }));
      expect([nowhere.reason, nowhere.message]).toEqual([
        'nothing-to-roll-back',
        expect.stringContaining('No release was confirmed before'),
      ]);
      expect(await site.served()).toBe('v1');
    });

    step('a good version takes over, and users notice no more than is promised', async () => {
      const seen = await site.underLoad(async () => {
        const { outputs, receipt } = await site.deploy('v2');
        expect(outputs).toMatchObject({ live: 'green', version: 'v2', 'previous-version': 'v1' });
        // What such a router cuts is told, and no reason to go back.
        if (promise.move !== 'connections') expect(outputs['failed-requests']).toBe('0');
        expect(receipt?.identity).toBe('v2 on 20 fresh connections in a row');
        expect(receipt?.undo).toBe('armed before the switch (systemd), disarmed at the confirm');
      });
      expect(broken(seen, promise.move)).toEqual([]);
      expect(seen.versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
    });

    if (short) return;

    step('a version that never becomes healthy gets no traffic, and every file is as it was', async () => {
      const files = await site.snapshot();
      expect(files.split('\n').length).toBeGreaterThan(1);
      const seen = await site.underLoad(async () => {
        const failure = await failureOf(site.deploy('never'));
        expect(failure.reason).toMatch(/^(unhealthy|idle-check-failed)$/);
        expect(failure.text).toContain('Traffic never left green (v2).');
      });
      expect(broken(seen, 'nothing')).toEqual([]);
      expect(seen.versions.map(({ version }) => version)).toEqual(['v2']);
      expect(await site.snapshot()).toBe(files);
    });

    step('a version that dies under traffic is rolled back by itself, and every file is as it was', async () => {
      const files = await site.snapshot();
      const gate = (): Promise<void> => scenario.crash(site.server, 'blue');
      const seen = await site.underLoad(async () => {
        const failure = await failureOf(site.deploy('v3', { 'bake-time': '15s' }, { gate }));
        expect(failure.reason).toBe('bake-failed');
        expect(failure.details).toMatchObject({ outcome: 'rolled-back', outputs: { live: 'green', version: 'v2' } });
        expect(failure.text).toContain('Traffic is back on green (v2)');
      });
      expect(brokenByCrash(seen, promise)).toEqual([]);
      expect(seen.versions.map(({ version }) => version)).toContain('v3');
      expect(await site.served()).toBe('v2');
      expect(await site.snapshot()).toBe(files);
    });

    step('rollback serves the release before', async () => {
      const seen = await site.underLoad(async () => {
        const { outcome, outputs } = await site.act({ mode: 'rollback', version: 'v1' });
        expect([outcome, outputs['version'], outputs['previous-version']]).toEqual(['rolled-back', 'v1', 'v2']);
      });
      expect(broken(seen, promise.move)).toEqual([]);
      expect(await site.served()).toBe('v1');
    });
  });
}

/**
 * Brings them on trial at once and restarts the server under them: each must come back with what was confirmed.
 * @param besides confirmed, and not on trial
 */
export function rebootInTrial(server: () => Server, sites: () => readonly Site[], besides: () => readonly Site[] = () => []): void {
  test('a reboot in the middle of a trial comes back with the confirmed version', async () => {
    const trials = sites();
    const all = [...trials, ...besides()];
    expect(trials.length).toBeGreaterThan(0);
    let waiting = 0;
    const everybody = Promise.withResolvers<void>();
    const rebooted = Promise.withResolvers<void>();
    const gate = async (): Promise<void> => {
      waiting += 1;
      if (waiting === trials.length) everybody.resolve();
      await rebooted.promise;
    };
    const lost = trials.map((site) => failureOf(site.deploy('v2', { 'confirm-timeout': '5m' }, { gate })));
    for (const run of lost) run.catch((error: unknown) => everybody.reject(error));
    await Promise.race([everybody.promise, Promise.race(lost).then((failure) => Promise.reject(failure))]);
    for (const site of trials) expect(await site.served()).toBe('v2');
    await server().reboot();
    rebooted.resolve();
    const until = Date.now() + 60_000;
    const answers = async (): Promise<(string | undefined)[]> => Promise.all(all.map((site) => site.served()));
    while ((await answers()).some((version) => version !== 'v1') && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 500));
    const names = all.map(({ scenario }) => scenario.name);
    expect((await answers()).map((version, at) => `${names[at]} serves ${version}`)).toEqual(names.map((name) => `${name} serves v1`));
    await Promise.all(lost);
  }, 300_000);
}
