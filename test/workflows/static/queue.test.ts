import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planted } from './fixtures.ts';
import { approvalExpiry, day, type Outcome, type Run, simulate } from './queue.ts';
import { type Operation, operationsOf } from './topology.ts';
import { loadWorkflows, type Workflow } from './workflow.ts';

const workflows = loadWorkflows();

/** A way to start a workflow that asks, or that changes an environment. */
interface Way {
  readonly name: string;
  readonly operations: readonly Operation[];
}

function waysOf(all: readonly Workflow[]): Way[] {
  const called = all
    .filter(({ kind, call }) => kind === 'suite' && call)
    .flatMap((workflow) =>
      ['reviewers', 'dispatch', 'none'].map((approval) =>
        way(workflow, all, 'workflow_dispatch', { ...defaultsOf(workflow), environment: 'production', approval }),
      ),
    );
  const callers = all
    .filter(({ kind }) => kind === 'caller')
    .flatMap((workflow) =>
      Object.keys(workflow.on).map((event) => way(workflow, all, event, { ...defaultsOf(workflow), environment: 'production' })),
    );
  return [...called, ...callers].filter(({ operations }) => operations.some(changesOrAsks));
}

/** A job in an environment, or one before it. What only tests may be cancelled by a newer test. */
function changesOrAsks(operation: Operation): boolean {
  return operation.kind === 'ask' || (operation.kind === 'work' && / (production|staging)$/.test(operation.name));
}

function way(workflow: Workflow, all: readonly Workflow[], event: string, inputs: object): Way {
  return { name: `${workflow.path} ${event} ${JSON.stringify(inputs)}`, operations: operationsOf(workflow, all, event, { ...inputs }) };
}

function defaultsOf(workflow: Workflow): object {
  const dispatched = workflow.on['workflow_dispatch'] as Workflow['call'] | null | undefined;
  const inputs = Object.entries({ ...workflow.call?.inputs, ...dispatched?.inputs });
  return Object.fromEntries(inputs.map(([name, parameter]) => [name, parameter?.default ?? '']));
}

const asks = ({ operations }: Way): boolean => operations.some(({ kind }) => kind === 'ask');
const locks = ({ operations }: Way): boolean => operations.some(({ kind }) => kind === 'acquire');

/** Runs of these ways at any time, with any answer or none. */
function runsOf(ways: readonly Way[]): fc.Arbitrary<Run[]> {
  // Minutes apart, where they meet, or days apart, where approvals run out.
  const time = (days: number): fc.Arbitrary<number> => fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: days * day }));
  const answer = fc.option(fc.record({ after: time(40), approved: fc.boolean() }), { nil: undefined });
  const run = fc.record({ at: time(60), operations: fc.constantFrom(...ways.map(({ operations }) => operations)), answer });
  return fc.array(run, { minLength: 1, maxLength: 40 });
}

function isApproved({ operations, answer }: Run): boolean {
  return !operations.some(({ kind }) => kind === 'ask') || (answer?.approved === true && answer.after < approvalExpiry);
}

/** What the runs that may deploy are doing, with and without those that may not beside them. */
function interference(runs: readonly Run[]): [Outcome[], Outcome[]] {
  const approved = (outcomes: readonly Outcome[]): Outcome[] => outcomes.filter((_, index) => runs[index] && isApproved(runs[index]));
  return [approved(simulate(runs)), approved(simulate(runs.map((run) => (isApproved(run) ? run : untilAsked(run)))))];
}

/** The same run, ended at the moment when it would begin to wait for a person: what it did before is work like any other. */
function untilAsked(run: Run): Run {
  const asked = run.operations.findIndex(({ kind }) => kind === 'ask');
  const before = run.operations.slice(0, asked < 0 ? run.operations.length : asked);
  const held = before.flatMap((operation) => (operation.kind === 'acquire' ? [operation.group.name] : []));
  const released = new Set(before.flatMap((operation) => (operation.kind === 'release' ? [operation.name] : [])));
  const rest = held.filter((name) => !released.has(name)).map((name) => ({ kind: 'release' as const, name }));
  return { ...run, operations: [...before, ...rest] };
}

/** No two pieces of work that change production within a minute, which is how long each takes. */
function oneAtATime(ways: readonly Way[]): fc.IProperty<[Run[]]> {
  return fc.property(runsOf(ways), (runs) => {
    const began = simulate(runs).flatMap((outcome) =>
      Object.entries(outcome.began).filter(([name]) => /^(deploy|rollback) production$/.test(name)),
    );
    const times = began.map(([, time]) => time).toSorted((one, other) => one - other);
    expect(times.filter((time, index) => index > 0 && time - (times[index - 1] ?? 0) < 60)).toEqual([]);
  });
}

describe('what this repository ships', () => {
  const ways = waysOf(workflows);

  test('has ways that ask, ways that lock, and ways that do both', () => {
    expect(
      ways
        .filter((each) => asks(each) && locks(each))
        .map(({ name }) => name)
        .join('\n'),
    ).toContain('promote.yml');
    expect(ways.filter((each) => asks(each) && each.name.startsWith('workflows-examples/')).length).toBeGreaterThan(0);
    expect(
      ways
        .filter((each) => !asks(each) && locks(each))
        .map(({ name }) => name)
        .join('\n'),
    ).toContain('rollback.yml');
  });

  test('never lets a release without approval delay or cancel another', () => {
    fc.assert(
      fc.property(runsOf(ways), (runs) => {
        const [beside, alone] = interference(runs);
        expect(beside).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });

  test('brings every approved release to its end: none is thrown out, none is stuck', () => {
    fc.assert(
      fc.property(runsOf(ways), (runs) => {
        const wrong = simulate(runs).filter(({ result }, index) =>
          runs[index] && isApproved(runs[index]) ? result !== 'success' : !['rejected', 'expired'].includes(result),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('changes an environment one at a time', () => fc.assert(oneAtATime(ways), { numRuns: 300 }));

  test('leaves the lock free while an approval expires, and after', () => {
    const [asking, rolling] = [
      ways.find((each) => each.name.includes('promote.yml') && asks(each)),
      ways.find((each) => each.name.includes('rollback.yml') && !asks(each)),
    ];
    const [expired, during, after] = simulate([
      { at: 0, operations: asking?.operations ?? [] },
      { at: day, operations: rolling?.operations ?? [] },
      { at: approvalExpiry + 120, operations: rolling?.operations ?? [] },
    ]);
    expect(expired).toMatchObject({ result: 'expired', end: approvalExpiry + 60 });
    expect([during, after]).toMatchObject([
      { result: 'success', began: { 'rollback production': day } },
      { result: 'success', began: { 'rollback production': approvalExpiry + 120 } },
    ]);
  });
});

describe('an approval inside a group, planted', () => {
  const inside = (group: string): Workflow[] =>
    planted(
      'promote',
      '    environment: ${{ inputs.environment }}-approval\n',
      `    environment: \${{ inputs.environment }}-approval\n    concurrency: ${group}\n`,
    );
  const around = planted('promote', '\njobs:\n', '\nconcurrency: {group: promote, queue: max}\njobs:\n');

  test.each([
    ['of its own job, with a queue of one', inside('release')],
    ['of its own job, with a long queue', inside('{group: release, queue: max}')],
    ['that deploys take', inside('{group: "slipway-${{ inputs.environment }}", queue: max}')],
    ['of the whole workflow', around],
  ])('%s is found: a release that nobody approves holds others up', (_, all) => {
    const ways = waysOf(all);
    const property = fc.property(runsOf(ways), (runs) => {
      const [beside, alone] = interference(runs);
      expect(beside).toEqual(alone);
    });
    expect(fc.check(property, { numRuns: 300 }).failed).toBe(true);
  });

  test('and the next release waits thirty days', () => {
    const promote = waysOf(around).find((each) => each.name.includes('promote.yml') && asks(each));
    const operations = promote?.operations ?? [];
    const [, next] = simulate([
      { at: 0, operations },
      { at: 60, operations, answer: { after: 60, approved: true } },
    ]);
    expect(next?.began['deploy production']).toBeGreaterThan(approvalExpiry);
  });
});

test('a rollback in a group of its own, planted, is found to run beside a deploy', () => {
  const ways = waysOf(planted('rollback', 'group: slipway-', 'group: rollback-'));
  expect(fc.check(oneAtATime(ways), { numRuns: 300 }).failed).toBe(true);
});
