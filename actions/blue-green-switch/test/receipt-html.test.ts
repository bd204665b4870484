import { expect, test } from '@jest/globals';
import { type Receipt, renderReceipt } from '../src/receipt.ts';
import { renderHtml } from '../src/receipt-html.ts';

const receipt: Receipt = {
  project: 'notes',
  outcome: 'rolled-back',
  why: 'backend ended & was started again.',
  takenOver: 'v0, as docker compose up started it',
  version: '<script>alert(1)</script>',
  previousVersion: 'v1',
  color: 'green',
  previousColor: 'blue',
  images: { backend: 'r/b@sha256:2' },
  previousImages: { backend: 'r/b@sha256:1' },
  switchedAt: '2026-11-20T10:00:00.000Z',
  switchMs: 9,
  outageMs: 0,
  requests: 240,
  failed: 0,
  before: { requests: 120, failed: 0, p50: 3, p95: 5, p99: 9 },
  after: { requests: 20, failed: 0, p50: 3, p95: 5 },
  lastOldMs: -3,
  firstNewMs: 8,
  identity: 'v2 on 20 fresh connections in a row',
  undo: 'armed',
  undoArmedAt: '2026-11-20T09:59:59.000Z',
  undoDisarmedAt: '',
  steps: [
    { name: 'start green', start: 1000, end: 5000 },
    { name: 'switch', start: 5000, end: 5009 },
  ],
  rollbackCommand: 'run "this"',
};

test('the file holds what was measured, and nothing of it becomes markup', () => {
  const html = renderHtml(receipt);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; was rolled back');
  expect(html).toContain('<th>Why</th><td>backend ended &amp; was started again.</td>');
  expect(html).toContain('<th>Taken over first</th><td>v0, as docker compose up started it</td>');
  expect(html).toContain('<th>Switched at</th><td>2026-11-20T10:00:00.000Z</td>');
  expect(html).toContain('<th>Image of backend</th>');
  expect(html).toContain('240, failed 0');
  expect(html).toContain('r/b@sha256:2, before r/b@sha256:1');
  expect(html).toContain('p50 3 ms, p99 unsaid below 100 answers (n=20)');
  expect(html).toContain('run &quot;this&quot;');
  expect(html).not.toMatch(/<(?:link|img|script|iframe)|https?:/);
});

test('of a first release nothing is said that nobody could see', () => {
  const { why: _why, takenOver: _takenOver, ...rest } = receipt;
  const first = renderReceipt({ ...rest, outcome: 'switched', previousVersion: '', previousColor: undefined, identity: '' });
  expect(first).toContain('on green, the first release');
  for (const absent of ['Why', 'Taken over', 'Old version', 'Latency before', 'Identity']) expect(first).not.toContain(absent);
});

test('every step has a bar in its place', () => {
  const bars = [...renderHtml(receipt).matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, width]) =>
    [x, width].map(Number),
  );
  expect(bars).toHaveLength(2);
  const [start, shift] = bars as [number[], number[]];
  expect((start[0] ?? 0) + (start[1] ?? 0)).toBeCloseTo(shift[0] ?? 0, 0);
  expect(shift[1]).toBeGreaterThanOrEqual(1);
});
