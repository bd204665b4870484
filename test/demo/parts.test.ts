import { describe, expect, test } from '@jest/globals';
import { axisOf, ticks, turns } from './axis.ts';
import { niceMaximum, stack } from './chart.ts';
import { knowsNamedContexts } from './engine.ts';
import { lastWords, printable, worthWatching } from './log-lines.ts';
import { html } from './markup.ts';
import type { DemoRelease } from './receipt.ts';
import { sampleReceipt } from './sample.ts';
import { Screen } from './screen.ts';

const [, v2, v3] = sampleReceipt().releases as readonly [DemoRelease, DemoRelease, DemoRelease];

describe('the time axis', () => {
  test('begins with what came first, the load or the release', () => {
    const axis = axisOf(v2, 100, 460);
    expect(axis?.origin).toBe(v2.loadStarted);
    expect(axis?.x(v2.loadStarted ?? 0)).toBe(100);
    expect(axis?.x((v2.loadStarted ?? 0) + 36_000)).toBeCloseTo(460);
  });

  test('is none where nothing was timed', () => {
    expect(axisOf({ timeline: [], series: [], loadStarted: null }, 0, 1)).toBeUndefined();
  });

  test.each([
    [0.4, [0]],
    [7, [0, 1, 2, 3, 4, 5, 6, 7]],
    [36, [0, 5, 10, 15, 20, 25, 30, 35]],
    [100, [0, 15, 30, 45, 60, 75, 90]],
  ])('%d seconds have ticks at %j', (length, expected) => expect(ticks(length)).toEqual(expected));

  test('a version that was taken back has two turns, taken from what users saw', () => {
    expect(turns(v2).map(({ label }) => label)).toEqual(['to v2']);
    expect(turns(v3)).toEqual([
      { at: (v3.loadStarted ?? 0) + 23_100, label: 'to v3' },
      { at: (v3.loadStarted ?? 0) + 25_400, label: 'and back' },
    ]);
  });
});

describe('the chart', () => {
  test('a failed answer that names its version is not counted as a good one', () => {
    expect(stack({ second: 0, requests: 100, failed: 20, p99: 1, byVersion: { v2: 40, v1: 60 } }, ['v1', 'v2'])).toEqual([
      { version: 'v1', requests: 48 },
      { version: 'v2', requests: 32 },
    ]);
  });

  test.each([
    [3, 10],
    [99, 100],
    [101, 120],
    [130, 160],
    [950, 1000],
  ])('%i requests fit under %i', (value, maximum) => expect(niceMaximum(value)).toBe(maximum));
});

test('markup escapes values, but not itself', () => {
  expect(html`<a title="${'"<'}">${[html`<b>`, '<']}${false}${undefined}${0}</a>`.text).toBe('<a title="&quot;&lt;"><b>&lt;0</a>');
});

test.each([
  ['20.10.24+dfsg1', 'docker', false],
  ['23.0.0', 'docker', true],
  ['28.2.2', 'docker', true],
  ['20.10.24', 'docker-container', true],
])('Docker %s with the driver %s knows named contexts: %s', (version, driver, expected) => {
  expect(knowsNamedContexts(version, driver)).toBe(expected);
});

test("the action's last error is its message, however many lines it has", () => {
  expect(lastWords(['== switch', 'error: old', 'more', 'error: It failed.', 'Do this.'])).toBe('It failed. Do this.');
  expect(lastWords(['nothing went wrong'])).toBe('nothing went wrong');
  expect(lastWords([])).toBe('');
});

test.each([
  ['#12 [stage-0 4/8] RUN pip install', true],
  ['#12 ERROR: process did not complete', true],
  ['#1 [internal] load .dockerignore', false],
  ['#15 pushing layer 01c74bce7211 3.74MB / 59.58MB 2.5s', false],
  ['#14 DONE 0.0s', false],
  ['2026-11-20T13:57:43.533Z  WARN  Third-party SBOM', false],
  ['2026-11-20T13:57:43.533Z  FATAL  no database', true],
  ['INFO:     10.231.0.1:48424 - "GET /api/notes?limit=20 HTTP/1.1" 200 OK', false],
  ['INFO:     10.231.0.1:48424 - "GET /api/notes?limit=20 HTTP/1.1" 503 Service Unavailable', true],
  ['Traffic goes to green since 12 ms after the order.', true],
  ['  ', false],
])('a person who watches sees %j: %s', (line, expected) => expect(worthWatching(line)).toBe(expected));

describe('the screen', () => {
  function watch(isTTY: boolean): { screen: Screen; text: () => string; pass: (ms: number) => void } {
    let text = '';
    let now = 1000;
    const out = { isTTY, columns: 80, write: (part: string) => (text += part) };
    return { screen: new Screen(out, {}, () => now), text: () => text, pass: (ms) => (now += ms) };
  }

  test('redraws the live line under every new one on a terminal', () => {
    const { screen, text } = watch(true);
    screen.live('users: 1');
    screen.line('next');
    expect(text().split('\r\u001b[2K').at(-1)).toBe('next\n  \u001b[1musers: 1\u001b[0m');
  });

  test('writes it now and then into a file, without a control character', () => {
    const { screen, text, pass } = watch(false);
    for (let step = 0; step < 10; step++) {
      screen.live(`users: ${step}`);
      pass(1000);
    }
    screen.heading('v1');
    screen.foreign('== build');
    expect(text()).toBe('  users: 4\n  users: 9\n\n== v1\n  build (10.0 s)\n');
  });

  test('lets no program move the cursor', () => {
    const { screen, text } = watch(false);
    screen.foreign('\u001b[2Kwarning: odd\r');
    expect(text()).toBe('    warning: odd\n');
    expect(printable('\u001b[2K\u001b[31mred\u001b[0m\rback\u0007')).toBe('redback');
  });
});
