import { afterEach, expect, test } from '@jest/globals';
import type { Entry } from '@slipway/journal';
import { failureOf } from '../../../test/engines/host.ts';
import type { FakeGitHub } from '../../../test/github/api.ts';
import { refuseStale, releaseOf } from '../src/stale.ts';
import { hostOf, inputsOf, newer, older, planOf, startFake } from './github.ts';

let github: FakeGitHub | undefined;
afterEach(() => github?.close());

function ended(run: string, data: Readonly<Record<string, unknown>>): Entry {
  return { at: '2026-01-01T00:00:00Z', fence: 1, transaction: `${run}.1.1`, step: 'end', phase: 'done', data };
}
const entries = [
  ended('70', { outcome: 'released', version: 'v1', commit: older }),
  ended('71', { outcome: 'released', version: 'v2', commit: newer }),
  ended('72', { outcome: 'rolled-back', version: 'v1' }),
  ended('73', { outcome: 'rolled-back', reason: 'bake-failed' }),
];

test('the journal knows the commit of a version that was released, whatever came after it', () => {
  expect(releaseOf(entries, 'v1')).toEqual({ version: 'v1', commit: older, runId: '70' });
  expect(releaseOf(entries, 'v2')).toEqual({ version: 'v2', commit: newer, runId: '71' });
  expect(releaseOf(entries, 'v9')).toBeUndefined();
  expect(releaseOf([ended('70', { outcome: 'released', version: 'v1' })], 'v1')).toBeUndefined();
});

async function ask(commit: string, live: string, changes: { inputs?: Record<string, string>; runId?: string } = {}): Promise<string> {
  github ??= await startFake();
  const host = hostOf(github, '/', changes.runId ? { runId: changes.runId } : {});
  const work = refuseStale(inputsOf(changes.inputs ?? {}), planOf({ commit }), releaseOf(entries, live), host);
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

test('where GitHub does not say, the order of the runs decides', async () => {
  github = await startFake({});
  expect(await ask(older, 'v2', { runId: '69' })).toBe('stale-release');
  expect(await ask(older, 'v2', { runId: '80' })).toBe('goes on');
});

test('the refusal says what serves, that nothing was changed, and both ways on', async () => {
  github = await startFake();
  const work = refuseStale(inputsOf({}), planOf({ commit: older }), releaseOf(entries, 'v2'), hostOf(github, '/'));
  expect((await failureOf(work)).text).toMatch(/v2 serves already.*Nothing was changed.*mode rollback.*allow-older/);
});
