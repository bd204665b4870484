import type { Failure, Second } from '../load/result.ts';

/** What the demo proves, in figures. Written as receipt.json; every other form of the receipt is made from this. */
export interface DemoReceipt {
  readonly releases: readonly DemoRelease[];
  readonly slipway: { readonly version: string; readonly commit?: string };
  /** ISO 8601. */
  readonly madeAt: string;
  /** From the first container to the last note read back. */
  readonly seconds: number;
  readonly load: { readonly clients: number; readonly rate: number };
}

export type Outcome = 'released' | 'rolled-back' | 'failed';

export interface DemoRelease {
  readonly version: string;
  /** The version that served before; empty for the first release. */
  readonly previous: string;
  readonly outcome: Outcome;
  /** The action's reason word and its sentence, where it was not released. */
  readonly reason: string;
  readonly message: string;
  /** What the users sent from before the release until after it; 0 where nobody was there yet. */
  readonly requests: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  readonly series: readonly Second[];
  /** Milliseconds since 1970 at which the first second of `series` begins; null without load. */
  readonly loadStarted: number | null;
  /** What each version answered, in the order in which users saw it. */
  readonly served: readonly Served[];
  /** ISO 8601; when traffic was ordered to the new version. Empty where it never was, or where that is not known. */
  readonly switchedAt: string;
  /** As users saw it, milliseconds from `switchedAt`: start of the old version's last request, end of the new version's first. */
  readonly lastOldMs: number | null;
  readonly firstNewMs: number | null;
  readonly steps: readonly { readonly name: string; readonly seconds: number }[];
  /** The same steps with their instants, milliseconds since 1970. */
  readonly timeline: readonly Span[];
  readonly notes: { readonly acknowledged: number; readonly missing: number };
  readonly backup: Backup | null;
  readonly migration: { readonly from: string; readonly to: string; readonly applied: readonly string[] } | null;
  /** Service to image by digest, and to one line about its scan. */
  readonly images: Readonly<Record<string, string>>;
  readonly scan: Readonly<Record<string, string>>;
  readonly identity: string;
  readonly undo: string;
  readonly rollbackCommand: string;
}

export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Backup {
  readonly id: string;
  readonly verified: string;
  readonly size: number;
  readonly rows: number;
  readonly tables: number;
}

export interface Served {
  readonly version: string;
  readonly requests: number;
  /** Milliseconds since 1970: end of its first answer, and start of the last request that it answered. */
  readonly first: number;
  readonly last: number;
}

/** What was promised for each version, against which a receipt is held. */
export interface Promised {
  readonly version: string;
  readonly outcome: Outcome;
  /** Fewest requests that users must have sent; 0 where none are expected. */
  readonly requests: number;
}

/** Everything in which a receipt falls short of what was promised; empty where the demo did what it says. */
export function shortfalls(receipt: Pick<DemoReceipt, 'releases'>, promised: readonly Promised[]): string[] {
  return promised.flatMap((promise) => {
    const release = receipt.releases.find(({ version }) => version === promise.version);
    if (!release) return [`${promise.version} was not attempted`];
    const { version, outcome, requests, failed, notes } = release;
    return [
      ...(outcome === promise.outcome ? [] : [`${version} ended as ${outcome}, not ${promise.outcome}`]),
      ...(failed === 0 ? [] : [`${failed} of ${requests} requests failed during ${version}`]),
      ...(requests >= promise.requests ? [] : [`only ${requests} requests were sent during ${version}, not ${promise.requests}`]),
      ...(notes.missing === 0 ? [] : [`${notes.missing} of ${notes.acknowledged} acknowledged notes are missing after ${version}`]),
    ];
  });
}

export interface Totals {
  readonly released: number;
  readonly rolledBack: number;
  readonly unsuccessful: number;
  readonly requests: number;
  readonly failed: number;
  /** Acknowledged since the first release, and those of them that did not come back after the last one. */
  readonly notes: DemoRelease['notes'];
}

export function totals(receipt: Pick<DemoReceipt, 'releases'>): Totals {
  const { releases } = receipt;
  const count = (outcome: Outcome): number => releases.filter((release) => release.outcome === outcome).length;
  const sum = (of: (release: DemoRelease) => number): number => releases.reduce((total, release) => total + of(release), 0);
  return {
    released: count('released'),
    rolledBack: count('rolled-back'),
    unsuccessful: count('failed'),
    requests: sum((release) => release.requests),
    failed: sum((release) => release.failed),
    notes: releases.at(-1)?.notes ?? { acknowledged: 0, missing: 0 },
  };
}
