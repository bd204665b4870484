import { block, cell, code, formatDuration, table } from '@slipway/action';
import { sinceOrder, type Timing, timeline } from '@slipway/blue-green-switch';

/** A backup that a release made of one database. */
export interface ReleaseBackup {
  readonly database: string;
  readonly id: string;
  /** Level of its proof. */
  readonly verified: string;
  readonly size: number;
  readonly rows: number;
  readonly tables: number;
}

/** What one release did, in figures. */
export interface ReleaseReceipt {
  readonly project: string;
  readonly environment: string;
  readonly version: string;
  /** Full commit; empty where none is known. */
  readonly commit: string;
  readonly previousVersion: string;
  readonly outcome: 'released' | 'rolled-back' | 'failed' | 'unchanged';
  readonly reason: string;
  readonly live: string;
  readonly images: Readonly<Record<string, string>>;
  readonly scan: Readonly<Record<string, string>>;
  /** The first one, and with it every one. */
  readonly backup: (ReleaseBackup & { readonly all: readonly ReleaseBackup[] }) | undefined;
  readonly migration:
    | {
        readonly from: string;
        readonly to: string;
        readonly applied: readonly string[];
        /** `true`, `false`, or `unknown`: the journal's word for the switches that come after. */
        readonly oldCodeCompatible: string;
        /** Revisions that wait for phase contract. */
        readonly remaining: readonly string[];
        /** What a rehearsal showed, in a sentence or two; undefined without one. */
        readonly rehearsed: string | undefined;
      }
    | undefined;
  readonly requests: number;
  readonly failed: number;
  readonly lastOldMs: number | undefined;
  readonly firstNewMs: number | undefined;
  readonly switchedAt: string;
  /** Milliseconds for which a service that may run only once answered nobody; 0 where there was no such. */
  readonly outageMs: number;
  readonly identity: string;
  readonly undo: string;
  readonly steps: readonly { readonly name: string; readonly seconds: number }[];
  readonly timeline: readonly Timing[];
  readonly rollbackCommand: string;
}

const headlines: Readonly<Record<ReleaseReceipt['outcome'], string>> = {
  released: 'is released',
  'rolled-back': 'was rolled back',
  failed: 'was not released',
  unchanged: 'is live already',
};

function servingNow({ live, outcome, version, previousVersion }: ReleaseReceipt): string {
  if (!live) return 'what served before: no traffic was moved';
  if (live === 'unknown') return 'not seen: the server could not be told what to do, or not be asked; what is known stands below';
  const on = (name: string): string => `${code(short(name))} on ${live}`;
  if (outcome === 'released') return `${on(version)}${previousVersion ? `, before ${code(short(previousVersion))}` : ''}`;
  if (outcome === 'unchanged') return on(version);
  return previousVersion ? on(previousVersion) : live;
}

/** A commit as people call it. */
function short(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}

const backupRows = (all: readonly ReleaseBackup[]): [string, string][] =>
  all.map(({ database, id, verified, rows, tables }) => [
    all.length > 1 ? `Backup of ${cell(database)}` : 'Backup',
    `${code(id)}, proven by ${cell(verified)}: ${tables} tables, ${rows} rows`,
  ]);

/** The job summary: the decision first, one table, the timeline, the command to go back. */
export function renderRelease(receipt: ReleaseReceipt): string {
  const rows: [string, string][] = [['Serving now', servingNow(receipt)]];
  for (const [service, image] of Object.entries(receipt.images))
    rows.push([`Image ${cell(service)}`, `${code(image)}${receipt.scan[service] ? `; ${cell(receipt.scan[service])}` : ''}`]);
  rows.push(...backupRows(receipt.backup?.all ?? []));
  if (receipt.migration) {
    const { from, to, applied, remaining, rehearsed } = receipt.migration;
    const left = remaining.length > 0 ? `; for phase contract: ${remaining.map(code).join(', ')}` : '';
    rows.push(['Database', `${applied.length > 0 ? `${code(from)} to ${code(to)}` : `at ${code(to)}, nothing pending`}${left}`]);
    if (rehearsed) rows.push(['Rehearsal', rehearsed]);
  }
  if (receipt.switchedAt) {
    rows.push(['Watched requests', `${receipt.requests}, failed ${receipt.failed}`]);
    rows.push(['Old version last asked, new one first answered', `${sinceOrder(receipt.lastOldMs)}, ${sinceOrder(receipt.firstNewMs)}`]);
  }
  if (receipt.outageMs > 0) rows.push(['Outage of what may run only once', formatDuration(receipt.outageMs)]);
  if (receipt.identity) rows.push(['Identity', cell(receipt.identity)]);
  if (receipt.undo) rows.push(['Undo', cell(receipt.undo)]);
  if (receipt.reason) rows.push(['Reason', code(receipt.reason)]);
  const title = `### ${cell(`${receipt.project} ${receipt.environment}: ${short(receipt.version)} ${headlines[receipt.outcome]}`)}`;
  const parts = [title, table(['', ''], rows)];
  if (receipt.timeline.length > 0) parts.push(timeline(receipt.timeline));
  if (receipt.rollbackCommand) parts.push('To go back:', block(receipt.rollbackCommand, 'sh'));
  return parts.join('\n\n');
}

export function secondsOf(timings: readonly Timing[]): ReleaseReceipt['steps'] {
  return timings.map(({ name, start, end }) => ({ name, seconds: Math.round((end - start) / 10) / 100 }));
}

export function describeTimings(timings: readonly Timing[]): string {
  return timings.map(({ name, start, end }) => `${name} ${formatDuration(end - start)}`).join(', ');
}
