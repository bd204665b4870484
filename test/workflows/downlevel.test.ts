import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../../script/lib/workspace.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';
import { type Ran, run } from '../target/docker.ts';
import { downlevel } from './downlevel.ts';

/** Syntax that act knows, with everything in it that resembles what it does not know. */
const control = `# queue: max
name: 'control' # cache-mode: read
on:
  schedule:
    - cron: '0 3 * * *'
  workflow_dispatch:
    inputs:
      queue:
        description: "uses: $/x, queue: max"
        type: string
env: {queue: max, deployment: 'no'}
permissions: {contents: read}
concurrency: {group: a, cancel-in-progress: false}
jobs:
  queue:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: |
          echo "cache-mode: read"
          uses: $/actions/gate
      - uses: slipway/slipway/actions/gate@v1
        with: {queue: max, timezone: UTC, deployment: "no"}
      - uses: ./local
`;

/** What differs from a line of \`modern\`, by its number; everything else must stay. */
const modern = `name: modern
on:
  schedule:
    - cron: '0 3 * * *'
      timezone: Europe/Berlin # where the team sleeps
    - timezone: UTC
      cron: '0 4 * * *'
    - {cron: '0 5 * * *', timezone: 'UTC'}
permissions:
  contents: read
  artifact-metadata: write # storage record
cache-mode: none
concurrency:
  group: slipway-a
  queue: max
jobs:
  build:
    uses: $/.github/workflows/build.yml # same commit
    permissions:
      artifact-metadata: write # alone
  deploy:
    cache-mode: read # nothing to save
    runs-on: ubuntu-latest
    environment: {name: production, deployment: false}
    concurrency: {group: slipway-b, queue: max, cancel-in-progress: false}
    steps:
      - uses: $/actions/gate
      - {uses: '$/actions/release', with: {mode: plan}}
  record:
    runs-on: ubuntu-latest
    environment:
      name: staging
      deployment: \${{ inputs.record }} # ours are richer
      url: https://staging.example.com
    concurrency: {
      group: slipway-c,
      queue: max
      }
    steps:
      - name: gate
        uses: "$/actions/gate"
`;
const lowered: Readonly<Record<number, string>> = {
  11: '   # storage record',
  12: '',
  15: '  ',
  18: '    uses: slipway/slipway/.github/workflows/build.yml@v1 # same commit',
  20: '      {} # alone',
  22: '     # nothing to save',
  24: '    environment: {name: production}',
  25: '    concurrency: {group: slipway-b, cancel-in-progress: false}',
  27: '      - uses: slipway/slipway/actions/gate@v1',
  28: "      - {uses: 'slipway/slipway/actions/release@v1', with: {mode: plan}}",
  33: '       # ours are richer',
  36: '      group: slipway-c',
  37: '      ',
  41: '        uses: "slipway/slipway/actions/gate@v1"',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-downlevel-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function act(text: string, ...flags: string[]): Promise<Ran> {
  const file = join(folder, 'workflow.yml');
  writeFileSync(file, text);
  return run([join(root, '.cache/bin/act'), '--directory', folder, '--workflows', file, ...flags], { timeoutSeconds: 30 });
}

describe('the copy for act', () => {
  test('of a workflow that act knows is that workflow', () => {
    expect(downlevel(control)).toBe(control);
    expect(downlevel(control, { strict: true })).toBe(control);
  });

  test('differs in the lines that act does not know, and in no other', () => {
    const before = modern.split('\n');
    const copy = downlevel(modern).split('\n');
    expect(copy).toEqual(before.map((line, index) => lowered[index + 1] ?? line));
  });

  test('loses time zones only where act is strict', () => {
    expect(downlevel(modern)).toContain('timezone: Europe/Berlin');
    const strict = parseYaml(downlevel(modern, { strict: true })) as { on: { schedule: object[] } };
    expect(strict.on.schedule).toEqual([{ cron: '0 3 * * *' }, { cron: '0 4 * * *' }, { cron: '0 5 * * *' }]);
  });

  test('names the suite as it is told to', () => {
    const step = 'runs: {using: composite, steps: [{uses: $/actions/gate}]}\n';
    expect(downlevel(step, { suite: 'acme/suite', ref: 'v2' })).toBe(step.replace('$/actions/gate', 'acme/suite/actions/gate@v2'));
  });

  test('is refused where a key cannot be taken out', () => {
    expect(() => downlevel('jobs:\n  a:\n    cache-mode: >-\n      read\n')).toThrow('jobs.a.cache-mode is no single word on one line');
  });
});

describe('act itself', () => {
  test('takes the control as it is', async () => expect(await act(control, '--validate')).toMatchObject({ code: 0 }));

  test.each([
    ['modern syntax', []],
    ['modern syntax when strict', ['--strict']],
  ])('refuses %s, and takes the copy', async (_, flags) => {
    expect(await act(modern, '--validate', ...flags)).toMatchObject({ code: 1, stderr: expect.stringContaining('Unknown Property') });
    const copy = downlevel(modern, { strict: flags.length > 0 });
    expect(await act(copy, '--validate', ...flags)).toMatchObject({ code: 0 });
    expect((await act(copy, '--list', ...flags)).stdout).toMatch(/deploy/);
  });

  // The day act learns one of them, the transformer can forget it.
  test.each([
    ['concurrency.queue', 'concurrency: {group: a, queue: max}'],
    ['environment.deployment', 'environment: {name: a, deployment: false}'],
    ['cache-mode', 'cache-mode: read'],
    ['permissions.artifact-metadata', 'permissions: {artifact-metadata: write}'],
  ])('still does not know %s', async (_, line) => {
    const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    ${line}\n    steps:\n      - run: echo\n`;
    expect(await act(text, '--validate')).toMatchObject({ code: 1 });
    expect(await act(downlevel(text), '--validate')).toMatchObject({ code: 0 });
  });
});

describe('every workflow of the suite', () => {
  const files = globSync(['.github/workflows/*.yml', 'workflows-examples/**/*.yml'], { cwd: root }).filter((file) =>
    file.includes('.github/workflows/'),
  );

  test('is one that act takes as a copy with the same lines', async () => {
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      const copy = downlevel(text, { strict: true });
      expect([file, copy.split('\n').length]).toEqual([file, text.split('\n').length]);
      expect([file, await act(copy, '--validate')]).toEqual([file, expect.objectContaining({ code: 0 })]);
    }
  });
});
