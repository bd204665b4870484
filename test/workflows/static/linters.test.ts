import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../../script/lib/workspace.ts';
import { lint, normalise } from './actionlint.ts';
import { texts } from './fixtures.ts';
import type { Document } from './languageservice.ts';
import { loadWorkflows } from './workflow.ts';
import { audit, ignored, namesTheSuite, tolerated } from './zizmor.ts';

const workflows = loadWorkflows();

describe('actionlint', () => {
  test('has nothing against the workflows of the suite and those that teams copy', async () => expect(await lint(workflows)).toEqual([]));

  const called = `on:
  workflow_call:
    inputs:
      replicas: {description: How many., type: number, required: true}
      dry-run: {description: Only say it., type: boolean, default: false}
    secrets:
      SSH_KEY: {description: Key., required: true}
    outputs:
      digests: {description: Digests., value: "\${{ jobs.a.outputs.digests }}"}
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {digests: "\${{ steps.b.outputs.digests }}"}
    steps:
      - id: b
        run: echo "\${{ inputs.replicas }}"
`;
  const caller = (uses: string, inputs: string, secrets: string, after = 'steps: [{run: echo}]'): string =>
    `on: push\njobs:\n  a:\n    uses: ${uses}/.github/workflows/called.yml${uses === '$' ? '' : '@v1'}\n    with: ${inputs}\n    secrets: ${secrets}\n  b:\n    needs: a\n    runs-on: ubuntu-latest\n    ${after}\n`;
  const key = '{SSH_KEY: "${{ secrets.SSH_KEY }}"}';
  const find = (text: string): Promise<string[]> =>
    lint([
      { path: '.github/workflows/called.yml', text: called },
      { path: 'workflows-examples/a/.github/workflows/caller.yml', text },
    ]);

  test.each(['$', 'slipway/slipway'])('checks what a call by %s gives and takes', async (uses) => {
    expect(await find(caller(uses, '{replicas: 2, dry-run: true}', key))).toEqual([]);
    const rows: readonly (readonly [string, string])[] = [
      [caller(uses, '{replicas: many}', key), 'input "replicas" is typed as number'],
      [caller(uses, '{replicas: 2, count: 2}', key), 'input "count" is not defined'],
      [caller(uses, '{}', key), 'input "replicas" is required'],
      [caller(uses, '{replicas: 2}', '{}'), 'secret "SSH_KEY" is required'],
      [caller(uses, '{replicas: 2}', key, 'steps: [{run: "echo ${{ needs.a.outputs.digets }}"}]'), 'property "digets" is not defined'],
      [
        caller(uses, '{replicas: 2}', key, 'steps: [{uses: $/actions/smoke-health, with: {uri: a}}]'),
        'input "uri" is not defined in action',
      ],
      [caller(uses, '{replicas: 2}', key, 'cache-mod: none\n    steps: [{run: echo}]'), 'unexpected key "cache-mod"'],
      [caller(uses, '{replicas: 2}', key, 'steps: [{run: "echo ${{ github.event.pull_request.title }}"}]'), 'is potentially untrusted'],
    ];
    const found = await Promise.all(rows.map(async ([text]) => (await find(text)).join('\n')));
    expect(found).toEqual(rows.map(([, finding]) => expect.stringContaining(finding)));
    expect(found.join('\n')).toContain('workflows-examples/a/.github/workflows/caller.yml:4');
  });

  test('gets a copy that differs in what it does not know only', () => {
    for (const { path, text } of workflows) {
      const [before, after] = [text.split('\n'), normalise(text).split('\n')];
      expect([path, after.length]).toEqual([path, before.length]);
      const changed = before.filter((line, index) => line !== after[index]);
      expect([
        path,
        changed.filter((line) => !/^\s*(- )?(uses: (\$|slipway\/slipway)|cache-mode: |queue: max|concurrency: \{)/.test(line)),
      ]).toEqual([path, []]);
    }
  });
});

describe('zizmor', () => {
  test('finds nothing but that callers follow the tag, and what has a reason', async () => {
    const files = [...workflows.map(({ path }) => path), ...globSync(['action.yml', 'actions/*/action.yml'], { cwd: root })];
    const found = (await audit(files)).filter((finding) => !(namesTheSuite(finding) && finding.path.startsWith('workflows-examples/')));
    const findings = [...found, ...workflows.flatMap(ignored)].map(({ audit: name, path, text }) => `${name} ${path} ${text}`);
    expect(findings.sort()).toEqual(tolerated.map(({ audit: name, path, text }) => `${name} ${path} ${text}`).sort());
    expect(tolerated.filter(({ reason }) => reason.length < 40)).toEqual([]);
  });

  test('is told to ignore nothing that the table does not know', () => {
    const text = 'on: push # zizmor: ignore[anonymous-definition, concurrency-limits] no name is needed\n';
    expect(ignored({ path: 'a.yml', text })).toEqual([
      { audit: 'anonymous-definition', path: 'a.yml', line: 1, text: 'on: push' },
      { audit: 'concurrency-limits', path: 'a.yml', line: 1, text: 'on: push' },
    ]);
  });

  test('finds what is planted, and a suite by another name than its tag', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-zizmor-'));
    try {
      const plant = (document: Document): string => {
        writeFileSync(join(folder, document.path), document.text);
        return document.path;
      };
      const files = [
        plant({ path: 'clean.yml', text: texts.rollback }),
        plant({ path: 'main.yml', text: texts.caller.replaceAll('@v1', '@main') }),
        plant({ path: 'credentials.yml', text: texts.build.replace('persist-credentials: false', 'persist-credentials: true') }),
        plant({ path: 'script.yml', text: texts.caller.replace('make lint', 'echo "${{ github.event.pull_request.title }}"') }),
        plant({ path: 'inherit.yml', text: texts.caller.replace(/secrets:\n {6}SSH_KEY: .*/, 'secrets: inherit') }),
        plant({ path: 'self.yml', text: texts.build.replace('$/actions', './actions') }),
      ];
      const found = (await audit(files, folder))
        .filter((finding) => !namesTheSuite(finding))
        .map(({ audit: name, path }) => `${path} ${name}`);
      expect(found).toEqual(
        expect.arrayContaining([
          'main.yml unpinned-uses',
          'credentials.yml artipacked',
          'script.yml template-injection',
          'inherit.yml secrets-inherit',
          'self.yml self-repository',
        ]),
      );
      expect(found.filter((line) => /^clean\.yml (?!anonymous-definition|concurrency-limits|undocumented)/.test(line))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
