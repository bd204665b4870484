import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog, Failure, forgetSecrets, readContext, readInputs } from '@slipway/action';
import { openGitHub } from '@slipway/github';
import { type FakeGitHub, startGitHub } from '../../../test/github/api.ts';
import { checkInputs, contract } from '../src/contract.ts';
import { type AlarmResult, run } from '../src/index.ts';
import { report } from '../src/text.ts';

const day = 24 * 3_600_000;
const token = 'ghs_0123456789abcdefghij';
let time = 0;
let fake: FakeGitHub;

async function start(permissions: Parameters<typeof startGitHub>[0]['tokens'][string]['permissions'] = { issues: 'write' }): Promise<void> {
  time = Date.parse('2026-11-20T12:00:00Z');
  fake = await startGitHub({ tokens: { [token]: { permissions } }, clock: () => time });
}

beforeEach(() => start());

afterEach(async () => {
  forgetSecrets();
  await fake.close();
  expect(fake.problems).toEqual([]);
});

async function alarm(given: Readonly<Record<string, string>>): Promise<AlarmResult> {
  const with_ = { key: 'backup-production', title: 'No fresh backup of production', ...given };
  const env = Object.fromEntries(Object.entries(with_).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const log = createLog({ runner: true, write: () => {} });
  const clock = { now: () => time, sleep: async () => {} };
  const github_ = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/notes', GITHUB_RUN_ID: '42' };
  const github = await openGitHub({ apiUrl: fake.url, token, repository: 'acme/notes', log, clock });
  const signal = new AbortController().signal;
  return run(readInputs(contract, env, checkInputs), { context: readContext(github_), log, clock, signal, github });
}

const failure = async (given: Readonly<Record<string, string>>): Promise<Failure> => {
  const outcome: unknown = await alarm(given).catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error('no failure', { cause: outcome });
};

const issues = () => [...fake.state.issues.values()];
const comments = () => [...fake.state.comments.values()];
const raised = { state: 'raised', message: 'The newest backup is 30 h old.', labels: 'backup\nops' };

test('raised, raised again, cleared, cleared again: one issue', async () => {
  const opened = await alarm(raised);
  const outputs = { issue: '1', 'issue-url': 'https://github.com/acme/notes/issues/1' };
  expect(opened).toMatchObject({ outcome: 'opened', outputs });
  expect(issues()).toMatchObject([{ title: 'No fresh backup of production', labels: ['backup', 'ops'] }]);
  time += 3_600_000;
  expect(await alarm({ ...raised, message: 'It is 31 h old.' })).toMatchObject({ outcome: 'still-open', outputs });
  expect(issues()[0]?.body).toContain('It is 31 h old.');
  expect(issues()[0]?.body).toContain('Last seen at 2026-11-20 13:00 UTC by [this run](https://github.com/acme/notes/actions/runs/42)');
  expect(comments()).toEqual([]);
  time += day;
  await alarm(raised);
  await alarm(raised);
  expect(comments()).toHaveLength(1);
  expect(await alarm({ state: 'cleared' })).toMatchObject({ outcome: 'closed', outputs });
  expect(issues()).toMatchObject([{ state: 'closed' }]);
  expect(comments().at(-1)?.body).toMatch(/^Well again at 2026-11-21 13:00 UTC by \[this run\]/);
  expect(await alarm({ state: 'cleared' })).toEqual({ outcome: 'quiet', outputs: { issue: '', 'issue-url': '' } });
  expect(await alarm(raised)).toMatchObject({ outcome: 'opened', outputs: { issue: '2' } });
});

describe('when GitHub refuses', () => {
  test('raised fails, with the permission', async () => {
    await fake.close();
    await start({ issues: 'read' });
    const refused = await failure(raised);
    expect(refused.reason).toBe('github-refused');
    expect(refused.text).toContain('`issues: write`');
    expect(refused.text).toContain('not known to have reached anybody: No fresh backup of production');
  });

  test('raised fails where issues are switched off', async () => {
    fake.fail({ path: /issues$/, method: 'POST', status: 410, body: 'Issues has been disabled in this repository.' });
    expect((await failure(raised)).text).toContain('Issues has been disabled');
  });

  test('raised fails where nobody answers', async () => {
    fake.fail({ path: /issues/, status: 'reset', times: 3 });
    expect((await failure(raised)).reason).toBe('github-unreachable');
  });

  test.each([
    [403, 'github-refused'],
    [410, 'github-refused'],
    [502, 'github-unreachable'],
  ])('%i: cleared is a warning', async (status, reason) => {
    fake.fail({ path: /issues/, status, times: 3 });
    expect(await alarm({ state: 'cleared' })).toMatchObject({
      outcome: 'quiet',
      reason,
      annotations: [{ level: 'warning', message: expect.stringContaining('it stays open until a later run can close it') }],
    });
  });
});

describe('a message', () => {
  const at = { now: Date.parse('2026-11-20T12:00:00Z'), runUrl: '' };

  test.each([
    '@acme/everyone please, closes #1, fixes acme/notes#2',
    '```\n@octocat\n```',
    'a\n````text\n@octocat\n`````\n<!-- slipway: other -->',
    '~~~\n</pre>@octocat',
    'x\r```\r\n@octocat\u2028```',
    '\u001b[31m```\u001b[0m\n@octocat',
  ])('cannot leave its block: %j', (message) => {
    const lines = report(message, at).split('\n');
    const fence = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
    expect(fence.length).toBeGreaterThanOrEqual(3);
    const end = lines.findIndex((line, index) => index > 0 && new RegExp(`^ {0,3}\`{${fence.length},}\\s*$`).test(line));
    expect(lines.slice(0, end).join('\n')).toMatch(/@/);
    expect(lines.slice(end + 1).join('\n')).toBe(
      '\nLast seen at 2026-11-20 12:00 UTC.\n\nThis issue is closed by the first run that finds it well again.',
    );
  });

  test('that is very long is cut, and the block still ends', async () => {
    await alarm({ ...raised, message: `begin\n${'@octocat '.repeat(20_000)}` });
    const body = issues()[0]?.body ?? '';
    expect(body.length).toBeLessThan(21_000);
    expect(body).toContain('(cut here: 180005 characters)\n```\n\nLast seen');
  });

  test('may be missing', () => {
    expect(report(undefined, at)).toMatch(/^Last seen/);
  });
});

test.each([
  ['key', { ...raised, key: 'a b' }],
  ['key', { ...raised, key: 'x-->' }],
  ['title', { ...raised, title: '' }],
  ['state', { state: 'maybe' }],
])('bad-input: %s', async (input, given) => {
  const bad = await failure(given);
  expect(bad.reason).toBe('bad-input');
  expect(bad.message).toContain(`- ${input}: `);
});
