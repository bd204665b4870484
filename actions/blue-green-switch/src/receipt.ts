import { block, cell, formatDuration, table } from '@slipway/action';
import type { WatchFigures, WatchReport } from '@slipway/checks';
import type { Color } from '@slipway/docker';

/** What happened, in figures: the proof that a person keeps. */
export interface Receipt {
  readonly project: string;
  readonly outcome: string;
  /** Why it did not go through; absent where it did. */
  readonly why?: string;
  /** What ran by plain compose and was taken over first; absent where nothing was. */
  readonly takenOver?: string;
  readonly version: string;
  readonly previousVersion: string;
  readonly color: Color;
  readonly previousColor: Color | undefined;
  /** Service to image by digest. */
  readonly images: Readonly<Record<string, string>>;
  readonly previousImages: Readonly<Record<string, string>>;
  /** ISO 8601; when the order to move the traffic was given. */
  readonly switchedAt: string;
  /** Milliseconds from that order to its read-back, by the server's clock. */
  readonly switchMs: number;
  /** Milliseconds for which a service that may run only once answered nobody; 0 where there was no such. */
  readonly outageMs: number;
  readonly requests: number;
  readonly failed: number;
  /** Requests of the watch that began before the order, and after it. */
  readonly before: WatchFigures | undefined;
  readonly after: WatchFigures | undefined;
  /** Milliseconds after the order at which the old version was last asked, and the new one first answered. */
  readonly lastOldMs: number | undefined;
  readonly firstNewMs: number | undefined;
  readonly identity: string;
  readonly undo: string;
  /** ISO 8601; empty where it was not. */
  readonly undoArmedAt: string;
  readonly undoDisarmedAt: string;
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

/** An instant of the switch, told by the order to move the traffic. */
export function sinceOrder(ms: number | undefined): string {
  if (ms === undefined) return 'not seen';
  return ms < 0 ? `${-ms} ms before the order` : `${ms} ms after the order`;
}

const titles: Readonly<Record<string, string>> = { switched: 'serves', kept: 'serves and fails', 'rolled-back': 'was rolled back' };

export function titleOf(receipt: Receipt): string {
  return `${receipt.project}: ${receipt.version} ${titles[receipt.outcome] ?? receipt.outcome}`;
}

/** What the receipt says, as rows of plain text. */
export function rowsOf(receipt: Receipt): [label: string, value: string][] {
  const ms = (value: number | undefined): string => (value === undefined ? 'not seen' : `${value} ms`);
  const latency = (figures: WatchFigures | undefined): string =>
    figures?.p50 === undefined
      ? 'not seen'
      : `p50 ${ms(figures.p50)}, p99 ${figures.p99 === undefined ? 'unsaid below 100 answers' : ms(figures.p99)} (n=${figures.requests})`;
  const before = receipt.previousVersion ? `, before ${receipt.previousVersion} on ${receipt.previousColor ?? ''}` : ', the first release';
  return [
    ...(receipt.why ? [['Why', receipt.why] as [string, string]] : []),
    ['Version', `${receipt.version} on ${receipt.color}${before}`],
    ...(receipt.takenOver ? [['Taken over first', receipt.takenOver] as [string, string]] : []),
    ...(receipt.switchedAt ? [['Switched at', receipt.switchedAt] as [string, string]] : []),
    ['Requests of the watch', `${receipt.requests}, failed ${receipt.failed}`],
    ...(receipt.previousVersion
      ? [
          ['Old version last asked, new one first answered', `${sinceOrder(receipt.lastOldMs)}, ${sinceOrder(receipt.firstNewMs)}`] as [
            string,
            string,
          ],
        ]
      : []),
    ['Switch', `${receipt.switchMs} ms from the order to its read-back`],
    ...(receipt.outageMs > 0 ? [['Outage of what may run only once', `${receipt.outageMs} ms`] as [string, string]] : []),
    ...(receipt.previousVersion ? [['Latency before', latency(receipt.before)] as [string, string]] : []),
    ['Latency after', latency(receipt.after)],
    ...(receipt.identity ? [['Identity', receipt.identity] as [string, string]] : []),
    ['Undo', receipt.undo],
    ...(receipt.undoArmedAt
      ? [['Undo armed, disarmed', `${receipt.undoArmedAt}, ${receipt.undoDisarmedAt || 'not'}`] as [string, string]]
      : []),
    ...Object.entries(receipt.images).map(([service, image]): [string, string] => [
      `Image of ${service}`,
      imageRow(image, receipt.previousImages[service]),
    ]),
  ];
}

function imageRow(image: string, previous: string | undefined): string {
  return previous === undefined || previous === image ? image : `${image}, before ${previous}`;
}

/** The receipt for people: decision, table, timeline, and the command to copy. */
export function renderReceipt(receipt: Receipt): string {
  const rows = rowsOf(receipt).map(([label, value]) => [cell(label), cell(value)]);
  const parts = [`### ${cell(titleOf(receipt))}`, table(['', ''], rows), timeline(receipt.steps)];
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
