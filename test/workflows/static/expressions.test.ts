// Conditions, groups and environments of the workflows as shipped, evaluated by GitHub's own implementation on every combination that can occur.
import { describe, expect, test } from '@jest/globals';
import { conditionOf, evaluate, interpolate, type JobResult, starts } from './expressions.ts';
import { knownValue, mayBeTrue } from './possible.ts';
import { type Leaf, reachable } from './reach.ts';
import { concurrencyOf, environmentOf, loadWorkflows, readWorkflow, type Workflow } from './workflow.ts';

const workflows = loadWorkflows();
const results: readonly JobResult[] = ['success', 'failure', 'cancelled', 'skipped'];
const approvals = ['reviewers', 'dispatch', 'none'];
const events = ['push', 'pull_request', 'workflow_dispatch', 'schedule', 'merge_group'];

function named(name: string): Workflow {
  const found = workflows.find(({ path }) => path === `.github/workflows/${name}.yml`);
  if (!found) throw new Error(`there is no .github/workflows/${name}.yml`);
  return found;
}

describe('the evaluation', () => {
  const chain = readWorkflow(
    'a.yml',
    'on: push\njobs:\n  a: {}\n  b: {needs: a, if: "!cancelled()"}\n  c: {needs: b}\n  d: {needs: c, if: always()}\n  e: {needs: b, if: failure()}\n  f: {needs: a, if: "contains(inputs.x, \'success()\')"}\n',
  );
  test.each<[string, Readonly<Record<string, JobResult>>, boolean, boolean]>([
    ['a', {}, false, true],
    ['a', {}, true, false],
    ['b', { a: 'skipped' }, false, true],
    ['b', { a: 'failure' }, true, false],
    // A job skipped further up skips this one, although what it needs went well.
    ['c', { a: 'skipped', b: 'success' }, false, false],
    ['c', { a: 'success', b: 'success' }, false, true],
    ['c', { a: 'success', b: 'failure' }, false, false],
    ['d', { c: 'cancelled' }, true, true],
    ['e', { a: 'failure', b: 'success' }, false, true],
    ['e', { a: 'skipped', b: 'success' }, false, false],
    ['f', { a: 'failure' }, false, false],
  ])('job %s after %j, cancelled: %s, starts: %s', (id, after, cancelled, expected) =>
    expect(starts(chain, id, { results: after, cancelled, inputs: { x: ['success()'] } })).toBe(expected),
  );

  test('asks for success unless the condition asks for a status itself', () => {
    expect(conditionOf({})).toBe('success()');
    expect(conditionOf({ if: "inputs.a == 'always()'" })).toBe("success() && (inputs.a == 'always()')");
    expect(conditionOf({ if: '${{ !cancelled() && inputs.a }}' })).toBe('!cancelled() && inputs.a');
    expect(conditionOf({ if: 'needs.failure.result' })).toBe('success() && (needs.failure.result)');
  });

  test('keeps types, and joins texts', () => {
    expect(interpolate('${{ inputs.a }}', { inputs: { a: true } })).toBe(true);
    expect(interpolate('a-${{ inputs.a }}-${{ inputs.none }}', { inputs: { a: 1 } })).toBe('a-1-');
    expect(evaluate("'A' == 'a'", {})).toBe(true);
  });

  test('knows what it cannot know yet', () => {
    const known = { github: { event_name: 'push' }, inputs: { approval: 'none' } };
    const rows: readonly (readonly [string, boolean])[] = [
      ["github.event_name != 'push'", false],
      ["github.ref == 'refs/heads/main'", true],
      ["github.ref == 'refs/heads/main' && github.event_name == 'schedule'", false],
      ["!(github.event_name == 'push') || vars.DEPLOY", true],
      ["inputs.approval == 'reviewers' && success()", false],
      ['contains(fromJSON(\'["push"]\'), github.event_name)', true],
      ["startsWith(github.event_name, 'pull')", false],
      ['!cancelled()', true],
      ["always() && inputs.approval == 'none'", true],
    ];
    expect(rows.map(([condition]) => [condition, mayBeTrue(condition, known)])).toEqual(rows);
    expect([knownValue('${{ inputs.approval }}', known), knownValue('a ${{ inputs.b }}', known), knownValue('b', known)]).toEqual([
      'none',
      undefined,
      'b',
    ]);
  });
});

/** Every combination of approval, two results, and whether the run was cancelled. */
const everything = approvals.flatMap((approval) =>
  results.flatMap((one) => results.flatMap((other) => [false, true].map((cancelled) => ({ approval, one, other, cancelled })))),
);

describe('promote', () => {
  test('deploys only what is proven, and only after reviewers said yes or where another approval replaces them', () => {
    const started = everything.filter(({ approval, one, other, cancelled }) =>
      starts(named('promote'), 'deploy', { inputs: { approval }, results: { proof: one, approve: other }, cancelled }),
    );
    expect(started).toEqual([
      { approval: 'reviewers', one: 'success', other: 'success', cancelled: false },
      { approval: 'dispatch', one: 'success', other: 'success', cancelled: false },
      { approval: 'dispatch', one: 'success', other: 'skipped', cancelled: false },
      // Nobody asks with `none`; a person's yes would still be a yes.
      { approval: 'none', one: 'success', other: 'success', cancelled: false },
    ]);
  });

  test('asks reviewers where it is told to, after the proof', () => {
    const asked = everything.filter(({ approval, one, cancelled }) =>
      starts(named('promote'), 'approve', { inputs: { approval }, results: { proof: one }, cancelled }),
    );
    expect(new Set(asked.map(({ approval, one, cancelled }) => `${approval} ${one} ${cancelled}`))).toEqual(
      new Set(['reviewers success false']),
    );
  });
});

describe('rollback', () => {
  test('waits for reviewers where it is told to, and for nobody else', () => {
    const started = everything.filter(({ approval, one, cancelled }) =>
      starts(named('rollback'), 'rollback', {
        github: { event_name: 'workflow_dispatch' },
        inputs: { approval },
        results: { approve: one },
        cancelled,
      }),
    );
    expect(new Set(started.map(({ approval, one, cancelled }) => `${approval} ${one} ${cancelled}`))).toEqual(
      new Set(['reviewers success false', 'dispatch success false', 'dispatch skipped false', 'none success false', 'none skipped false']),
    );
  });
});

describe.each([
  ['backup', 'backup'],
  ['restore-drill', 'drill'],
])('the alarm of %s', (name, job) => {
  test('hears of what went well, failed or ran past its time, but not of a run that a person ended', () => {
    const heard = results.filter((result) => starts(named(name), 'alarm', { results: { [job]: result } }));
    expect(heard).toEqual(['success', 'failure', 'cancelled']);
    expect(results.filter((result) => starts(named(name), 'alarm', { results: { [job]: result }, cancelled: true }))).toEqual([]);
  });

  test.each([
    ['success', 'cleared'],
    ['failure', 'raised'],
    ['cancelled', 'raised'],
  ])('after %s says %s', (result, state) => {
    const [step] = named(name).jobs['alarm']?.steps ?? [];
    expect(interpolate(String(step?.with?.['state']), { needs: { [job]: { result } } })).toBe(state);
  });
});

describe('environments and their queues', () => {
  test.each(['staging', 'production'])('deploy and rollback of %s stand in one queue, and enter that environment', (environment) => {
    const contexts = { inputs: { environment } };
    for (const [name, id] of [
      ['deploy', 'deploy'],
      ['rollback', 'rollback'],
    ] as const) {
      const job = named(name).jobs[id] ?? {};
      expect(interpolate(concurrencyOf(job)?.group ?? '', contexts)).toBe(`slipway-${environment}`);
      expect(interpolate(environmentOf(job) ?? '', contexts)).toBe(environment);
    }
    for (const name of ['promote', 'rollback'])
      expect(interpolate(environmentOf(named(name).jobs['approve'] ?? {}) ?? '', contexts)).toBe(`${environment}-approval`);
  });
});

describe('a pull request', () => {
  /** Jobs that an event starts: by itself, or in what somebody calls on it. */
  const startedBy = (event: string): Leaf[] =>
    workflows.filter(({ on, call }) => event in on || call).flatMap((workflow) => reachable(workflow, event, workflows));

  test('reaches no environment and no queue, whatever calls whatever', () => {
    const reached = startedBy('pull_request').filter(({ job }) => job.environment !== undefined || job.concurrency !== undefined);
    expect(reached.map(({ trail }) => trail.join(' → '))).toEqual([]);
  });

  test('is the only event of which that is so', () =>
    expect(events.filter((event) => startedBy(event).some(({ job }) => job.environment !== undefined))).toEqual(
      events.filter((event) => event !== 'pull_request'),
    ));
});

describe('what teams copy', () => {
  const callers = workflows.filter(({ kind }) => kind === 'caller');

  test('makes a backup at night and by hand, and looks at its age at the other hour', () => {
    const modes = callers
      .flatMap((workflow) => Object.values(workflow.jobs).map((job) => ({ workflow, job })))
      .filter(({ job }) => job.uses?.includes('/backup.yml') && job.with?.['mode']);
    for (const { workflow, job } of modes) {
      const crons = ((workflow.on['schedule'] ?? []) as { cron: string }[]).map(({ cron }) => cron);
      const mode = (event: object, inputs: object = {}): unknown => interpolate(String(job.with?.['mode']), { github: { event }, inputs });
      const scheduled = crons.map((cron) => mode({ schedule: cron }));
      expect([workflow.path, scheduled.toSorted()]).toEqual([workflow.path, ['backup', 'check']]);
      expect([mode({}), mode({}, { mode: 'backup' }), mode({}, { mode: 'check' })]).toEqual(['backup', 'backup', 'check']);
    }
    expect(modes.length).toBeGreaterThan(0);
  });
});
