import { describe, expect, test } from '@jest/globals';
import { approvalExpiry, day, longestQueue, type Outcome, type Run, simulate } from './queue.ts';
import type { Operation } from './topology.ts';

describe('the model', () => {
  const work = (name: string): Operation => ({ kind: 'work', name });
  const lock = (name: string, queue: 'one' | 'max', cancelInProgress = false): Operation[] => [
    { kind: 'acquire', group: { name, queue, cancelInProgress } },
    work('deploy'),
    { kind: 'release', name },
  ];
  const at = (operations: readonly Operation[], count: number): Run[] =>
    Array.from({ length: count }, (_, second) => ({ at: second, operations }));
  const results = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ result }) => result);

  test('keeps one waiting by default, and a newer run throws it out', () =>
    expect(results(simulate(at(lock('a', 'one'), 4)))).toEqual(['success', 'cancelled', 'cancelled', 'success']));

  test('keeps a hundred in their order with queue: max, and throws the newest out', () => {
    const outcomes = simulate(at(lock('a', 'max'), longestQueue + 3));
    expect(results(outcomes).slice(0, longestQueue + 1)).toEqual(Array(longestQueue + 1).fill('success'));
    // By the time they come, one minute has not passed.
    expect(
      simulate(at(lock('a', 'max'), longestQueue + 3).map((run) => ({ ...run, at: 0 })))
        .map(({ result }) => result)
        .slice(-2),
    ).toEqual(['cancelled', 'cancelled']);
    const began = outcomes.flatMap(({ began: { deploy } }) => (deploy === undefined ? [] : [deploy]));
    expect(began).toEqual(began.toSorted((one, other) => one - other));
  });

  test('takes names of groups as the same in any case, and different groups as none of each other’s business', () => {
    const began = (other: string): unknown =>
      simulate([
        { at: 0, operations: lock('Slipway', 'max') },
        { at: 1, operations: lock(other, 'max') },
      ])[1]?.began['deploy'];
    expect([began('slipway'), began('staging')]).toEqual([60, 1]);
  });

  test('cancels who holds the group where it is told to', () =>
    expect(results(simulate(at(lock('a', 'one', true), 3)))).toEqual(['cancelled', 'cancelled', 'success']));

  test('is stuck where a run waits for itself', () =>
    expect(results(simulate([{ at: 0, operations: [...lock('a', 'max').slice(0, 1), ...lock('a', 'max')] }]))).toEqual(['stuck']));

  test.each([
    ['an answer', { after: 5, approved: true }, 'success', 65],
    ['a rejection', { after: 5, approved: false }, 'rejected', 5],
    ['no answer at all', undefined, 'expired', approvalExpiry],
    ['an answer too late', { after: 31 * day, approved: true }, 'expired', approvalExpiry],
  ] as const)('ends a run that asks with %s', (_, answer, result, end) =>
    expect(simulate([{ at: 0, operations: [{ kind: 'ask' }, work('deploy')], answer }])[0]).toMatchObject({ result, end }),
  );
});
