import { describe, expect, test } from '@jest/globals';
import type { CheckReport } from '@slipway/checks';
import { renderJUnit } from '../src/junit.ts';
import { annotationsOf, outputsOf } from '../src/outputs.ts';
import type { Outcome } from '../src/run.ts';
import { summarize } from '../src/summary.ts';
import { judgeAll } from '../src/verdict.ts';
import { inputsOf } from './support.ts';

const url = 'https://app.example.com/health';

function report(name: string, more: Partial<CheckReport> = {}): CheckReport {
  const passed = more.failure === undefined;
  return {
    name,
    kind: 'http',
    url,
    passed,
    sentence: passed ? `${name} answers 200.` : `${name} failed: [STATUS] == 200 does not hold: 503.`,
    attempts: 3,
    successes: passed ? 3 : 0,
    required: 3,
    conditions: [{ text: '[STATUS] == 200', passed, actual: passed ? '200' : '503', expected: '== 200' }],
    last: { connected: true, status: passed ? 200 : 503, responseTime: 12, headers: { server: 'nginx' }, excerpt: 'sorry', redirects: [] },
    identity: 'unproven',
    warnings: [],
    hints: [],
    duration: 1500,
    ...more,
  };
}

function outcomeOf(reports: readonly CheckReport[], given: Record<string, string> = {}): Outcome {
  const planned = reports.map(({ name }) => ({ check: { name, url } }));
  return {
    verdict: judgeAll(reports, inputsOf({ url, ...given })),
    planned,
    reports,
    warnings: [],
    where: 'from this machine',
    duration: 2000,
  };
}

describe('the verdict of many', () => {
  test('the gravest failure gives the reason, and the sentence names three', () => {
    const reports = ['a', 'b', 'c', 'd'].map((name) => report(name, { failure: name === 'c' ? 'stale-version' : 'unhealthy' }));
    const verdict = judgeAll([...reports, report('e')], inputsOf({ url }));
    expect(verdict).toMatchObject({ passed: false, reason: 'stale-version', attempts: 15 });
    expect(verdict.sentence).toMatch(/^4 of 5 checks failed: a failed: .*; c failed: .*; and 1 more\.$/);
  });

  test('one answer that names the version proves it for all, and one that names another unproves it', () => {
    const proven = report('a', { identity: 'proven', version: 'abc1234' });
    expect(judgeAll([report('b'), proven], inputsOf({ url }))).toMatchObject({ identity: 'proven', version: 'abc1234' });
    const stale = report('c', { identity: 'stale', version: 'fff1234', failure: 'stale-version' });
    expect(judgeAll([proven, stale], inputsOf({ url }))).toMatchObject({ identity: 'stale', version: 'fff1234' });
  });

  test('a version that was said to stand somewhere, and stands in no answer', () => {
    const verdict = judgeAll([report('a'), report('b')], inputsOf({ url, 'expect-version': '1.2.0', 'version-path': 'v' }));
    expect(verdict).toMatchObject({
      passed: false,
      reason: 'version-not-found',
      sentence: expect.stringContaining('no answer names the version 1.2.0 at v'),
    });
  });
});

describe('JUnit', () => {
  const hostile = 'a"b <&> \u0000\u001b[31m ]]> \ud800 \ufffe é 😀';

  test('counts, times and failures, whatever an answer holds', () => {
    const reports = [
      report('fine', { warnings: [hostile] }),
      report(hostile, { failure: 'unhealthy', sentence: hostile, hints: ['Look.'] }),
    ];
    const xml = renderJUnit(reports);
    expect(xml).toContain('<testsuite name="smoke-health" tests="2" failures="1" errors="0" skipped="0" time="3.000">');
    expect(xml).toContain('<testcase name="fine" classname="smoke-health.http" time="1.500">');
    expect(xml).toContain('message="a&quot;b &lt;&amp;&gt; \ufffd\ufffd[31m ]]&gt; \ufffd \ufffd é 😀" type="unhealthy"');
    expect(xml).toContain('[STATUS] == 200: found 503');
    expect([...xml].every((character) => /[\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))).toBe(true);
  });
});

describe('the summary', () => {
  test('of many: the decision, what failed first, the answer, and each hint once', () => {
    const broken = report('broken', { failure: 'unhealthy', hints: ['Look at the log.'] });
    const text = summarize(outcomeOf([report('fine'), broken, { ...broken, name: 'other' }]));
    expect(text).toMatch(/^### Smoke checks: 2 of 3 failed\n\nThe first: broken failed: /);
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual([
      '| `broken` | **fails** | `[STATUS] == 200` | `== 200` | 503 | 3 | 12 ms |',
      '| `other` | **fails** | `[STATUS] == 200` | `== 200` | 503 | 3 | 12 ms |',
      '| `fine` | holds | `[STATUS] == 200` | `== 200` | 200 | 3 | 12 ms |',
    ]);
    expect(text).toContain('```\nHTTP 503 from https://app.example.com/health in 12 ms\nserver: nginx\n\nsorry\n```');
    expect(text.match(/Look at the log\./g)).toHaveLength(1);
  });

  test('of a thousand stays readable', () => {
    const text = summarize(outcomeOf(Array.from({ length: 1000 }, (_, index) => report(`n${index}`))));
    expect(text.split('\n').length).toBeLessThan(220);
    expect(text).toContain('And 800 rows more.');
  });

  test('a failure that no condition shows has a row of its own', () => {
    const stale = report('a', {
      failure: 'stale-version',
      conditions: [{ text: '[STATUS] == 200', passed: true, actual: '200', expected: '== 200' }],
    });
    expect(summarize(outcomeOf([{ ...stale, sentence: 'a failed: version x answers' }]))).toContain('| **fails** | stale-version |');
  });

  test('figures and a plot, from the first bar to the last', () => {
    const histogram = [0, 0, 0, 40, 8, 0, 2, 0, 0, 0, 0, 0, 0, 0];
    const figures = { n: 50, failed: 1, errorRate: 0.02, answered: 50, p50: 8, p95: 21, histogram };
    const compared = { ...figures, url: 'https://old.example.com/', p95: 14, ratio: { p95: 1.5 } };
    const text = summarize(outcomeOf([report('a', { measurement: { ...figures, rate: 10, duration: 5000, compared } })]));
    expect(text).toContain('| `https://app.example.com/health` | 50 | 1 | 8 ms | 21 ms | needs 100 answers |');
    expect(text).toContain('| `https://old.example.com/` | 50 | 1 | 8 ms | 14 ms | needs 100 answers |');
    expect(text).toContain('Times the other one: p95 1.50.');
    expect(text).toContain(
      '  x-axis ["5 ms", "10 ms", "20 ms", "50 ms", "100 ms", "200 ms"]\n  y-axis "answers" 0 --> 40\n  bar [0, 40, 8, 0, 2, 0]',
    );
  });
});

describe('outputs and annotations', () => {
  test('the report of very many stays small enough for a runner, with every failure whole', () => {
    const reports = Array.from({ length: 2000 }, (_, index) => report(`n${index}`, index === 1500 ? { failure: 'unhealthy' } : {}));
    const { report: text, failed } = outputsOf(outcomeOf(reports));
    expect(text.length).toBeLessThan(300_000);
    const read = JSON.parse(text) as { checks: readonly CheckReport[]; failed: number };
    expect([read.failed, failed, read.checks.length]).toEqual([1, '1', 2000]);
    expect([read.checks[1500]?.conditions.length, read.checks[0]?.passed]).toEqual([1, true]);
  });

  test('p95 of what was measured', () => {
    const measurement = { n: 50, failed: 0, errorRate: 0, answered: 50, p50: 8, p95: 21, histogram: [50], rate: 10, duration: 5000 };
    expect(outputsOf(outcomeOf([report('a', { measurement })]))).toMatchObject({ p95: '21', 'response-time': '12' });
    expect(outputsOf(outcomeOf([report('a')]))).toMatchObject({ p95: '' });
  });

  test('nine errors at most: the tenth is the one that ends the step', () => {
    const reports = Array.from({ length: 30 }, (_, index) => report(`n${index}`, { failure: 'unhealthy' }));
    expect(annotationsOf(outcomeOf(reports))).toHaveLength(9);
  });
});
