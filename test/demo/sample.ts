import type { DemoReceipt, DemoRelease, Span } from './receipt.ts';

/** A receipt as the demo makes it, for the tests of what is made from it. */

const began = Date.UTC(2026, 0, 2, 3, 4, 5);

function timeline(start: number, steps: readonly (readonly [name: string, seconds: number])[]): Span[] {
  let at = start;
  return steps.map(([name, seconds]) => {
    const span = { name, start: at, end: at + seconds * 1000 };
    at = span.end;
    return span;
  });
}

function release(version: string, previous: string, steps: readonly Span[], given: Partial<DemoRelease>): DemoRelease {
  return {
    version,
    previous,
    outcome: 'released',
    reason: '',
    message: '',
    requests: 0,
    failed: 0,
    failures: [],
    latency: null,
    series: [],
    loadStarted: null,
    served: [],
    switchedAt: '',
    lastOldMs: null,
    firstNewMs: null,
    steps: steps.map(({ name, start, end }) => ({ name, seconds: (end - start) / 1000 })),
    timeline: steps,
    notes: { acknowledged: 0, missing: 0 },
    backup: null,
    migration: { from: '', to: '0001', applied: ['0001'] },
    images: {
      backend: `127.0.0.1:5000/notes/backend@sha256:${'0f3c'.repeat(16)}`,
      frontend: `127.0.0.1:5000/notes/frontend@sha256:${'a71e'.repeat(16)}`,
    },
    scan: { backend: 'scanned: 0 critical, 0 high of 3', frontend: 'scanned: 0 critical, 0 high of 0' },
    identity: `${version} on 3 fresh connections in a row`,
    undo: 'armed before the switch, disarmed at the confirm',
    rollbackCommand: previous ? `slipway release --mode rollback --environment production --host app.example.com` : '',
    ...given,
  };
}

/** Seconds of load in which `next` answers from `from` until `to`, in seconds. */
export function series(length: number, old: string, next: string, from: number, to: number): DemoRelease['series'] {
  return Array.from({ length }, (_, second) => {
    const requests = 92 + ((second * 7) % 13);
    const share = Math.max(0, Math.min(second + 1, to) - Math.max(second, from));
    const fresh = Math.round(requests * share);
    const byVersion = Object.fromEntries(
      [
        [old, requests - fresh],
        [next, fresh],
      ].filter(([, count]) => count !== 0),
    );
    return { second, requests, failed: 0, p99: 20, byVersion };
  });
}

const requestsOf = (seconds: DemoRelease['series']): number => seconds.reduce((sum, { requests }) => sum + requests, 0);

export function sampleReceipt(): DemoReceipt {
  const first = timeline(began, [
    ['build', 14.2],
    ['scan', 4.1],
    ['tag', 0.2],
    ['backup', 0.4],
    ['migrate', 5.2],
    ['router', 1.1],
    ['pull', 3.2],
    ['start blue', 6.3],
    ['check blue', 0.7],
    ['switch', 0.1],
    ['gate', 0.3],
    ['bake', 4],
    ['confirm', 0.2],
  ]);
  const second = timeline(began + 50_000, [
    ['build', 6.2],
    ['scan', 4.3],
    ['tag', 0.2],
    ['backup', 1.8],
    ['migrate', 3.1],
    ['router', 0.2],
    ['pull', 1.2],
    ['start green', 5.8],
    ['check green', 0.6],
    ['switch', 0.05],
    ['gate', 0.3],
    ['bake', 8],
    ['confirm', 0.2],
    ['drain blue', 1.4],
  ]);
  const third = timeline(began + 110_000, [
    ['build', 5.9],
    ['scan', 4.2],
    ['tag', 0.2],
    ['backup', 1.9],
    ['migrate', 2.9],
    ['switch', 14],
  ]);
  const switched = second[9]?.start ?? 0;
  const [up, trial] = [series(36, 'v1', 'v2', 24.4, 99), series(32, 'v2', 'v3', 23.1, 25.4)];
  const started = began + 49_000;
  const later = began + 109_000;
  return {
    releases: [
      release('v1', '', first, {}),
      release('v2', 'v1', second, {
        requests: requestsOf(up),
        latency: { p50: 4.2, p99: 21.7, max: 88.1 },
        series: up,
        loadStarted: started,
        served: [
          { version: 'v1', requests: 2360, first: started, last: switched + 3 },
          { version: 'v2', requests: 1140, first: switched + 12, last: started + 36_000 },
        ],
        switchedAt: new Date(switched).toISOString(),
        lastOldMs: 2.9,
        firstNewMs: 12.4,
        notes: { acknowledged: 1064, missing: 0 },
        backup: { id: 'notes-notes-20260102T030455Z-1a2b', verified: 'restore', size: 14_321, rows: 341, tables: 2 },
        migration: { from: '0001', to: '0002', applied: ['0002'] },
      }),
      release('v3', 'v2', third, {
        outcome: 'rolled-back',
        reason: 'bake-failed',
        message:
          'The new version failed under traffic: backend ended and was started again. Traffic is back on green (v2), 2.4 s after the switch; 31 requests were watched, 0 failed.',
        requests: requestsOf(trial),
        latency: { p50: 4.4, p99: 64.2, max: 310.5 },
        series: trial,
        loadStarted: later,
        served: [
          { version: 'v2', requests: 2870, first: later, last: later + 32_000 },
          { version: 'v3', requests: 158, first: later + 23_100, last: later + 25_400 },
        ],
        notes: { acknowledged: 2011, missing: 0 },
        backup: { id: 'notes-notes-20260102T030555Z-3c4d', verified: 'restore', size: 48_112, rows: 1402, tables: 2 },
        migration: { from: '0002', to: '0003', applied: ['0003'] },
        identity: '',
        undo: '',
        rollbackCommand: '',
      }),
    ],
    slipway: { version: '0.1.0', commit: 'abc1234' },
    madeAt: new Date(began).toISOString(),
    seconds: 128,
    load: { clients: 8, rate: 100 },
  };
}
