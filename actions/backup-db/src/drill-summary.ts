import { block, cell, code, formatDuration, table } from '@slipway/action';
import { counted } from './content.ts';
import { alike, type Drill } from './drill.ts';
import { formatBytes } from './progress.ts';

const shown = 10;

/** What came of a drill, then how the last ones went: for the job summary. `all` holds the drill itself, oldest first. */
export function renderDrills(drill: Drill, all: readonly Drill[], why = ''): string {
  const last = alike(all, drill).slice(-shown);
  const parts = [decision(drill, why), history(last)];
  const proven = last.filter(({ outcome }) => outcome === 'verified');
  if (proven.length > 1) parts.push(chart(proven, [drill.project, drill.database].filter(Boolean).join('/')));
  return parts.join('\n\n');
}

function decision(drill: Drill, why: string): string {
  if (drill.outcome === 'failed')
    return `**The restore drill${drill.id ? ` of ${code(drill.id)}` : ''} failed: ${drill.reason ?? 'failed'}.** ${cell(why)}`;
  return `**The restore drill passed: ${code(drill.id)} was restored in ${formatDuration(drill.seconds * 1000)}, ${counted(drill.tables, 'table')} with ${counted(drill.rows, 'row')} counted.**`;
}

function history(drills: readonly Drill[]): string {
  const rows = [...drills]
    .reverse()
    .map((drill) => [
      cell(drill.at.slice(0, 19).replace('T', ' ')),
      drill.id ? code(drill.id) : 'none',
      drill.outcome === 'verified' ? `${drill.seconds.toFixed(3)} s` : '',
      drill.rows,
      formatBytes(drill.bytes),
      drill.outcome === 'verified' ? 'passed' : `**${cell(drill.reason ?? 'failed')}**`,
      link(drill.run),
    ]);
  return table(['drill (UTC)', 'backup', 'recovery', 'rows', 'size', 'outcome', 'run'], rows);
}

/** The file is not ours alone: only what is plainly the page of a run becomes a link. */
function link(run: string): string {
  const [, id] = /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+\/actions\/runs\/(\d+)$/.exec(run) ?? [];
  return id ? `[${id}](${run})` : cell(run);
}

/** The seconds of each recovery, as Mermaid draws them. */
export function chart(drills: readonly Drill[], of: string): string {
  const seconds = drills.map((drill) => drill.seconds);
  const lines = [
    'xychart-beta',
    `  title "Recovery time of ${of.replaceAll(/[^\w ./-]/g, '_')}"`,
    `  x-axis [${labels(drills)
      .map((label) => `"${label}"`)
      .join(', ')}]`,
    `  y-axis "seconds" 0 --> ${ceiling(Math.max(...seconds))}`,
    `  line [${seconds.map((value) => value.toFixed(3)).join(', ')}]`,
  ];
  return block(lines.join('\n'), 'mermaid');
}

/** Points of one label would be drawn on one another, so the labels are as long as it takes. */
function labels(drills: readonly Drill[]): readonly string[] {
  const times = drills.map(({ at }) => new Date(at).toISOString().slice(5, 19).replace('T', ' '));
  const candidates = [times.map((time) => time.slice(0, 5)), times.map((time) => time.slice(0, 11)), times];
  return candidates.find((found) => new Set(found).size === drills.length) ?? drills.map((_, index) => `${index + 1}`);
}

function ceiling(seconds: number): number {
  return Math.max(0.1, Math.ceil(seconds * 11) / 10);
}
