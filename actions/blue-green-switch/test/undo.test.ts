import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { eventually } from '../../../test/harness/processes.ts';
import { operate, type Program } from '../src/program.ts';
import { arm, disarmAll, extend, undoRoot } from '../src/undo.ts';

const shell = localShell();
let state: string;
let folder: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'undo-'));
  folder = join(undoRoot(state), '1');
});
afterEach(async () => {
  // What still waits for its deadline has nothing to wait for any more.
  await disarmAll(shell, state);
  rmSync(state, { recursive: true, force: true });
});

/** A router of two files, whose programs may be told to fail. */
function program(more: readonly string[] = []): Program {
  const functions = [
    'route_read() { cat "$place/now"; }',
    'route_kept() { cat "$place/kept"; }',
    'route_set() { echo "$1" > "$place/now"; }',
    'route_keep() { echo "$1" > "$place/kept"; }',
    ...more,
  ];
  return { functions: functions.join('\n'), variables: { place: state } };
}

const route = (now: string, kept: string): void => {
  writeFileSync(join(state, 'now'), `${now}\n`);
  writeFileSync(join(state, 'kept'), `${kept}\n`);
};
const now = (): string => readFileSync(join(state, 'now'), 'utf8').trim();
const kept = (): string => readFileSync(join(state, 'kept'), 'utf8').trim();
const fired = (): string => (existsSync(join(folder, 'fired')) ? readFileSync(join(folder, 'fired'), 'utf8').trim() : '');
const over = (): Promise<void> => eventually(async () => fired() !== '', 'the undo says what it found', 20_000);
const armed = (seconds: number): ReturnType<typeof arm> =>
  arm(shell, state, 'undo-test', { folder, program: program(), from: 'green', to: 'blue' }, seconds);
const confirm = (more?: readonly string[]) => operate(shell, program(more), ['confirm', folder, 'green_trial', 'green'], [3, 5]);

describe('a confirm that is not whole', () => {
  test('one that finds another route leaves the undo armed', async () => {
    route('green_10', 'blue');
    await armed(60);
    expect((await confirm()).code).toBe(3);
    expect(existsSync(join(folder, 'armed'))).toBe(true);
    expect(kept()).toBe('blue');
  });

  test.each([
    ['that is killed on the way', 'route_keep() { kill -9 $$; }'],
    ['whose route cannot be written down', 'route_keep() { echo "no space" >&2; return 1; }'],
  ])('one %s ends in the undo, which needs nobody', async (_what, broken) => {
    route('green_trial', 'blue');
    await armed(3600);
    await expect(confirm([broken])).rejects.toBeInstanceOf(Failure);
    expect(now()).toBe('green_trial');
    // The server starts anew: nobody is left who could end it.
    writeFileSync(join(folder, 'boot'), 'another boot\n');
    await over();
    expect([fired(), now(), kept()]).toEqual(['traffic is back on blue', 'blue', 'blue']);
  });

  test('one that cannot claim the token does not confirm, because the undo would act on it later', async () => {
    route('green_trial', 'blue');
    await armed(3600);
    const stuck = 'mv() { return 1; }';
    await expect(confirm([stuck])).rejects.toMatchObject({
      reason: 'router-failed',
      message: expect.stringContaining('cannot be claimed'),
    });
    expect([now(), kept()]).toEqual(['green_trial', 'blue']);
  });
});

test('what was written down stays, also where a power cut brought the token back', async () => {
  route('green', 'green');
  await armed(3600);
  writeFileSync(join(folder, 'boot'), 'another boot\n');
  await over();
  expect([fired(), now()]).toEqual(['found green confirmed, left alone', 'green']);
});

test('a confirm that takes its time is not overtaken by the deadline', async () => {
  route('green_trial', 'blue');
  await armed(3600);
  const slow = confirm(['route_keep() { sleep 4; echo "$1" > "$place/kept"; }']);
  await eventually(async () => existsSync(join(folder, 'claimed')), 'the token is claimed', 5000);
  expect(await extend(shell, folder, 0)).toBe(false);
  expect((await slow).code).toBe(0);
  expect([now(), kept(), fired()]).toEqual(['green', 'green', '']);
});

test('the process that keeps itself carries nothing of the job that began it', async () => {
  route('green_trial', 'blue');
  const env = { RUNNER_TRACKING_ID: 'github_undo', SECRET_OF_THE_JOB: 'hush' };
  const runner = { ...shell, run: ((argv, options) => shell.run(argv, { ...options, env })) as typeof shell.run };
  const keeper = await arm(runner, state, 'undo-test', { folder, program: program(), from: 'green', to: 'blue' }, 3600);
  expect(keeper).toBe('detached');
  const { stdout } = await shell.run(['pgrep', '-f', `undo.sh ${folder}`]);
  const [pid = ''] = stdout.trim().split('\n');
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
  expect(environment).toContain('PATH=');
  expect(environment).not.toMatch(/RUNNER_TRACKING_ID|SECRET_OF_THE_JOB/);
});
