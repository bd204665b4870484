import { describe, expect, test } from '@jest/globals';
import type { Check } from '../src/index.ts';
import { parseConditions } from '../src/index.ts';
import { type Plan, planOf } from '../src/plan.ts';

type Wishes = Partial<Check>;
const plan = (wishes: Wishes, lines: readonly string[] = []): Plan | undefined => planOf(wishes, parseConditions(lines));

describe('how a check is measured', () => {
  test.each<[Wishes, string[], Plan | undefined]>([
    [{}, [], undefined],
    [{}, ['[P95] < 250'], { samples: 50, rate: 10, duration: 5000 }],
    [{}, ['[ERROR_RATE] < 1%'], { samples: 50, rate: 10, duration: 5000 }],
    [{ measure: {} }, [], { samples: 50, rate: 10, duration: 5000 }],
    [{ measure: { samples: 100, rate: 20 } }, ['[P99] < 1s'], { samples: 100, rate: 20, duration: 5000 }],
    [{ measure: { duration: 1001, rate: 2 } }, [], { samples: 3, rate: 2, duration: 1500 }],
    [{ soak: 120_000 }, [], { samples: 1200, rate: 10, duration: 120_000, budget: 0 }],
    [
      { soak: 120_000, errorBudget: 0.01, measure: { samples: 50, rate: 1 } },
      [],
      { samples: 120, rate: 1, duration: 120_000, budget: 0.01 },
    ],
    [{ soak: 1000, measure: { samples: 50 } }, [], { samples: 50, rate: 10, duration: 5000, budget: 0 }],
    [{ compareTo: { url: 'http://old/' } }, [], { samples: 50, rate: 10, duration: 5000 }],
    [{ measure: { rate: 100, duration: 3_600_000 }, allowLoad: true }, [], { samples: 360_000, rate: 100, duration: 3_600_000 }],
    [{ measure: {}, errorBudget: 0.5 }, [], { samples: 50, rate: 10, duration: 5000, budget: 0.5 }],
  ])('%j with %j', (wishes, lines, expected) => {
    expect(plan(wishes, lines)).toEqual(expected);
  });

  test.each<[Wishes, string[], RegExp]>([
    [{ measure: { rate: 21 } }, [], /at most 20 times in a second.*load test/],
    [{ measure: { rate: 11 }, compareTo: { url: 'http://old/' } }, [], /at most 20 times in a second, both addresses together/],
    [{ measure: { rate: 201 }, allowLoad: true }, [], /at most 200 times in a second\.$/],
    [{ measure: { rate: 0 } }, [], /more than 0/],
    [{ measure: { rate: Number.NaN } }, [], /more than 0/],
    [{ measure: { duration: 300_001 } }, [], /would take 5 min; at most 5 min|would take/],
    [{ soak: 600_000 }, [], /would take 10 min; at most 5 min/],
    [{ soak: 3_700_000, allowLoad: true }, [], /at most 1 h/],
    [{ soak: -1 }, [], /more than no time/],
    [{ measure: { samples: 0 } }, [], /one sample or more/],
    [{ measure: { samples: 1.5 } }, [], /one sample or more/],
    [{ measure: { samples: 10, duration: 10 } }, [], /not both/],
    [{ measure: {}, errorBudget: 1.5 }, [], /share of 0 to 1/],
    [{ errorBudget: 0.1 }, [], /needs a measurement/],
    [{ compareTo: { url: 'http://old/', ratio: { p99: 2 } } }, [], /needs 100 requests, and 50 are planned/],
  ])('%j with %j is refused', (wishes, lines, message) => {
    expect(() => plan(wishes, lines)).toThrow(message);
    expect(() => plan(wishes, lines)).toThrow(expect.objectContaining({ reason: 'bad-input' }));
  });

  test('[P99] over too few requests is a condition that means nothing, with its place', () => {
    const attempt = (): unknown => plan({ measure: { samples: 99 } }, ['300 > [P99]']);
    expect(attempt).toThrow(/\[P99\] needs 100 requests, and 99 are planned: raise the samples to 100, or look at \[P95\]\. At column 7/);
    expect(attempt).toThrow(expect.objectContaining({ reason: 'bad-condition' }));
  });
});
