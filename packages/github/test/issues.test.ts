import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clearIssue, raiseIssue, upsertComment } from '../src/index.ts';
import { dataOf, endWorlds, everything, startWorld, token, type World } from './support.ts';

const hour = 3_600_000;
const alarm = { marker: 'backup-production', title: 'No fresh backup', body: 'It is 30 h old.', labels: ['backup'] };
let world: World;

beforeEach(async () => {
  world = await startWorld({
    tokens: { [token]: { permissions: everything }, 'ghp_a-person': { permissions: everything, actor: 'octocat' } },
  });
});

afterEach(async () => {
  expect(await endWorlds()).toEqual([]);
});

const issues = () => [...world.fake.state.issues.values()];
const comments = () => [...world.fake.state.comments.values()];

describe('an alarm', () => {
  test('opens one issue, and keeps it up to date with one comment a day', async () => {
    expect(dataOf(await raiseIssue(world.github, alarm))).toEqual({ number: 1, created: true, commented: false });
    for (let hours = 1; hours <= 50; hours++) {
      world.pass(hour);
      const { number, created } = dataOf(await raiseIssue(world.github, { ...alarm, body: `It is ${30 + hours} h old.` }));
      expect([number, created]).toEqual([1, false]);
    }
    expect(issues()).toMatchObject([
      { state: 'open', title: 'No fresh backup', labels: ['backup'], body: expect.stringContaining('It is 80 h old.') },
    ]);
    expect(comments().map(({ body }) => body)).toEqual(['It is 54 h old.', 'It is 78 h old.']);
  });

  test("a person's comment makes ours needless for a day", async () => {
    dataOf(await raiseIssue(world.github, alarm));
    world.pass(23 * hour);
    const person = await world.open({ token: 'ghp_a-person' });
    dataOf(await upsertComment(person, 1, { marker: 'x', body: 'I am on it.' }));
    world.pass(2 * hour);
    expect(dataOf(await raiseIssue(world.github, alarm))).toEqual({ number: 1, created: false, commented: false });
    world.pass(23 * hour);
    expect(dataOf(await raiseIssue(world.github, { ...alarm, comment: 'Still.' }))).toEqual({ number: 1, created: false, commented: true });
    expect(comments().at(-1)).toMatchObject({ body: 'Still.', author: 'github-actions[bot]' });
  });

  test('is closed with a last word, and opened anew the next time', async () => {
    dataOf(await raiseIssue(world.github, alarm));
    expect(dataOf(await clearIssue(world.github, { marker: alarm.marker, comment: 'Well again.' }))).toBe(1);
    expect(issues()).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
    expect(comments()).toMatchObject([{ body: 'Well again.' }]);
    expect(dataOf(await clearIssue(world.github, { marker: alarm.marker, comment: 'Well again.' }))).toBeUndefined();
    expect(dataOf(await raiseIssue(world.github, alarm))).toMatchObject({ number: 2, created: true });
    expect(comments()).toHaveLength(1);
  });

  test('two alarms have two issues, also where one word begins with the other', async () => {
    dataOf(await raiseIssue(world.github, alarm));
    expect(dataOf(await raiseIssue(world.github, { ...alarm, marker: 'backup' }))).toMatchObject({ number: 2, created: true });
    expect(dataOf(await clearIssue(world.github, { marker: 'backup', comment: '' }))).toBe(2);
  });

  test('text with the mark of another alarm, and a mark that is no issue of ours, are left alone', async () => {
    const mark = '<!-- slipway: other -->';
    dataOf(await raiseIssue(world.github, { ...alarm, body: mark }));
    const person = await world.open({ token: 'ghp_a-person' });
    dataOf(await raiseIssue(person, { ...alarm, marker: 'other' }));
    const pull = world.fake.state.addPull({ author: 'github-actions[bot]', body: `${mark}\n` });
    expect(dataOf(await clearIssue(world.github, { marker: 'other', comment: '' }))).toBeUndefined();
    expect(issues().map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    expect(pull.number).toBe(3);
  });

  test('is found below what a maintainer wrote above it, and not by a mark that is quoted', async () => {
    dataOf(await raiseIssue(world.github, { ...alarm, marker: 'first' }));
    const [issue] = issues();
    if (issue) issue.body = `Being looked at.\n\n\`\`\`\n<!-- slipway: other -->\n\`\`\`\n${issue.body}`;
    expect(dataOf(await clearIssue(world.github, { marker: 'other', comment: '' }))).toBeUndefined();
    expect(dataOf(await raiseIssue(world.github, { ...alarm, marker: 'first' }))).toMatchObject({ number: 1, created: false });
  });

  test('that two runs opened at once is closed twice', async () => {
    const { issues: kept } = world.fake.state;
    dataOf(await raiseIssue(world.github, alarm));
    const [first] = issues();
    for (let number = 2; number <= 130; number++) world.fake.state.addPull({ number });
    if (first) kept.set(131, { ...first, id: 9131, number: 131 });
    expect(dataOf(await clearIssue(world.github, { marker: alarm.marker, comment: 'well' }))).toBe(1);
    expect([kept.get(1)?.state, kept.get(131)?.state, kept.get(2)?.state]).toEqual(['closed', 'closed', 'open']);
  });

  test('is found among more than a page of open issues', async () => {
    dataOf(await raiseIssue(world.github, alarm));
    for (let number = 2; number <= 120; number++) world.fake.state.addPull({ number });
    expect(dataOf(await raiseIssue(world.github, alarm))).toMatchObject({ number: 1, created: false });
  });

  test.each([true, false])('whose answer is lost (taken: %s) is one issue', async (taken) => {
    world.fake.fail({ method: 'POST', path: /issues$/, status: 502, taken });
    expect(dataOf(await raiseIssue(world.github, alarm))).toMatchObject({ number: 1, created: true });
    expect(issues()).toHaveLength(1);
  });

  test('a comment whose answer is lost is not repeated, and the alarm is raised all the same', async () => {
    dataOf(await raiseIssue(world.github, alarm));
    world.pass(25 * hour);
    world.fake.fail({ method: 'POST', path: /comments$/, status: 502, taken: true });
    expect(dataOf(await raiseIssue(world.github, alarm))).toEqual({ number: 1, created: false, commented: false });
    expect(comments()).toHaveLength(1);
    expect(world.written.join('')).toContain('GitHub failed to comment on issue #1');
  });

  test('that may not be raised says why', async () => {
    const poor = await startWorld({ tokens: { [token]: { permissions: { issues: 'read' } } } });
    expect(await raiseIssue(poor.github, alarm)).toMatchObject({ ok: false, status: 403, why: expect.stringContaining('`issues: write`') });
    world.fake.fail({ method: 'POST', path: /issues$/, status: 410, body: 'Issues has been disabled in this repository.' });
    expect(await raiseIssue(world.github, alarm)).toMatchObject({
      ok: false,
      status: 410,
      why: expect.stringContaining('has been disabled'),
    });
  });

  test('a text that is too long is cut, and its mark is not', async () => {
    dataOf(await raiseIssue(world.github, { ...alarm, body: 'x'.repeat(100_000), title: 't'.repeat(500) }));
    expect(dataOf(await raiseIssue(world.github, alarm))).toMatchObject({ created: false });
  });
});

describe('the comment of a pull request', () => {
  test('is written once and then updated', async () => {
    world.fake.state.addPull({});
    expect(await upsertComment(world.github, 1, { marker: 'plan-staging', body: 'one' })).toEqual({ ok: true, data: 'created' });
    expect(await upsertComment(world.github, 1, { marker: 'plan-production', body: 'other' })).toEqual({ ok: true, data: 'created' });
    expect(await upsertComment(world.github, 1, { marker: 'plan-staging', body: 'two' })).toEqual({ ok: true, data: 'updated' });
    expect(comments().map(({ body }) => body)).toEqual(['<!-- slipway: plan-staging -->\ntwo', '<!-- slipway: plan-production -->\nother']);
  });

  test("is not a person's that looks the same", async () => {
    world.fake.state.addPull({});
    const person = await world.open({ token: 'ghp_a-person' });
    dataOf(await upsertComment(person, 1, { marker: 'plan', body: 'mine' }));
    expect(dataOf(await upsertComment(world.github, 1, { marker: 'plan', body: 'ours' }))).toBe('created');
    expect(comments().map(({ author }) => author)).toEqual(['octocat', 'github-actions[bot]']);
  });

  test.each([true, false])('whose answer is lost (taken: %s) is one comment', async (taken) => {
    world.fake.state.addPull({});
    world.fake.fail({ method: 'POST', path: /comments$/, status: 'reset', taken });
    expect(dataOf(await upsertComment(world.github, 1, { marker: 'plan', body: 'ours' }))).toBe('created');
    expect(comments()).toHaveLength(1);
  });

  test('that a fork may not write says so', async () => {
    const fork = await startWorld({ tokens: { [token]: { permissions: { 'pull-requests': 'read' } } } });
    fork.fake.state.addPull({});
    expect(await upsertComment(fork.github, 1, { marker: 'plan', body: 'ours' })).toMatchObject({
      status: 403,
      why: expect.stringMatching(/`pull-requests: write`\. A pull request from a fork or from Dependabot never has more than read\.$/),
    });
  });
});
