import { describe, expect, test } from '@jest/globals';
import { type Facts, judge } from '../../script/lib/release/judge.ts';

const plans = '| major | plan |\n| --- | --- |\n| `v1` | the first |\n';
const changelog = '# Changelog\n\n## 1.1.0, 2026-11-20\n\n- Faster.\n\n## 1.0.0, 2026-11-01\n\n- First.\n';

describe('judge', () => {
  const head = 'a'.repeat(40);
  const good: Facts = {
    version: 'v1.1.0',
    changelog,
    plans,
    packageVersion: '1.1.0',
    tags: new Map([
      ['v1', 'b'.repeat(40)],
      ['v1.0.0', 'b'.repeat(40)],
      ['v1.0.10-rc.1', 'c'.repeat(40)],
    ]),
    head,
    branch: 'main',
    changed: [],
    forwards: true,
  };

  test('lets a version pass that is next, described and on main', () => {
    expect(judge(good)).toEqual({ problems: [], majorTag: 'v1', majorNow: 'b'.repeat(40), begun: false, notes: '- Faster.' });
  });

  const tag = (name: string, commit = head): Partial<Facts> => ({ tags: new Map([...good.tags, [name, commit]]) });
  test.each<[string, Partial<Facts>]>([
    ['"1.1.0" is no version to publish', { version: '1.1.0' }],
    ['"v1.1" is no version to publish', { version: 'v1.1' }],
    ['"v1.1.0-rc.1" is no version to publish', { version: 'v1.1.0-rc.1' }],
    ['"v01.1.0" is no version to publish', { version: 'v01.1.0' }],
    ['"v1.1.0; id" is no version to publish', { version: 'v1.1.0; id' }],
    ['v1.1.0 exists already, at this commit', tag('v1.1.0')],
    [`v1.1.0 exists already, at ${'d'.repeat(40)}`, tag('v1.1.0', 'd'.repeat(40))],
    ['v1.1.0 is lower than v1.10.0, which is published', tag('v1.10.0')],
    ['v1.1.0 is lower than v2.0.0, which is published', tag('v2.0.0')],
    ['v2 has no plan', { version: 'v2.0.0' }],
    ['CHANGELOG.md has no section for 1.2.0', { version: 'v1.2.0' }],
    ['CHANGELOG.md gives 1.1.0 no date', { changelog: '## 1.1.0, unreleased\n\n- Faster.\n' }],
    ['CHANGELOG.md says nothing about 1.1.0', { changelog: '## 1.1.0, 2026-11-20\n\n## 1.0.0, 2026-11-01\n\n- First.\n' }],
    ['package.json says 1.0.0', { packageVersion: '1.0.0' }],
    ['This is topic: versions are published from main only', { branch: 'topic' }],
    ['The work tree differs from its commit (dist/release/index.js)', { changed: ['dist/release/index.js'] }],
    [`v1 names ${'b'.repeat(40)}, which did not lead to`, { forwards: false }],
  ])('refuses: %s', (problem, change) => {
    expect(judge({ ...good, ...change }).problems).toContainEqual(expect.stringContaining(problem));
  });

  test('goes on with a version whose tag names this very commit, and with no other', () => {
    expect(judge({ ...good, ...tag('v1.1.0') }, true)).toMatchObject({ problems: [], begun: true });
    expect(judge({ ...good, ...tag('v1.1.0', 'd'.repeat(40)) }, true).problems).toHaveLength(1);
  });
});
