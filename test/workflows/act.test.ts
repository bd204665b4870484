import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchCommandLines } from '../harness/processes.ts';
import { run } from '../target/docker.ts';
import { type ActOptions, runAct } from './act.ts';

let repository: string;
beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'slipway-act-test-'));
  await mkdir(join(repository, '.github/workflows'), { recursive: true });
  await run(['git', '-C', repository, 'init', '--quiet', '--initial-branch=main']);
});
afterAll(() => rm(repository, { recursive: true }));

async function act(steps: string, more: Partial<ActOptions> = {}): ReturnType<typeof runAct> {
  const workflow = '.github/workflows/test.yml';
  const next =
    '  next: {needs: one, runs-on: ubuntu-latest, steps: [{id: got, env: {SAID: "${{ needs.one.outputs.said }}"}, run: echo "got $SAID" >> "$GITHUB_STEP_SUMMARY"}]}';
  const one = `  one:\n    runs-on: ubuntu-latest\n    outputs: {said: "\${{ steps.say.outputs.said }}"}\n    steps:\n${steps.replaceAll(/^/gm, '      ')}`;
  const text = `on: {workflow_dispatch: {inputs: {version: {type: string, required: true}}}}\njobs:\n${one}\n${next}\n`;
  await writeFile(join(repository, workflow), text);
  const commit = ['-c', 'user.name=Developer', '-c', 'user.email=developer@example.com', 'commit', '--quiet', '--message', 'a workflow'];
  await run(['git', '-C', repository, 'add', '--all']);
  await run(['git', '-C', repository, ...commit]);
  return runAct({ repository, workflow, suite: repository, inputs: { version: '2.10' }, runId: 77, deadline: 20_000, ...more });
}

test('steps get inputs, variables and secrets as written, the Node of runners, and nothing of this machine', async () => {
  process.env['SLIPWAY_SEEN'] = 'of the host';
  const key = '-----BEGIN KEY-----\n$HOME "quoted" \'too\' \\n\n-----END KEY-----\n';
  const steps = [
    '- id: say',
    '  env: {KEY: "${{ secrets.KEY }}", VERSION: "${{ inputs.version }}", WORD: "${{ vars.WORD }}"}',
    '  run: |',
    '    printf %s "$KEY" | base64 -w0 | sed "s/^/key=/" >> "$GITHUB_OUTPUT"',
    '    printf "\\nnode=%s\\nrun=%s\\nseen=%s\\n" "$(node --version)" "$GITHUB_RUN_ID" "$SLIPWAY_SEEN" >> "$GITHUB_OUTPUT"',
    '    echo "said=$VERSION $WORD" >> "$GITHUB_OUTPUT"',
  ];
  const { code, jobs, ...run } = await act(steps.join('\n'), { secrets: { KEY: key }, vars: { WORD: 'a word' } });
  delete process.env['SLIPWAY_SEEN'];
  expect([code, jobs]).toEqual([0, { one: 'success', next: 'success' }]);
  const { outputs } = run.step('say');
  expect(Buffer.from(outputs['key'] ?? '', 'base64').toString()).toBe(key);
  expect(outputs).toMatchObject({ run: '77', seen: '', said: '2.10 a word' });
  expect(outputs['node']).toMatch(/^v24\./);
  expect(run.step('got').summary).toBe('got 2.10 a word\n');
}, 30_000);

test('a failed step is read with its outputs, its annotation and its job; what needs the job does not run', async () => {
  const steps = [
    '- id: fail',
    '  run: |',
    '    echo "reason=because" >> "$GITHUB_OUTPUT"',
    '    echo "::error title=because::It was, to say it with 100%25, in vain."',
    '    sleep 1; exit 3',
    '- {id: after, run: echo never}',
  ];
  const run = await act(steps.join('\n'));
  expect([run.code, run.jobs]).toEqual([1, { one: 'failure' }]);
  expect(run.step('fail')).toMatchObject({
    result: 'failure',
    outputs: { reason: 'because' },
    annotations: [{ level: 'error', title: 'because', message: 'It was, to say it with 100%, in vain.' }],
  });
  expect(() => run.step('after')).toThrow('no step after ran');
}, 30_000);

test('past its deadline a run ends, and everything below it', async () => {
  await expect(act('- run: sleep 471.1', { deadline: 2000 })).rejects.toThrow(/did not end within 2000 ms[\s\S]*Run Main sleep/);
  const { commandLines } = await watchCommandLines(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect([...commandLines].filter((line) => line.includes('471.1'))).toEqual([]);
}, 30_000);
