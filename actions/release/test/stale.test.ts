import { afterEach, expect, test } from '@jest/globals';
import type { Entry } from '@slipway/journal';
import { failureOf } from '../../../test/engines/host.ts';
import type { FakeGitHub } from '../../../test/github/api.ts';
import { servingImage } from '../src/serving.ts';
import { confirmedRelease, refuseStale, releaseOf } from '../src/stale.ts';
import { hostOf, images, inputsOf, newer, older, planOf, startFake } from './github.ts';

let github: FakeGitHub | undefined;
afterEach(() => github?.close());

type Data = Readonly<Record<string, unknown>>;

/** A release as the journal tells it: its order to the router, whether it was confirmed, and how its run ended, where it said so. */
function release(run: string, order: Data, confirmed: boolean, end?: Data): Entry[] {
  const entry = (step: string, phase: Entry['phase'], data?: Data): Entry => ({
    at: '2026-01-01T00:00:00Z',
    fence: 1,
    transaction: `${run}.1.1`,
    step,
    phase,
    ...(data ? { data } : {}),
  });
  return [entry('switch', 'intent', order), ...(confirmed ? [entry('confirm', 'done')] : []), ...(end ? [entry('end', 'done', end)] : [])];
}
const v1 = release('70', { version: 'v1', commit: older }, true, { outcome: 'released', version: 'v1', commit: older });
const v2 = release('71', { version: 'v2', commit: newer }, true, { outcome: 'released', version: 'v2', commit: newer });
const both = [...v1, ...v2];

test('the image that serves is the one that was confirmed last, and none where nobody told it', () => {
  const order = (version: string): Data => ({ version, images: { backend: `acme/backend@${version}` } });
  const told = [...release('70', order('v1'), true), ...release('71', order('v2'), true), ...release('72', order('v3'), false)];
  expect([servingImage(told, 'backend'), servingImage(told, 'worker')]).toEqual(['acme/backend@v2', undefined]);
  expect(servingImage(both, 'backend')).toBeUndefined();
});

test('what was confirmed last is what serves, however its run ended', () => {
  const known = { version: 'v2', commit: newer, runId: '71' };
  expect(confirmedRelease(both)).toEqual(known);
  const lost = release('71', { version: 'v2', commit: newer }, true);
  expect(confirmedRelease([...v1, ...lost])).toEqual(known);
  expect(confirmedRelease([...v1, ...release('71', { version: 'v2', commit: newer }, true, { outcome: 'abandoned' })])).toEqual(known);
  const trial = release('72', { version: 'v3', commit: 'c'.repeat(40) }, false);
  const back = release('73', { version: 'v3', commit: 'c'.repeat(40) }, false, { outcome: 'rolled-back', reason: 'bake-failed' });
  expect(confirmedRelease([...both, ...trial])).toEqual(known);
  expect(confirmedRelease([...both, ...back])).toEqual(known);
});

test('after a rollback it is the older one, with the commit that once brought it', () => {
  const back = release('74', { version: 'v1' }, true, { outcome: 'rolled-back', version: 'v1' });
  expect(confirmedRelease([...both, ...back])).toEqual({ version: 'v1', commit: older, runId: '70' });
});

test('a release that found its version there knows the commit as well', () => {
  const nameless = release('70', { version: 'v1' }, true);
  expect(confirmedRelease(nameless)).toBeUndefined();
  const again = release('75', {}, false, { outcome: 'unchanged', version: 'v1', commit: older });
  expect(confirmedRelease([...nameless, ...again])).toEqual({ version: 'v1', commit: older, runId: '75' });
  expect(confirmedRelease([])).toBeUndefined();
});

async function ask(
  commit: string,
  live: string,
  changes: { inputs?: Record<string, string>; runId?: string; built?: boolean } = {},
): Promise<string> {
  github ??= await startFake();
  const host = hostOf(github, '/', changes.runId ? { runId: changes.runId } : {});
  const work = refuseStale(
    inputsOf(changes.inputs ?? {}),
    planOf({ commit, images: changes.built ? undefined : images }),
    releaseOf(both, live),
    host,
  );
  return work.then(
    () => 'goes on',
    (error: { reason: string }) => error.reason,
  );
}

test('an older commit than the one that serves is refused, a newer one and the same one are not', async () => {
  github = await startFake();
  expect(await ask(older, 'v2')).toBe('stale-release');
  expect(await ask(newer, 'v1')).toBe('goes on');
  expect(await ask(newer, 'v2')).toBe('goes on');
  expect(await ask(older, 'v9')).toBe('goes on');
  expect(await ask(older, 'v2', { inputs: { 'allow-older': 'true' } })).toBe('goes on');
});

test('where GitHub does not say, digests are not released; what this run builds is as new as the run', async () => {
  github = await startFake({});
  expect(await ask(newer, 'v1', { runId: '80' })).toBe('stale-release');
  expect(await ask(older, 'v2', { runId: '69', built: true })).toBe('stale-release');
  expect(await ask(older, 'v2', { runId: '80', built: true })).toBe('goes on');
});

test('a GitHub that hangs holds the lease for seconds only', async () => {
  github = await startFake();
  github.fail({ method: 'GET', path: /compare/, status: 'hang', times: 9 });
  const begun = performance.now();
  expect(await ask(newer, 'v1')).toBe('stale-release');
  expect(performance.now() - begun).toBeLessThan(17_000);
}, 30_000);

test('the refusal says what serves, that nothing was changed, and both ways on', async () => {
  github = await startFake();
  const work = refuseStale(inputsOf({}), planOf({ commit: older }), releaseOf(both, 'v2'), hostOf(github, '/'));
  expect((await failureOf(work)).text).toMatch(/v2 serves already.*Nothing was changed.*mode rollback.*allow-older/);
});
