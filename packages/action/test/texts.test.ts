import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { checkTarget, Failure } from '../src/index.ts';
import { headline } from '../src/report.ts';

test.each([
  ['It broke.', 'It broke. Nothing was changed. Try again.'],
  ['manifest unknown', 'manifest unknown. Nothing was changed. Try again.'],
  ['Two inputs:\n- host: is missing\n', 'Two inputs:\n- host: is missing\nNothing was changed. Try again.'],
])('%j is followed by a sentence of its own', (message, text) => {
  expect(new Failure('x', message, { state: 'Nothing was changed.', hint: 'Try again.' }).text).toBe(text);
});

test.each([
  ['### notes: v2 serves\n\n| a |', 'notes: v2 serves'],
  ['### notes: **green** serves `v2`', 'notes: green serves v2'],
  ['### a &lt;b&gt; &amp;amp; c \\| d', 'a <b> &amp; c | d'],
  ['', ''],
])('the decision of %j', (summary, line) => {
  expect(headline(summary)).toBe(line);
});

test('a key without a host is no order to work on the runner', () => {
  const target = { port: 22, username: 'deploy', 'ssh-key': 'k', 'known-hosts': 'h' };
  expect(checkTarget({ ...target, host: undefined }).map(({ input }) => input)).toEqual(['host']);
  expect(checkTarget({ ...target, host: undefined, 'ssh-key': undefined, 'known-hosts': undefined })).toEqual([]);
  expect(checkTarget({ ...target, host: 'app' })).toEqual([]);
});

describe('in a shell', () => {
  const main = fileURLToPath(new URL('fixture/main.ts', import.meta.url));
  const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [main, ...argv], { encoding: 'utf8', timeout: 20_000, env: { PATH: process.env['PATH'], ...env } });

  test('--help tells the inputs, and where secrets go', () => {
    const { status, stdout } = run(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('fixture: An action for tests');
    expect(stdout).toContain('  --wait\n      How long. By default: 30s.\n');
    expect(stdout).toContain('  INPUT_SSH_KEY (environment)\n');
  });

  test('options count in a script of a workflow too, where they were ignored they would do something else', () => {
    const { status, stdout } = run(['--task', 'echo', '--host', 'app'], { GITHUB_ACTIONS: 'true', INPUT_PORT: '2222' });
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/"host":"app".*"port":2222/) });
  });
});
