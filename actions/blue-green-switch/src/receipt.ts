import { block, cell, code, formatDuration, table } from '@slipway/action';
import type { WatchReport } from '@slipway/checks';
import type { Color } from '@slipway/docker';

/** What happened, in figures: the proof that a person keeps. */
export interface Receipt {
  readonly project: string;
  readonly outcome: string;
  readonly version: string;
  readonly previousVersion: string;
  readonly color: Color;
  readonly previousColor: Color | undefined;
  /** Service to image by digest. */
  readonly images: Readonly<Record<string, string>>;
  /** ISO 8601; when the order to move the traffic was given. */
  readonly switchedAt: string;
  /** Milliseconds from that order to its read-back. */
  readonly switchMs: number;
  readonly requests: number;
  readonly failed: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  /** Milliseconds after the order at which the old version was last asked, and the new one first answered. */
  readonly lastOldMs: number | undefined;
  readonly firstNewMs: number | undefined;
  readonly identity: string;
  readonly undo: string;
  readonly steps: readonly Timing[];
  readonly rollbackCommand: string;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/** Last old and first new answer relative to the order, from what the watch saw. */
export function overlap(report: WatchReport, previous: string, next: string, orderedAt: number): Pick<Receipt, 'lastOldMs' | 'firstNewMs'> {
  const old = report.byVersion[previous];
  const fresh = report.byVersion[next];
  return {
    lastOldMs: old && previous !== next ? Math.round(old.lastStart - orderedAt) : undefined,
    firstNewMs: fresh ? Math.round(fresh.firstEnd - orderedAt) : undefined,
  };
}

/** The receipt for people: decision, table, timeline, and the command to copy. */
export function renderReceipt(receipt: Receipt): string {
  const figure = (ms: number | undefined): string => (ms === undefined ? 'not seen' : `${ms} ms`);
  const rows: [string, string][] = [
    [
      'Version',
      `${code(receipt.version)} on ${receipt.color}${receipt.previousVersion ? `, before ${code(receipt.previousVersion)}` : ', the first release'}`,
    ],
    ['Requests of the watch', `${receipt.requests}, failed ${receipt.failed}`],
    ['Old version last asked, new one first answered', `${figure(receipt.lastOldMs)}, ${figure(receipt.firstNewMs)} after the order`],
    ['Switch', `${receipt.switchMs} ms from the order to its read-back`],
    ['Latency', `p50 ${figure(receipt.p50)}, p95 ${figure(receipt.p95)} (n=${receipt.requests})`],
    ['Identity', cell(receipt.identity)],
    ['Undo', cell(receipt.undo)],
    ...Object.entries(receipt.images).map(([service, image]): [string, string] => [cell(service), code(image)]),
  ];
  const title =
    receipt.outcome === 'switched'
      ? `${receipt.project}: ${receipt.version} serves`
      : `${receipt.project}: ${receipt.version} was rolled back`;
  const parts = [`### ${cell(title)}`, table(['', ''], rows), timeline(receipt.steps)];
  if (receipt.rollbackCommand) parts.push('To go back:', block(receipt.rollbackCommand, 'sh'));
  return parts.join('\n\n');
}

/** A Gantt chart of the steps as Mermaid draws it. */
export function timeline(steps: readonly Timing[]): string {
  const first = steps[0]?.start ?? 0;
  const lines = steps.map((step) => {
    const length = Math.max(1, step.end - step.start);
    return `  ${step.name.replaceAll(/[:;#,\s]+/g, ' ')} (${formatDuration(length)}) :${step.start - first}, ${length}ms`;
  });
  return block(['gantt', '  dateFormat x', '  axisFormat %M:%S', ...lines].join('\n'), 'mermaid');
}
