import { describe, expect, test } from '@jest/globals';
import { mermaid, renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import type { DemoReceipt, DemoRelease } from './receipt.ts';
import { sampleReceipt } from './sample.ts';
import { renderTable } from './table.ts';
import { backupSentence, bytes, notesSentence, story, verdict } from './words.ts';

const hostile = `</style><script>alert(1)</script>"'&<img src=x onerror=y>|\`[a](b)`;

/** The sample with one value of every kind made hostile. */
function hostileReceipt(): DemoReceipt {
  const receipt = sampleReceipt();
  const releases = receipt.releases.map(
    (release): DemoRelease => ({
      ...release,
      version: `${release.version}${hostile}`,
      message: hostile,
      reason: hostile,
      identity: hostile,
      undo: hostile,
      rollbackCommand: hostile,
      images: { [hostile]: hostile },
      scan: { [hostile]: hostile },
      backup: { id: hostile, verified: hostile, size: 1, rows: 1, tables: 1 },
      migration: { from: hostile, to: hostile, applied: [hostile] },
      timeline: [{ name: hostile, start: 0, end: 1000 }],
      served: [{ version: hostile, requests: 1, first: 0, last: 1 }],
      series: [{ second: 0, requests: 2, failed: 1, p99: 1, byVersion: { [hostile]: 2 } }],
      loadStarted: 0,
    }),
  );
  return { ...receipt, releases, slipway: { version: hostile, commit: hostile } };
}

const failure: DemoRelease['failures'][number] = {
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  took: 12,
  client: 3,
  connection: 'fresh',
  reused: false,
  kind: 'connection',
  method: 'GET',
  path: '/api/notes?limit=20',
  version: null,
  error: hostile,
};

const failing = (): DemoReceipt => {
  const receipt = sampleReceipt();
  const releases = receipt.releases.map((release) =>
    release.version === 'v2'
      ? {
          ...release,
          failed: 12,
          failures: [failure],
          series: release.series.map((second) => ({ ...second, failed: second.second === 24 ? 12 : 0 })),
        }
      : release,
  );
  return { ...receipt, releases };
};

describe('the sentences', () => {
  test('verdict', () => {
    expect(verdict(sampleReceipt())).toBe('2 versions released, 1 rolled back by itself, 0 of 6,650 requests failed.');
    expect(verdict({ releases: [{ ...(sampleReceipt().releases[0] as DemoRelease), outcome: 'failed' }] })).toBe(
      '0 versions released, 1 failed, 0 of 0 requests failed.',
    );
  });

  test('notes', () => {
    expect(notesSentence({ acknowledged: 1064, missing: 0 })).toBe('All 1,064 notes that users saved were read back, word for word.');
    expect(notesSentence({ acknowledged: 1064, missing: 2 })).toBe('2 of the 1,064 notes that users saved did not come back.');
  });

  test('what happened to a version that was taken back', () => {
    expect(story(sampleReceipt().releases[2] as DemoRelease)).toContain('Users had it for 2.3 s (158 requests). Traffic went back to v2');
  });

  test('a backup that was only compared is not called restored', () => {
    const backup = { id: 'x', verified: 'checksum', size: 14_321, rows: 341, tables: 1 };
    expect(backupSentence(backup)).toBe('1 table, 341 rows, 14.3 kB; compared with its checksum before anything was changed');
  });

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [14_321, '14.3 kB'],
    [2_500_000, '2.5 MB'],
  ])('%i bytes are %s', (value, text) => expect(bytes(value)).toBe(text));
});

describe('the page', () => {
  test('says the verdict, and holds every release with its figures', () => {
    const page = renderPage(sampleReceipt());
    expect(page).toContain('<h1 class="good">2 versions released, 1 rolled back by itself, 0 of 6,650 requests failed.</h1>');
    expect(page.match(/<article/g)).toHaveLength(3);
    for (const text of ['14.3 kB', 'notes-notes-20260102T030455Z-1a2b', 'from 0001 to 0002', '12 ms', '3 ms', 'mode rollback'])
      expect(page).toContain(text);
  });

  test('is not green where a request failed, and shows it in red', () => {
    const page = renderPage(failing());
    expect(page).toContain('<h1 class="bad">');
    expect(page.match(/<rect class="fill bad"/g)).toHaveLength(1);
    expect(page).toContain('<code>GET /api/notes?limit=20</code> at 03:04:05.678 on a fresh connection: &lt;/style&gt;');
    expect(renderPage(sampleReceipt())).not.toContain('<rect class="fill bad"');
  });

  test('needs nothing from anywhere', () => {
    const page = renderPage(sampleReceipt());
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)\b|url\(|@import|https?:\/\/(?!127\.0\.0\.1)/i);
    expect(page).toContain("default-src 'none'");
  });

  test('escapes everything that came from elsewhere', () => {
    const page = renderPage(hostileReceipt());
    expect(page).not.toMatch(/<script|<img/);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    // No attribute is left by its quote.
    for (const [, value = ''] of page.matchAll(/(?:title|aria-label|class)="([^"]*)"/g)) expect(value).not.toContain('<');
    expect(page).not.toContain('NaN');
  });
});

describe('the Markdown', () => {
  test('has one row for each release and a timeline that GitHub draws', () => {
    const text = renderMarkdown(sampleReceipt());
    expect(text).toContain('| `v2` | Released | 3,523 | 0 | 12.4 ms | 2.9 ms | 0 of 1,064 |');
    expect(text.match(/```mermaid\ngantt\n {2}dateFormat x/g)).toHaveLength(3);
    expect(text).toContain('  start green (5.8 s) :17000, 5800ms');
  });

  test('keeps hostile text in its cell', () => {
    const text = renderMarkdown(hostileReceipt());
    const outsideCode = text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/(`+)[\s\S]*?\1/g, '');
    expect(outsideCode).not.toMatch(/<script|<img|\[a\]\(b\)/);
  });

  test('takes out of names what Mermaid reads as its own', () => {
    expect(mermaid([{ name: 'a:b;c#d,e\n%%{init}', start: 5, end: 30 }])).toContain('  a b c d e    init  (25 ms) :0, 25ms\n');
  });
});

describe('the table', () => {
  test('has a column for each version, and steps of both colours in one row', () => {
    const lines = renderTable(sampleReceipt()).split('\n');
    const row = (name: string): string[] => (lines.find((line) => line.startsWith(`${name} `)) ?? '').split(/ {3,}/);
    expect(row('outcome')).toEqual(['outcome', 'released', 'released', 'rolled back by itself']);
    expect(row('start')).toEqual(['start', '6.3 s', '5.8 s']);
    expect(row('failed').slice(1)).toEqual(['0', '0']);
    expect(lines.at(-2)).toBe(verdict(sampleReceipt()));
  });

  test('ends with the command to go back', () => {
    expect(renderTable(sampleReceipt())).toContain('to go back: slipway release --mode rollback');
  });
});
