import { formatDuration } from '../../packages/action/src/duration.ts';
import { block, cell, code, table } from '../../packages/action/src/markdown.ts';
import type { DemoReceipt, DemoRelease, Span } from './receipt.ts';
import { totals } from './receipt.ts';
import { backupSentence, count, migrationSentence, milliseconds, notesSentence, outcomeWords, safetyNet, story, verdict } from './words.ts';

/** The receipt as Markdown, with a timeline that GitHub draws. */
export function renderMarkdown(receipt: DemoReceipt): string {
  const head = ['version', 'outcome', 'requests', 'failed', 'first new', 'last old', 'notes missing'];
  const rows = receipt.releases.map((release) => [
    code(release.version),
    outcomeWords[release.outcome],
    count(release.requests),
    count(release.failed),
    release.series.length > 0 ? milliseconds(release.firstNewMs) : '',
    release.series.length > 0 ? milliseconds(release.lastOldMs) : '',
    `${count(release.notes.missing)} of ${count(release.notes.acknowledged)}`,
  ]);
  const { version, commit } = receipt.slipway;
  const parts = [
    '# Slipway release receipt',
    `**${cell(verdict(receipt))}** ${cell(notesSentence(totals(receipt).notes))}`,
    table(head, rows),
    ...receipt.releases.map(section),
    `Made on ${receipt.madeAt} in ${formatDuration(receipt.seconds * 1000)} by Slipway ${cell(version)}${commit ? `, commit ${code(commit)}` : ''}. First new and last old are milliseconds from the order to switch, as users saw it.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(release: DemoRelease): string {
  const { backup, migration, images, scan, identity, rollbackCommand, message, reason, latency } = release;
  const rows: [string, string][] = [];
  if (message) rows.push(['What happened', `${cell(message)} (${code(reason)})`]);
  if (backup) rows.push(['Backup', `${code(backup.id)}: ${cell(backupSentence(backup))}`]);
  if (migration) rows.push(['Database', cell(migrationSentence(migration))]);
  if (latency) rows.push(['Answers', `typically ${milliseconds(latency.p50)}, slowest of 100 ${milliseconds(latency.p99)}`]);
  if (identity) rows.push(['Proof of version', cell(identity)]);
  const net = safetyNet(release);
  if (net) rows.push(['Safety net', cell(net)]);
  for (const [service, image] of Object.entries(images)) {
    rows.push([`Image ${cell(service)}`, `${code(image)}${scan[service] ? `; ${cell(scan[service])}` : ''}`]);
  }
  const parts = [`## ${cell(release.version)}: ${outcomeWords[release.outcome].toLowerCase()}`, cell(story(release))];
  if (rows.length > 0) parts.push(table(['', ''], rows));
  if (release.timeline.length > 0) parts.push(mermaid(release.timeline));
  if (rollbackCommand) parts.push('To go back:', block(rollbackCommand, 'sh'));
  return parts.join('\n\n');
}

/** A Gantt chart. Names lose what Mermaid reads as its own marks. */
export function mermaid(timeline: readonly Span[]): string {
  const ordered = [...timeline].sort((a, b) => a.start - b.start);
  const first = ordered[0]?.start ?? 0;
  const lines = ordered.map(({ name, start, end }) => {
    const length = Math.max(1, Math.round(end - start));
    return `  ${name.replaceAll(/[^\w .-]/g, ' ')} (${formatDuration(length)}) :${Math.round(start - first)}, ${length}ms`;
  });
  return block(['gantt', '  dateFormat x', '  axisFormat %M:%S', ...lines].join('\n'), 'mermaid');
}
