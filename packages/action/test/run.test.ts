import { describe, expect, test } from '@jest/globals';
import type { StepOptions, StepResult } from '../../../test/harness/action.ts';
import { runFixture } from '../../../test/harness/fixture.ts';

const main = new URL('fixture/main.ts', import.meta.url);
const key = '-----BEGIN KEY-----\nAAAAC3NzaC1lZDI1\n-----END KEY-----\n';

function run(task: string, options: StepOptions = {}): Promise<StepResult> {
  return runFixture(main, { ...options, inputs: { task, 'ssh-key': key, ...options.inputs } });
}

describe('success', () => {
  test('is exit 0 with outputs, outcome, reason, annotation and summary', async () => {
    const step = await run('succeed');
    expect(step).toMatchObject({ code: 0, success: true, stderr: '', complaints: [], summary: '# Done\n' });
    expect(step.outputs).toEqual({ digest: 'sha256:0123', outcome: 'applied', reason: 'no-need' });
    expect(step.annotations).toEqual([{ level: 'notice', message: 'a notice' }]);
  });

  test('writes no summary where the user turned it off', async () => {
    expect(await run('succeed', { inputs: { summary: 'false' } })).toMatchObject({ code: 0, summary: '' });
  });

  test('keeps outputs of many lines whole, whatever they hold', async () => {
    const { outputs } = await run('many-lines');
    expect(outputs['note']).toBe('first\nEOF\nghadelimiter_x\nname<<EOF\nlast=1');
  });

  test('cuts a summary that the runner would throw away', async () => {
    const step = await run('large-summary');
    expect(step.complaints).toEqual([]);
    expect(step.summary).toMatch(/^äöü €\n/);
    expect(step.summary).toMatch(/\nThe summary was cut here: it was larger than a runner shows\.\n$/);
    expect(step.summary).not.toContain('\ufffd');
  });

  test('a summary that cannot be written fails nothing', async () => {
    const step = await run('succeed', { env: { GITHUB_STEP_SUMMARY: '/nonexistent/file' } });
    expect(step).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
    expect(step.annotations.map(({ message }) => message).join()).toContain('The job summary could not be written');
  });

  test('ends its log with the decision that the summary begins with', async () => {
    expect((await run('succeed')).log).toMatch(/^Done$/m);
  });

  test('says nothing of Node about many requests at once', async () => {
    expect(await run('many-waits')).toMatchObject({ code: 0, stderr: '' });
  });

  test('leaves state for the post step', async () => {
    expect((await run('save-state')).state).toEqual({ color: 'blue\ngreen' });
  });

  test('loses no line of its output', async () => {
    const step = await run('blocked-output');
    expect(step.log.split('\n').filter((line) => /^line \d+ of many/.test(line))).toHaveLength(20_000);
  });
});

describe('failure', () => {
  test('is exit 1 with reason, sentence, state, hint, and the outputs that help', async () => {
    const step = await run('fail');
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'out-of-luck', digest: 'sha256:4567' } });
    const message = 'It did not work,\nand this is line two. Nothing was changed. Try again: 100% sure.';
    expect(step.annotations).toEqual([{ level: 'error', title: 'out-of-luck', message }]);
    expect(step.log).not.toContain('the cause of it');
    expect(step.stderr).toBe('');
    expect(step.summary).toBe(
      '### Fixture: out-of-luck\n\nIt did not work,<br>and this is line two. Nothing was changed. Try again: 100% sure.\n',
    );
  });

  test('tells its cause where the debug log is on', async () => {
    const { debug } = await run('fail', { env: { RUNNER_DEBUG: '1' } });
    expect(debug.join('\n')).toContain('Error: the cause of it\n    at ');
  });

  test.each([
    ['defect', "Unexpected error: Cannot read properties of undefined (reading 'x')"],
    ['unknown-reason', 'Nobody declared this. (undocumented reason made-up)'],
    ['unhandled-rejection', 'Unhandled rejection: nobody waits for me'],
    ['uncaught-exception', 'Uncaught exception: thrown from a timer'],
  ])('a %s is an internal error without a stack trace', async (task, message) => {
    const step = await run(task);
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'internal-error' }, stderr: '' });
    expect(step.annotations).toEqual([{ level: 'error', title: 'internal-error', message }]);
    expect(step.log).not.toMatch(/^\s+at /m);
  });

  test('bad inputs are all named before anything is done', async () => {
    const step = await runFixture(main, { inputs: { port: 'x', wait: 'y', hots: 'z' } });
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'bad-input' } });
    for (const name of ['task', 'port', 'wait', 'hots']) expect(step.annotations[0]?.message).toContain(`- ${name}: `);
  });

  test('a contradiction too', async () => {
    const step = await run('succeed', { inputs: { host: 'contradiction' } });
    expect(step.annotations[0]?.message).toContain('- host: contradicts itself');
  });
});

describe('secrets', () => {
  const url = 'postgres://app:p%40ssw0rd@db/app';

  test('never stand in the log, the summary or an annotation, in any form', async () => {
    const step = await run('print-secret', { inputs: { 'database-url': url } });
    expect(step.code).toBe(0);
    // Not only through the runner's masks: what the process itself writes after announcing them is clean.
    const own = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    for (const form of [url, 'p%40ssw0rd', 'p@ssw0rd', 'AAAAC3NzaC1lZDI1', Buffer.from(key).toString('base64')]) {
      expect(own.join('\n')).not.toContain(form);
      expect(step.log).not.toContain(form);
      expect(step.summary).not.toContain(form);
    }
    expect(step.masks).toEqual(expect.arrayContaining([url, 'p%40ssw0rd', 'p@ssw0rd', 'AAAAC3NzaC1lZDI1']));
  });

  test('are announced before anything else', async () => {
    const step = await run('succeed');
    expect(step.stdout.split('\n')[0]).toMatch(/^::add-mask::/);
  });

  test('in an output stop the action, and the other outputs stay', async () => {
    const step = await run('leak-output');
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'output-secret', digest: 'sha256:89' }, dropped: [] });
    expect(step.outputs).not.toHaveProperty('note');
    expect(step.annotations[0]?.message).toContain('The output note would hold a masked value');
    expect(step.annotations[0]?.message).toContain('What was asked for was done (applied).');
  });

  test('in an output of a failure are left out, and the failure keeps its reason', async () => {
    const step = await run('leak-in-failure');
    expect(step.outputs).toEqual({ outcome: 'failed', reason: 'out-of-luck' });
    expect(step.annotations.map(({ level }) => level)).toEqual(['warning', 'error']);
    expect(step.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('AAAAC3NzaC1lZDI1');
  });
});

describe('the log', () => {
  test('foreign text gives no command to the runner', async () => {
    const step = await run('inject');
    expect(step).toMatchObject({ code: 0, annotations: [], complaints: [] });
    expect(step.masks).not.toContain('harmless');
    expect(step.log).toContain('::error::injected');
  });

  test('groups have nouns as titles and a duration', async () => {
    const step = await run('groups');
    expect(step.groups).toEqual(['Outer']);
    expect(step.log).toMatch(/Outer\n- Inner\ninside\n {2}Inner took \d+ ms\nOuter took \d+ ms/);
  });

  test('ten annotations, then lines', async () => {
    const step = await run('annotate');
    expect(step.annotations).toHaveLength(10);
    expect(step.annotations[0]).toEqual({
      level: 'warning',
      message: 'finding 1: 50%\nmore',
      file: 'a,b:c.sql',
      line: 1,
      title: 'Found, here',
    });
    expect(step.log).toContain('More warnings follow in the log only: a step shows 10 of them.');
    expect(step.log).toContain('warning: a,b:c.sql:13: finding 13: 50%');
  });
});

describe('cancellation', () => {
  test.each(['cancel', 'SIGTERM'] as const)('by %s ends what listens, at once', async (signal) => {
    const step = await run('end-on-cancel', { interrupt: { when: /^waiting$/, signal } });
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'cancelled' } });
    expect(step.duration).toBeLessThan(5000);
  });

  test('is reported before the runner kills, where the core does not listen', async () => {
    const step = await run('ignore-cancel', { interrupt: { when: /^waiting$/, signal: 'cancel' } });
    expect(step).toMatchObject({ code: 1, outputs: { outcome: 'failed', reason: 'cancelled' } });
    expect(step.annotations[0]?.message).toContain('the next run resumes or undoes it from the journal');
    expect(step.duration).toBeLessThan(7500);
  });
});

describe('without a runner', () => {
  const person = { env: { GITHUB_ACTIONS: undefined, GITHUB_OUTPUT: undefined, CI: undefined } };

  test('inputs come from the command line, and outputs are printed', async () => {
    const step = await runFixture(main, { ...person, args: ['--task=succeed', '--port', '2222', '--verbose'] });
    expect(step).toMatchObject({
      code: 0,
      stdout: 'Done\ndigest: sha256:0123\noutcome: applied\nreason: no-need\nnotice: a notice\n',
    });
  });

  test('a secret on the command line is refused, and not repeated', async () => {
    const step = await runFixture(main, { ...person, args: ['--task=succeed', '--ssh-key=abcdefgh'] });
    expect(step.code).toBe(1);
    expect(step.stdout).toContain(
      'ssh-key: is a secret, and command lines are visible to every user of the machine. Set INPUT_SSH_KEY instead',
    );
    expect(step.stdout).not.toContain('abcdefgh');
  });

  test('a secret comes by a variable that a shell can set', async () => {
    const env = { ...person.env, INPUT_SSH_KEY: 'abcdefgh' };
    const step = await runFixture(main, { env, args: ['--task', 'print-secret'] });
    expect(step.stdout).toContain('key: ***');
  });
});
