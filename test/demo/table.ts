import { formatDuration } from '../../packages/action/src/duration.ts';
import { type DemoReceipt, type DemoRelease, totals } from './receipt.ts';
import { backupSentence, count, milliseconds, notesSentence, outcomeWords, plainStep, verdict } from './words.ts';

type Row = readonly [name: string, ...values: string[]];

/** The receipt on a terminal: a column for each version. */
export function renderTable(receipt: Pick<DemoReceipt, 'releases'>): string {
  const { releases } = receipt;
  const row = (name: string, of: (release: DemoRelease) => string): Row => [name, ...releases.map(of)];
  const steps = [...new Set(releases.flatMap((release) => release.steps.map((step) => plainStep(step.name))))];
  const rows: (Row | undefined)[] = [
    row('', (release) => release.version),
    undefined,
    row('outcome', (release) => outcomeWords[release.outcome].toLowerCase()),
    row('requests', ({ requests, series }) => (series.length > 0 ? count(requests) : 'no users yet')),
    row('failed', ({ failed, series }) => (series.length > 0 ? count(failed) : '')),
    row('first new', (release) => fromSwitch(release, release.firstNewMs)),
    row('last old', (release) => fromSwitch(release, release.lastOldMs)),
    row('answer, typical', ({ latency }) => (latency ? milliseconds(latency.p50) : '')),
    row('answer, 99 of 100', ({ latency }) => (latency ? milliseconds(latency.p99) : '')),
    row('notes missing', ({ notes }) => `${count(notes.missing)} of ${count(notes.acknowledged)}`),
    undefined,
    ...steps.map((step) => row(step, (release) => secondsOf(release, step))),
    row('together', (release) => formatDuration(release.steps.reduce((sum, step) => sum + step.seconds * 1000, 0))),
  ];
  const proofs = releases.flatMap(({ version, backup }) =>
    backup ? [`backup before ${version}: ${backup.id}`, `  ${backupSentence(backup)}`] : [],
  );
  const back = releases.findLast((release) => release.rollbackCommand)?.rollbackCommand;
  const parts = [align(rows), ...(proofs.length > 0 ? [proofs.join('\n')] : []), ...(back ? [`to go back: ${back}`] : [])];
  return [...parts, `${verdict(receipt)}\n${notesSentence(totals(receipt).notes)}`].join('\n\n');
}

function fromSwitch(release: DemoRelease, ms: number | null): string {
  return release.series.length > 0 ? milliseconds(ms) : '';
}

function secondsOf(release: DemoRelease, step: string): string {
  const times = release.steps.filter(({ name }) => plainStep(name) === step);
  return times.length > 0 ? formatDuration(times.reduce((sum, { seconds }) => sum + seconds * 1000, 0)) : '';
}

/** Columns as wide as their widest word; `undefined` is a rule. */
function align(rows: readonly (Row | undefined)[]): string {
  const columns = Math.max(...rows.map((row) => row?.length ?? 0));
  const widths = Array.from({ length: columns }, (_, index) => Math.max(...rows.map((row) => row?.[index]?.length ?? 0)));
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 3, -3));
  const line = (row: Row): string =>
    widths
      .map((width, index) => (row[index] ?? '').padEnd(width))
      .join('   ')
      .trimEnd();
  return rows.map((row) => (row ? line(row) : rule)).join('\n');
}
