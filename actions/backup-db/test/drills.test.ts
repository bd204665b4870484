import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { alike, type Drill, parseDrills, renderDrill } from '../src/drill.ts';
import { chart, renderDrills } from '../src/drill-summary.ts';
import { drillsName, recordDrill } from '../src/stores/folder-drills.ts';

const run = 'https://github.com/team/notes/actions/runs/42';
const drill = (at: string, more: Partial<Drill> = {}): Drill => ({
  at,
  id: 'notes-app-20260102T030405Z-1a2b',
  project: 'notes',
  database: 'app',
  seconds: 2.431,
  bytes: 1_234_567,
  rows: 4663,
  tables: 8,
  outcome: 'verified',
  run,
  ...more,
});
const failed = (at: string, reason: string): Drill => drill(at, { outcome: 'failed', reason, seconds: 0.5 });
const days = (count: number): Drill[] =>
  Array.from({ length: count }, (_, index) => drill(new Date(Date.UTC(2026, 0, index + 1, 3)).toISOString(), { seconds: index + 1 }));

describe('a line', () => {
  test('comes back as it was written', () => {
    const drills = [drill('2026-01-02T03:04:05.678Z'), failed('2026-01-03T03:04:05.678Z', 'restore-failed')];
    expect(parseDrills(drills.map(renderDrill).join('\n'))).toEqual(drills);
  });

  test('that was torn or is of somebody else is passed over', () => {
    const good = drill('2026-01-02T03:04:05.678Z');
    const line = renderDrill(good);
    const others = [
      line.slice(0, -9),
      'null',
      '[]',
      '{}',
      renderDrill({ ...good, at: 'x' }),
      line.replace('2.431', '"2"'),
      line.replace('"verified"', '"so"'),
    ];
    expect(parseDrills([...others, line, '', '\u0000\uffff'].join('\n'))).toEqual([good]);
  });

  test('of another database is not compared; where a drill knows no database, its project is', () => {
    const all = [
      drill('2026-01-01T00:00:00Z'),
      drill('2026-01-02T00:00:00Z', { database: 'b' }),
      drill('2026-01-03T00:00:00Z', { project: 'x' }),
    ];
    expect(alike(all, { project: 'notes', database: 'app' })).toEqual([all[0]]);
    expect(alike(all, { project: 'notes', database: '' })).toEqual([all[0], all[1]]);
  });
});

describe('the summary', () => {
  test('says first what came of the drill, then shows the last ten, newest first', () => {
    const all = days(12);
    const text = renderDrills(all[11] as Drill, all);
    expect(text.split('\n')[0]).toBe(
      '**The restore drill passed: `notes-app-20260102T030405Z-1a2b` was restored in 12.0 s, 8 tables with 4663 rows counted.**',
    );
    const rows = text.split('\n').filter((line) => line.startsWith('| 2026'));
    expect(rows).toHaveLength(10);
    expect(rows[0]).toBe(
      `| 2026-01-12 03:00:00 | \`notes-app-20260102T030405Z-1a2b\` | 12.000 s | 4663 | 1.2 MB | passed | [42](${run}) |`,
    );
    expect(rows[9]).toContain('| 3.000 s |');
  });

  test('draws the recovery times from two good drills on', () => {
    const [first, second] = days(2) as [Drill, Drill];
    const bad = failed('2026-01-01T12:00:00Z', 'restore-failed');
    expect(renderDrills(first, [first])).not.toContain('xychart');
    expect(renderDrills(bad, [first, bad])).not.toContain('xychart');
    expect(renderDrills(second, [first, bad, second])).toContain(
      [
        '```mermaid',
        'xychart-beta',
        '  title "Recovery time of notes/app"',
        '  x-axis ["01-01", "01-02"]',
        '  y-axis "seconds" 0 --> 2.2',
        '  line [1.000, 2.000]',
        '```',
      ].join('\n'),
    );
  });

  test('a failed drill says why, in text that starts nothing', () => {
    const bad = failed('2026-01-01T12:00:00Z', 'restore-failed');
    const text = renderDrills(bad, [bad], 'It cannot be restored: <img src=x> | [a](b)\nERROR');
    expect(text).toContain(
      '**The restore drill of `notes-app-20260102T030405Z-1a2b` failed: restore-failed.** It cannot be restored: &lt;img',
    );
    expect(text).toContain('\\| &#91;a](b)<br>ERROR');
    expect(text).toContain('| **restore-failed** |');
  });

  test('points have labels of their own, and only the page of a run is a link', () => {
    const near = ['2026-01-02T03:04:05.100Z', '2026-01-02T03:04:05.200Z', '2026-01-02T03:04:06.000Z'].map((at) => drill(at));
    expect(chart(near.slice(1), 'x')).toContain('["01-02 03:04:05", "01-02 03:04:06"]');
    expect(chart(near, 'x"]\n')).toMatch(/title "Recovery time of x___"\n {2}x-axis \["1", "2", "3"\]/);
    const odd = drill('2026-01-02T03:04:05Z', { run: 'javascript:alert(1)//actions/runs/1' });
    expect(renderDrills(odd, [odd])).toContain('| javascript:alert(1)//actions/runs/1 |');
  });
});

describe('the record', () => {
  let folder: string;
  const path = (): string => join(folder, drillsName);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-drills-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is appended, for its owner alone, and gives back what came before', async () => {
    const [first, second] = days(2) as [Drill, Drill];
    expect(await recordDrill(localShell(), folder, first)).toEqual([first]);
    expect(await recordDrill(localShell(), folder, second)).toEqual([first, second]);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readFileSync(path(), 'utf8')).toBe(`${renderDrill(first)}\n${renderDrill(second)}\n`);
  });

  test('ends a line that was torn before it', async () => {
    const [first, second] = days(2) as [Drill, Drill];
    await recordDrill(localShell(), folder, first);
    appendFileSync(path(), renderDrill(first).slice(0, 40));
    expect(await recordDrill(localShell(), folder, second)).toEqual([first, second]);
  });

  test('of many at once is whole for every one', async () => {
    const drills = days(12).map((one) => ({ ...one, reason: 'x'.repeat(9000) }));
    await Promise.all(drills.map((one) => recordDrill(localShell(), folder, one)));
    const found = parseDrills(readFileSync(path(), 'utf8'));
    expect([...found].sort((a, b) => a.at.localeCompare(b.at))).toEqual(drills);
    expect(readFileSync(path(), 'utf8').trimEnd().split('\n')).toHaveLength(12);
  }, 30_000);

  test('waits for another that is at the file', async () => {
    const [first, second] = days(2) as [Drill, Drill];
    await recordDrill(localShell(), folder, first);
    const other = localShell().start(['flock', path(), 'sh', '-c', 'echo held; cat; printf x >> "$1"', 'sh', path()]);
    await new Promise<void>((resolve) => other.stdout.once('data', () => resolve()));
    let recorded = false;
    const waiting = recordDrill(localShell(), folder, second).finally(() => {
      recorded = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(recorded).toBe(false);
    other.stdin.end();
    // What the other one left torn is ended, not continued.
    expect(await waiting).toEqual([first, second]);
    await other.done;
  });

  test('makes no folder, and says what it could not do', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(recordDrill(localShell(), nowhere, drill('2026-01-02T03:04:05Z'))).rejects.toThrow(/there is no such folder/);
    expect(existsSync(nowhere)).toBe(false);
  });

  test('reads no more than the end of a long file', async () => {
    const [first, second] = days(2) as [Drill, Drill];
    writeFileSync(path(), `${renderDrill(first)}\n${'x'.repeat(1024 * 1024)}`);
    expect(await recordDrill(localShell(), folder, second)).toEqual([second]);
  });
});
