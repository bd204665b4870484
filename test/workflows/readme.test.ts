import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseConfig, settingsFor } from '@slipway/config';
import { callableWorkflows, fillGuide, readWorkflow } from '../../script/lib/workflow-tables.ts';
import { root } from '../../script/lib/workspace.ts';
import { run } from '../target/docker.ts';
import { anchorsOf, brokenLinks, exampleFolders, read } from './readme.ts';

const folders = exampleFolders();

describe('the guide of the workflows', () => {
  test('has the inputs, secrets, outputs and permissions that the workflows have: node script/lib/workflow-tables.ts', () => {
    const guide = read('docs/workflows.md');
    expect(fillGuide(guide, callableWorkflows())).toBe(guide);
  });

  test('what a caller grants is the highest level of every job, with its reasons', () => {
    const job = (id: string, grants: string): string => `  ${id}:\n    permissions:\n${grants}\n    steps: []\n`;
    const head = '# Does a thing,\n# and more.\nname: x\non:\n  workflow_call:\npermissions: {}\njobs:\n';
    const text = `${head}${job('one', '      contents: read # checkout\n      deployments: read # a')}${job('two', '      deployments: write # b')}`;
    expect(readWorkflow('x', text)).toMatchObject({
      summary: 'Does a thing, and more.',
      permissions: [
        { scope: 'contents', level: 'read', reasons: ['checkout'] },
        { scope: 'deployments', level: 'write', reasons: ['a', 'b'] },
      ],
    });
    expect(readWorkflow('ci', 'on: push\njobs: {}\n')).toBeUndefined();
  });

  test('headings become addresses as GitHub makes them', () => {
    expect(anchorsOf('# A\n\n## What is *not* there, yet?\n### restore-drill\n')).toEqual(['a', 'what-is-not-there-yet', 'restore-drill']);
  });
});

const pages = ['*.md', 'docs/**/*.md', 'actions/*/README.md', 'actions/*/docs/**/*.md', 'workflows-examples/*/README.md'];

test.each(globSync(pages, { cwd: root }).sort())('%s has no link into nothing', (file) => expect(brokenLinks(file)).toEqual([]));

test('there is a folder for every kind of system, and a page about it', () => {
  const kinds = folders.map(({ name }) => name.split('-')[0] ?? '');
  expect(kinds).toEqual(['own', 's0', 's1', 's2', 's3', 's4']);
  for (const kind of kinds.slice(1)) expect(read(`docs/systems/${kind}.md`)).toContain(`workflows-examples/${kind}-`);
});

describe.each(folders.map((folder) => [folder.name, folder] as const))('%s', (name, { readme, commands, files, callers }) => {
  const uses = callers.flatMap((caller) => caller.environments.map((environment) => ({ caller, environment })));
  const secrets = uses.flatMap(({ caller, environment }) =>
    caller.secrets.map((secret) => ({ secret, environment, called: caller.called })),
  );

  test('its README names every file that is copied', () => {
    expect(files.filter((file) => !readme.includes(file))).toEqual([]);
  });

  test('its Slipway files have no problem, and every environment that a caller names', () => {
    for (const { caller, environment } of uses.filter(({ caller }) => caller.called && caller.called.name !== 'test')) {
      const config = parseConfig(read(join('workflows-examples', name, caller.config)), caller.config);
      expect(settingsFor(config, environment, caller.config).environment).toBe(environment);
    }
  });

  test('every caller grants what the workflow asks for, and nothing else', () => {
    for (const { place, called, permissions } of callers) {
      if (!called) continue;
      const asked = Object.fromEntries(called.permissions.map(({ scope, level }) => [scope, level]));
      expect([place, permissions]).toEqual([place, asked]);
    }
  });

  test('every caller passes the secrets that it requires', () => {
    const missing = callers.map(({ place, requires, secrets: passed }) => [place, requires.filter((secret) => !passed.includes(secret))]);
    expect(missing.filter(([, names]) => names?.length !== 0)).toEqual([]);
  });

  test('its README creates every environment, and lets only main into those with secrets', () => {
    for (const { environment } of secrets) {
      expect(commands).toContain(
        `--method PUT "repos/{owner}/{repo}/environments/${environment}" --input - <<< '{"deployment_branch_policy"`,
      );
      expect(commands).toContain(`/environments/${environment}/deployment-branch-policies" --raw-field name=main`);
    }
  });

  test('its README creates the environment of the reviewers', () => {
    const asking = uses.filter(({ caller }) => caller.approval === 'reviewers' && caller.called?.name === 'promote');
    for (const { environment } of asking) {
      expect(commands).toContain(
        `--method PUT "repos/{owner}/{repo}/environments/${environment}-approval" --input - <<< "{\\"reviewers\\"`,
      );
    }
    if (name !== 'own-steps') expect(asking.length).toBeGreaterThan(0);
  });

  test('its README sets every secret in its environment, and a placeholder where a called workflow gets it by name', () => {
    for (const { secret, environment, called } of secrets) {
      expect(commands).toMatch(new RegExp(`gh secret set ${secret} --env ${environment}\\b(?!-)`));
      if (called) expect(commands).toContain(`gh secret set ${secret} --body placeholder`);
    }
  });

  test('its README sets the known hosts of every server, and says to compare them', () => {
    for (const { environment } of secrets.filter(({ secret }) => secret === 'SSH_KEY')) {
      expect(commands).toMatch(new RegExp(`gh variable set KNOWN_HOSTS --env ${environment} --body`));
      expect(readme).toContain('`ssh-keyscan` believes whoever answers');
    }
  });

  test('its scripts are bash without a finding', async () => {
    for (const file of files.filter((path) => path.endsWith('.sh'))) {
      const parsed = await run(['bash', '-n', join(root, 'workflows-examples', name, file)]);
      expect([file, parsed.stderr]).toEqual([file, '']);
    }
  });
});
