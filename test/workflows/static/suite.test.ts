// The rules on what this repository ships.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../../../script/lib/workspace.ts';
import { parseYaml } from '../../harness/runner/action-yml.ts';
import { run } from '../../target/docker.ts';
import { loadActions } from './actions.ts';
import { type Actions, allRules } from './rules/all.ts';
import { type Manifest, manifestProblems } from './rules/manifests.ts';
import { loadWorkflows } from './workflow.ts';

const workflows = loadWorkflows();
let actions: Actions;
beforeAll(async () => {
  actions = await loadActions();
});

test('the suite has the workflows that its documentation promises, and callers of them', () => {
  const paths = workflows.map(({ path }) => path);
  const promised = ['test', 'build', 'deploy', 'promote', 'rollback', 'backup', 'restore-drill'];
  expect(paths).toEqual(expect.arrayContaining(promised.map((name) => `.github/workflows/${name}.yml`)));
  expect(workflows.filter(({ kind }) => kind === 'caller').length).toBeGreaterThan(0);
});

const dummies: Actions = { isSecretInput: () => false, outputsOf: () => undefined };
describe.each(Object.keys(allRules(dummies)))('%s', (name) => {
  test('finds nothing', () => {
    const rule = allRules(actions)[name];
    expect(workflows.flatMap((workflow) => rule?.(workflow, workflows) ?? ['there is no such rule'])).toEqual([]);
  });
});

test('every action starts a bundle that stands in the commit, on Node 24', async () => {
  const listed = await run(['git', '-C', root, 'ls-files', '-z', 'dist']);
  const manifests = globSync(['action.yml', 'actions/*/action.yml'], { cwd: root }).map((path) => ({
    ...(parseYaml(readFileSync(join(root, path), 'utf8')) as Manifest),
    path,
  }));
  expect(manifests.length).toBeGreaterThan(7);
  expect(manifestProblems(manifests, new Set(listed.stdout.split('\0')))).toEqual([]);
});
