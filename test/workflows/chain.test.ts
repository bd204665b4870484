// The chain as users copy it, from a pull request to a restore drill, in one run: each test goes on where the one before ended.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReleaseReceipt } from '../../actions/release/src/receipt.ts';
import { descendants } from '../harness/processes.ts';
import { sample } from '../harness/sample.ts';
import type { WorkflowRun } from './act-log.ts';
import { type Chain, readOnlyToken, startChain, weakToken } from './chain.ts';
import { approving, catalog, deployments, digestOf, expectRefusal, expectSuccess, isRelease, planOf, recordOf } from './chain-facts.ts';
import { dependabot, fork, pullRequest, schedule } from './events.ts';

let chain: Chain;
const runs: WorkflowRun[] = [];
const commits: Record<string, string> = {};
/** Milliseconds for a run with all that is about it: on a busy machine most of them are a minute, and a release is four. */
const limit = 480_000;

beforeAll(async () => {
  chain = await startChain();
  commits['v1'] = await chain.commit('v1');
}, limit);

afterAll(async () => {
  if (!chain) return;
  const total = chain.timeline.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = chain.timeline.map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
  process.stderr.write(`\n${lines.join('\n')}\n${total.toFixed(1).padStart(7)} s  the whole chain\n\n`);
  await chain.remove();
}, limit);

async function run(...given: Parameters<Chain['run']>): Promise<WorkflowRun> {
  const ran = await chain.run(...given);
  runs.push(ran);
  return ran;
}

describe('a pull request', () => {
  const strangers = [
    ['from a fork', fork, 'stranger'],
    ['from Dependabot', dependabot, 'dependabot[bot]'],
  ] as const;
  test.each(sample('pull requests without secrets', strangers, 1))(
    '%s gets its plan in the summary: nothing is pushed, no secret is asked for',
    async (_, payload, actor) => {
      const ran = await run('pull-request.yml', { event: 'pull_request', payload, actor, secrets: { GITHUB_TOKEN: readOnlyToken } });
      expectSuccess(ran);
      const plan = planOf(ran);
      expect(plan.summary).toMatch(/^### Plan: .* of `notes` to `production` on `127\.0\.0\.1`/);
      expect(plan.log).toContain('The plan is in the summary.');
      expect(await catalog(chain)).not.toContain('notes/backend');
      expect(chain.github.state.comments.size).toBe(0);
    },
    limit,
  );

  test(
    'of the team gets it as one comment',
    async () => {
      chain.github.state.addPull({ number: 9, author: 'ana' });
      const options = { event: 'pull_request', payload: pullRequest, secrets: { GITHUB_TOKEN: chain.secrets['GITHUB_TOKEN'] ?? '' } };
      const ran = await run('pull-request.yml', options);
      expectSuccess(ran);
      expect(planOf(ran).log).toContain('The plan stands in a comment of #9 (created).');
      expect([...chain.github.state.comments.values()].map(({ body }) => body.includes('### Plan: '))).toEqual([true]);
    },
    limit,
  );
});

describe('a push to main', () => {
  test(
    'is tested, built, scanned and released to staging, which is the proof for production',
    async () => {
      const ran = await run('staging.yml', { event: 'push' });
      expectSuccess(ran);
      expect(ran.jobs).toMatchObject({ test: 'success', build: 'success', deploy: 'success' });
      expect(await chain.served('staging')).toBe(commits['v1']);
      expect(await chain.served('production')).toBeNull();
      const { digests = '', commit } = ran.step('build').outputs;
      expect(commit).toBe(commits['v1']);
      for (const [service, digest] of Object.entries(JSON.parse(digests) as Record<string, string>)) {
        expect(await digestOf(chain, service, commits['v1'] ?? '')).toBe(digest);
      }
      expect(deployments(chain, 'staging')).toEqual([{ version: commits['v1'], states: ['in_progress', 'success'] }]);
      const [record] = chain.github.state.deployments;
      expect(record?.statuses[0]).toMatchObject({ environmentUrl: `http://127.0.0.1:${chain.servers.staging.port(8000)}/` });
      expect(chain.github.state.statuses.map(({ context, state }) => [context, state])).toEqual([['slipway/staging', 'success']]);
      expect(chain.results.artifacts.map(({ name }) => name)).toEqual([
        'sbom-notes-1',
        expect.stringMatching(/^slipway-staging-[0-9a-f]{40}$/),
      ]);
    },
    limit,
  );
});

describe('a promotion to production', () => {
  test(
    'that nobody approved, or somebody rejected, changes nothing',
    async () => {
      for (const prepare of [undefined, (id: number) => chain.github.state.reject(id, 'production-approval', 'reviewer')]) {
        const ran = await run('production.yml', { ...(prepare ? { prepare } : {}) });
        expectRefusal(ran, 'not-approved');
        expect(ran.jobs['proof']).toBe('success');
      }
      expect(await chain.served('production')).toBeNull();
      expect(deployments(chain, 'production')).toEqual([]);
    },
    limit,
  );

  test(
    'of a release that has not passed staging is refused before anybody is asked',
    async () => {
      const ran = await run('production.yml', { inputs: { version: 'f'.repeat(40) }, prepare: approving(chain) });
      expectRefusal(ran, 'not-proven');
      expect(ran.jobs['approve']).toBeUndefined();
    },
    limit,
  );

  test(
    'without the environment for approvals, or without reviewers there, is refused with the page to set it',
    async () => {
      const { environments } = chain.github.state;
      const approval = environments.get('production-approval');
      environments.delete('production-approval');
      expect(expectRefusal(await run('production.yml'), 'environment-missing')).toContain('/acme/notes/settings/environments');
      chain.github.state.setEnvironment('production-approval', {});
      expect(expectRefusal(await run('production.yml'), 'reviewers-missing')).toContain('/acme/notes/settings/environments');
      if (approval) environments.set('production-approval', approval);
    },
    limit,
  );

  test(
    'without its secret is refused, with the command that sets it',
    async () => {
      const ran = await run('production.yml', {
        prepare: approving(chain),
        secrets: { GITHUB_TOKEN: chain.secrets['GITHUB_TOKEN'] ?? '' },
      });
      expect(expectRefusal(ran, 'secret-missing')).toContain('gh secret set SSH_KEY --env production');
      expect(await chain.served('production')).toBeNull();
    },
    limit,
  );

  test(
    'that was approved brings what staging proved, bit for bit',
    async () => {
      const ran = await run('production.yml', { prepare: approving(chain) });
      expectSuccess(ran);
      expect(await chain.served('production')).toBe(commits['v1']);
      expect(deployments(chain, 'production')).toEqual([{ version: commits['v1'], states: ['in_progress', 'success'] }]);
      const [staging, production] = ['staging', 'production'].map((name) => recordOf(chain, name)?.payload);
      expect(production).toMatchObject({ digests: (staging as { digests: unknown }).digests });
      expect(ran.steps.find(({ outputs }) => outputs['outcome'] === 'approved')?.outputs).toMatchObject({ 'approved-by': 'reviewer' });
    },
    limit,
  );

  test(
    'that is cancelled in the middle of the deploy leaves the version before serving',
    async () => {
      commits['v2'] = await chain.commit('v2');
      expectSuccess(await run('staging.yml', { event: 'push' }));
      let cancelled = false;
      const ran = await run('production.yml', {
        prepare: approving(chain),
        onLine: (line, pid) => {
          if (cancelled || !line.includes('serves under watch')) return;
          cancelled = true;
          // What a runner sends to the program of the step, and to nothing else of the job: what it is just starting still has its name.
          const named = descendants(pid).filter(isRelease);
          const started = new Set(named.flatMap(descendants));
          for (const one of named) if (!started.has(one)) process.kill(one, 'SIGINT');
        },
      });
      expect(cancelled).toBe(true);
      expect(ran.code).toBe(1);
      expect(ran.step('release').outputs).toMatchObject({ reason: 'cancelled' });
      const receipt = JSON.parse(ran.step('release').outputs['receipt'] ?? '') as ReleaseReceipt;
      expect(receipt).toMatchObject({ backup: { verified: 'restore' }, migration: { from: '0001', to: '0002' } });
      expect(await chain.served('production')).toBe(commits['v1']);
      expect(deployments(chain, 'production').at(-1)).toEqual({ version: commits['v2'], states: ['in_progress', 'failure'] });
    },
    limit,
  );

  test(
    'after one that was cancelled goes through at once; with a token that may not write deployments too, which says what is missing',
    async () => {
      const before = chain.github.state.deployments.length;
      const ran = await run('production.yml', { prepare: approving(chain), secrets: { ...chain.secrets, GITHUB_TOKEN: weakToken } });
      expectSuccess(ran);
      expect(
        ran
          .step('release')
          .annotations.map(({ message }) => message)
          .join('\n'),
      ).toContain('`deployments: write`');
      expect(chain.github.state.deployments).toHaveLength(before);
      expect(await chain.served('production')).toBe(commits['v2']);
      const receipt = JSON.parse(ran.step('release').outputs['receipt'] ?? '') as ReleaseReceipt;
      expect(receipt).toMatchObject({ outcome: 'released', backup: { verified: 'restore' }, migration: { from: '0002', to: '0002' } });
    },
    limit,
  );

  test(
    'of a commit older than the one that serves is stale: it waited too long',
    async () => {
      const ran = await run('production.yml', { inputs: { version: commits['v1'] ?? '' }, prepare: approving(chain) });
      expectRefusal(ran, 'stale-release');
      expect(await chain.served('production')).toBe(commits['v2']);
    },
    limit,
  );
});

describe('a rollback', () => {
  test(
    'goes to the release before, and is on record',
    async () => {
      const ran = await run('rollback.yml', { inputs: { environment: 'production', version: '' } });
      expectSuccess(ran);
      expect(ran.step('rollback').outputs).toMatchObject({ outcome: 'rolled-back', version: commits['v1'], commit: commits['v1'] });
      expect(await chain.served('production')).toBe(commits['v1']);
      expect(deployments(chain, 'production').at(-1)).toEqual({ version: commits['v1'], states: ['in_progress', 'success'] });
    },
    limit,
  );
});

describe('backups', () => {
  test(
    'one is made on schedule and proven, and no alarm is raised',
    async () => {
      const ran = await run('backup.yml', { event: 'schedule', payload: schedule('17 3 * * *') });
      expectSuccess(ran);
      expect(ran.step('check').outputs).toMatchObject({ outcome: 'fresh' });
      expect(chain.github.state.issues.get(1)).toBeUndefined();
    },
    limit,
  );

  test(
    'a restore drill restores it, counts it, and keeps the recovery time beside that of the drill before',
    async () => {
      for (const drills of [1, 2]) {
        const ran = await run('restore-drill.yml', { event: 'schedule', payload: schedule('41 5 * * 1') });
        expectSuccess(ran);
        const { outputs, summary } = ran.step('drill');
        expect(Number(outputs['duration'])).toBeGreaterThan(0);
        expect(summary.includes('xychart-beta')).toBe(drills > 1);
        const kept = await chain.servers.production.exec(['cat', '/var/backups/notes/drills.jsonl']);
        expect(kept.stdout.trim().split('\n')).toHaveLength(drills);
      }
    },
    limit,
  );

  test(
    'where none is left, one alarm is raised, however often it is looked, and closed when there is one again',
    async () => {
      await chain.servers.production.exec(['sh', '-c', 'rm -r /var/backups/notes/*']);
      const look = { event: 'schedule', payload: schedule('23 12 * * *') };
      const alarms = (): string[] =>
        [...chain.github.state.issues.values()].filter(({ title }) => /backup/.test(title)).map(({ state }) => state);
      for (const _ of [1, 2]) {
        const ran = await run('backup.yml', look);
        expect([ran.code, ran.jobs]).toMatchObject([1, { backup: 'failure', alarm: 'success' }]);
        expect(ran.step('check').outputs).toMatchObject({ reason: 'no-backup' });
        expect(alarms()).toEqual(['open']);
      }
      expectSuccess(await run('backup.yml', { event: 'schedule', payload: schedule('17 3 * * *') }));
      expect(alarms()).toEqual(['closed']);
    },
    limit,
  );
});

test('no run showed a secret, and both sides kept to the published description of the API', () => {
  const lines = Object.values(chain.secrets).flatMap((secret) => secret.split('\n'));
  const values = [...lines.filter((line) => line !== '' && !line.startsWith('-----')), weakToken, readOnlyToken, 'pw-of.the~db-4711'];
  for (const { log, steps } of runs) {
    const told = steps.flatMap(({ outputs, summary, annotations }) => [JSON.stringify(outputs), summary, JSON.stringify(annotations)]);
    expect(values.filter((value) => [log, ...told].some((text) => text.includes(value)))).toEqual([]);
  }
  expect(runs.length).toBeGreaterThan(13);
  expect(chain.github.problems).toEqual([]);
});
