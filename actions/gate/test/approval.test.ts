import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { contract } from '../src/index.ts';
import { commit, endWorlds, startWorld, type World } from './support.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

const approval = { mode: 'approval' };
const approve = (user = 'octocat'): void => world.fake.state.approve(42, 'production-approval', user);

describe('secrets', () => {
  const secrets = { mode: 'secrets', requires: 'SSH_KEY\nAGE_IDENTITY\nDATABASE_URL' };
  const full = { SSH_KEY: 'key-of-the-server', AGE_IDENTITY: 'AGE-SECRET-KEY-1', DATABASE_URL: 'postgresql://db' };

  test('that are all there open the gate, and GitHub is not asked', async () => {
    expect(await world.gate(secrets, { env: full })).toEqual({ outcome: 'present', outputs: {} });
    expect(world.fake.requests).toEqual([]);
    for (const value of Object.values(full)) expect(world.written.join('')).not.toContain(value);
  });

  test('that are missing are all named, with what to do, and no value is shown', async () => {
    const failure = await world.failure(secrets, { env: { ...full, AGE_IDENTITY: ' \n', DATABASE_URL: 'placeholder\n' } });
    expect(failure.reason).toBe('secret-missing');
    expect(failure.message).toBe('AGE_IDENTITY, DATABASE_URL have no value in this job of production.');
    expect(failure.text).toContain('`gh secret set AGE_IDENTITY --env production < file`');
    expect(failure.text).toContain('`secrets: { AGE_IDENTITY: ${{ secrets.AGE_IDENTITY }} }`');
    expect(failure.text).toContain('`gh secret set AGE_IDENTITY --body placeholder`');
    expect(failure.text).not.toContain(full.SSH_KEY);
  });

  test('are checked before approval and proof, too', async () => {
    approve();
    for (const mode of ['approval', 'proof']) expect((await world.failure({ ...secrets, mode })).reason).toBe('secret-missing');
    expect(world.fake.requests).toEqual([]);
  });
});

describe('reviewers', () => {
  test('who approved this run open the gate', async () => {
    approve('hubot');
    const result = await world.gate(approval);
    expect(result).toMatchObject({ outcome: 'approved', outputs: { 'approved-by': 'hubot' } });
    expect(result.summary).toContain('approved by `hubot`');
    expect(world.fake.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  test('may stand before an environment for protected branches, where a branch is protected', async () => {
    approve();
    world.fake.state.setEnvironment('production', { branches: 'protected' });
    const failure = await world.failure(approval);
    expect(failure.reason).toBe('environment-open');
    expect(failure.message).toContain('none is protected');
    world.fake.state.commits.protectedBranches.add('main');
    expect(await world.gate(approval)).toMatchObject({ outcome: 'approved' });
  });

  test.each([['main'], ['release/*'], ['m*'], ['v[0-9]*']])('may stand before an environment for %s', async (pattern) => {
    approve();
    world.fake.state.setEnvironment('production', { branches: [pattern] });
    expect(await world.gate(approval)).toMatchObject({ outcome: 'approved' });
  });

  test('approve what the summary names', async () => {
    approve();
    const { summary } = await world.gate({ ...approval, version: '1.4.0', commit });
    expect(summary).toContain(`Version \`1.4.0\` of commit \`${commit}\`: approved by \`octocat\`.`);
    expect((await world.gate({ ...approval, version: commit, commit })).summary).toContain(`Version \`${commit}\`: approved`);
  });

  test('whose environments are written in another case are the same', async () => {
    approve();
    expect(await world.gate({ ...approval, environment: 'Production' })).toMatchObject({ outcome: 'approved' });
  });

  test.each([
    ['production-approval', ['production-approval']],
    ['production', ['production']],
    ['both', ['production', 'production-approval']],
  ])('without the environment %s: environment-missing, with page and commands', async (_, names) => {
    for (const name of names) world.fake.state.environments.delete(name);
    const failure = await world.failure(approval);
    expect(failure.reason).toBe('environment-missing');
    expect(failure.text).toContain('https://github.test/acme/notes/settings/environments');
    for (const name of names)
      expect(failure.text).toMatch(new RegExp(`no(ne named| environment) ${name}\\b[\\s\\S]*gh api .*environments/${name} -F`));
  });

  test('that nobody set, as in an environment that a job just made by naming it: reviewers-missing', async () => {
    world.fake.state.environments.delete('production-approval');
    world.fake.state.setEnvironment('production-approval');
    const failure = await world.failure(approval);
    expect(failure.reason).toBe('reviewers-missing');
    expect(failure.text).toContain("-F 'reviewers[][type]=User'");
    expect(failure.text).toContain('approval: dispatch');
  });

  test.each(['all', ['main', '*'], ['**/*'], ['?*'], ['[!x]*'], ['main', '[a-z]*'], ['{main,*}'], ['/*']] as const)(
    'over an environment that every branch may use (%j): environment-open',
    async (branches) => {
      world.fake.state.setEnvironment('production', { branches });
      approve();
      const failure = await world.failure(approval);
      expect(failure.reason).toBe('environment-open');
      expect(failure.text).toContain('deployment-branch-policies -f name=main');
    },
  );

  test('who did not approve: not-approved', async () => {
    expect(await world.failure(approval)).toMatchObject({
      reason: 'not-approved',
      message: 'Nobody approved run 42 for production-approval.',
    });
  });

  test('who approved another run, or another environment: not-approved', async () => {
    world.fake.state.addRun({ id: 43 });
    world.fake.state.approve(43, 'production-approval', 'octocat');
    world.fake.state.setEnvironment('staging-approval', { reviewers: ['octocat'] });
    world.fake.state.approve(42, 'staging-approval', 'octocat');
    expect((await world.failure(approval)).reason).toBe('not-approved');
  });

  test('one of whom rejected: not-approved, whoever approved', async () => {
    world.fake.state.reject(42, 'production-approval', 'hubot', 'not today');
    approve();
    expect(await world.failure(approval)).toMatchObject({
      reason: 'not-approved',
      message: expect.stringContaining('hubot rejected run 42'),
    });
  });

  test('outside of a run of GitHub: not-approved', async () => {
    expect((await world.failure(approval, { github: { GITHUB_RUN_ID: 'local-1234' } })).reason).toBe('not-approved');
  });
});

describe('the gate stays shut', () => {
  test('without actions: read', async () => {
    const poor = await startWorld({ deployments: 'read' });
    const failure = await poor.failure(approval);
    expect(failure.reason).toBe('github-refused');
    expect(failure.text).toContain('the job needs `actions: read`.');
  });

  test.each([/environments\/production-approval$/, /environments\/production$/, /deployment-branch-policies/, /approvals$/])(
    'where %s is refused or not answered',
    async (path) => {
      approve();
      world.fake.fail({ path, status: 403, times: 1 });
      expect((await world.failure(approval)).reason).toBe('github-refused');
      for (const status of [502, 'reset'] as const) {
        world.fake.fail({ path, status, times: 3 });
        expect((await world.failure(approval)).reason).toBe('github-unreachable');
      }
      world.fake.fail({ path, status: 429, headers: { 'retry-after': '3600' } });
      expect((await world.failure(approval)).reason).toBe('github-unreachable');
      world.fake.fail({ path, status: 502, times: 2 });
      expect(await world.gate(approval)).toMatchObject({ outcome: 'approved' });
    },
  );

  test('where the run is cancelled, under that name', async () => {
    const signal = AbortSignal.abort(new Failure('cancelled', 'The run was cancelled by SIGINT.'));
    world.fake.fail({ path: /environments/, status: 403 });
    expect((await world.failure(approval, { signal })).reason).toBe('cancelled');
  });
});

describe('dispatch', () => {
  const dispatch = { mode: 'approval', approval: 'dispatch', approvers: 'octocat\n@Hubot' };
  const by = (actor: string, event = 'workflow_dispatch') => ({ github: { GITHUB_TRIGGERING_ACTOR: actor, GITHUB_EVENT_NAME: event } });

  test.each(['octocat', 'OctoCat', 'hubot'])('by %s opens the gate, and nobody is asked', async (actor) => {
    world.fake.state.environments.delete('production-approval');
    expect(await world.gate(dispatch, by(actor))).toMatchObject({ outcome: 'approved', outputs: { 'approved-by': actor } });
    expect(world.fake.requests.filter(({ path }) => path.endsWith('/approvals'))).toEqual([]);
  });

  test('does not open an environment that every branch may use, or that is not there', async () => {
    world.fake.state.setEnvironment('production', { branches: 'all' });
    expect((await world.failure(dispatch, by('octocat'))).reason).toBe('environment-open');
    world.fake.state.environments.delete('production');
    expect(await world.failure(dispatch, by('octocat'))).toMatchObject({
      reason: 'environment-missing',
      message: 'There is no environment production in acme/notes.',
    });
  });

  test.each([
    ['mallory', 'workflow_dispatch'],
    ['octocat', 'push'],
    ['octocat', 'schedule'],
    ['', 'workflow_dispatch'],
  ])('by %p with the event %s: not-allowed', async (actor, event) => {
    expect((await world.failure(dispatch, by(actor, event))).reason).toBe('not-allowed');
    expect((await world.failure({ ...dispatch, mode: 'proof' }, by(actor, event))).reason).toBe('not-allowed');
  });
});

test('none asks nobody', async () => {
  expect(await world.gate({ ...approval, environment: 'staging', approval: 'none' })).toMatchObject({
    outcome: 'approved',
    outputs: { 'approved-by': '' },
  });
  expect(world.fake.requests).toEqual([]);
});

describe('inputs', () => {
  test.each([
    ['requires', { requires: 'SSH_KEY\n-----BEGIN OPENSSH PRIVATE KEY-----' }],
    ['approvers', { approval: 'dispatch' }],
    ['environment', { environment: 'pro"duction' }],
    ['from', { from: '../x' }],
    ['approval', { mode: 'proof', approval: 'none' }],
    ['commit', { commit: 'main' }],
  ])('%s', async (input, given) => {
    const failure = await world.failure({ mode: 'approval', ...given });
    expect(failure.reason).toBe('bad-input');
    expect(failure.message).toContain(`- ${input}: `);
    expect(failure.message).not.toContain('BEGIN');
  });

  test('none of them can state a digest, and a commit changes nothing of what is proven', async () => {
    expect(Object.keys(contract.inputs).filter((input) => /digest|image/.test(input))).toEqual([]);
    await world.record('1.0.0');
    expect((await world.gate({ mode: 'proof', commit: 'f'.repeat(40) })).outputs).toMatchObject({ version: '1.0.0', commit });
  });
});
