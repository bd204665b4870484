import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadActions } from './actions.ts';
import { clean, type Plant, pathOf, planted } from './fixtures.ts';
import { events } from './plants/events.ts';
import { interfaces } from './plants/interfaces.ts';
import { locks } from './plants/locks.ts';
import { permissions } from './plants/permissions.ts';
import { promotion } from './plants/promotion.ts';
import { references } from './plants/references.ts';
import { secrets } from './plants/secrets.ts';
import { steps } from './plants/steps.ts';
import { types } from './plants/types.ts';
import { type Actions, allRules } from './rules/all.ts';
import { manifestProblems } from './rules/manifests.ts';

let actions: Actions;
beforeAll(async () => {
  actions = await loadActions();
});

const plants: readonly Plant[] = [
  ...permissions,
  ...references,
  ...steps,
  ...secrets,
  ...interfaces,
  ...types,
  ...events,
  ...locks,
  ...promotion,
];

test('a suite that keeps the rules has nothing to find, and every rule has something planted', () => {
  const rules = allRules(actions);
  const found = clean().flatMap((workflow) => Object.values(rules).flatMap((rule) => rule(workflow, clean())));
  expect(found).toEqual([]);
  expect(new Set(plants.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
});

describe.each([...new Set(plants.map(([rule]) => rule))])('%s', (rule) => {
  test.each(plants.filter(([each]) => each === rule).map(([, name, from, to, finding]) => [finding, name, from, to] as const))(
    'finds: %s (in %s)',
    (finding, name, from, to) => {
      const workflows = planted(name, from, to);
      const problems = workflows.flatMap((workflow) => allRules(actions)[rule]?.(workflow, workflows) ?? []);
      expect(problems.join('\n')).toContain(finding);
      expect(problems.join('\n')).toContain(pathOf(name));
    },
  );
});

test('an action on another Node, or without its bundle in the commit, is found', () => {
  const manifest = (using: string, main: string): string[] =>
    manifestProblems([{ path: 'actions/gate/action.yml', runs: { using, main } }], new Set(['dist/gate/index.js']));
  expect(manifest('node24', '../../dist/gate/index.js')).toEqual([]);
  expect(manifest('node20', '../../dist/gate/index.js')).toEqual(['actions/gate/action.yml runs on node20, not on node24']);
  expect(manifest('node24', 'dist/index.js')).toEqual([
    'actions/gate/action.yml starts actions/gate/dist/index.js, which is not in the commit',
  ]);
});
