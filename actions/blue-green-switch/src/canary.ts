import { Failure, formatDuration } from '@slipway/action';
import { type WatchReport, watch } from '@slipway/checks';
import type { Color } from '@slipway/docker';
import { trouble } from './bake.ts';
import type { Question } from './checks.ts';
import type { Pair, Share } from './options.ts';
import { frontOf, type Trial } from './trial.ts';
import type { Work } from './work.ts';

/** How much slower the new colour may answer than the old one in the same minutes: a factor, and milliseconds that never matter. */
export const slower = { factor: 2, slack: 50 };

/**
 * Holds a share under watch: both colours are asked at the same rate on their own addresses in the same window, and the new one must not do worse.
 * @throws Failure `bake-failed`
 */
export async function hold(
  work: Work,
  trial: Trial,
  pair: Pair,
  question: Question | undefined,
  share: Share,
): Promise<Readonly<Record<string, unknown>>> {
  const { host } = work;
  host.log.info(
    `${pair.idle} serves ${share.share} % under watch for ${formatDuration(share.hold)}, held against ${pair.live ?? 'nothing'}.`,
  );
  const colors = pair.live === undefined ? [pair.idle] : [pair.idle, pair.live];
  const watches = await Promise.all(colors.map((color) => watchColor(work, color, question, share.hold)));
  const until = host.clock.now() + share.hold;
  try {
    for (;;) {
      const sign = await trouble(work, trial, pair.idle);
      if (sign) throw new Failure('bake-failed', `The new version failed at ${share.share} % of the traffic: ${sign}.`);
      const left = until - host.clock.now();
      if (left <= 0) break;
      await host.clock.sleep(Math.min(500, left));
    }
  } finally {
    await Promise.all(watches.map((one) => one?.stop()));
  }
  const [fresh, old] = await Promise.all(watches.map((one) => one?.stop()));
  const worse = fresh && old ? compare(fresh, old) : undefined;
  if (worse)
    throw new Failure(
      'bake-failed',
      `The new version does worse than ${pair.live ?? 'the old one'} at ${share.share} % of the traffic: ${worse}.`,
    );
  return { requests: fresh?.requests ?? 0, failed: fresh?.failed ?? 0, p95: fresh?.p95, 'p95-before': old?.p95 };
}

async function watchColor(
  work: Work,
  color: Color,
  question: Question | undefined,
  time: number,
): Promise<ReturnType<typeof watch> | undefined> {
  const published = frontOf(work, question);
  if (!published) return undefined;
  const there = work.runtime.address(color, published);
  const address = await work.shell.reach(there);
  const base = 'path' in there ? 'http://localhost' : `http://${there.host}:${there.port}`;
  return watch({ url: `${base}${question?.path ?? '/'}`, address, timeout: 5000 }, { rate: 10, maxDuration: time + 60_000 }, work.host);
}

/** Why the new colour does worse than the old one, or undefined. A new version without an answer is worse than anything. */
export function compare(fresh: WatchReport, old: WatchReport): string | undefined {
  if (fresh.requests === 0) return 'nothing of it was measured';
  const share = (report: WatchReport): number => (report.requests === 0 ? 0 : report.failed / report.requests);
  if (share(fresh) > share(old)) return `${fresh.failed} of ${fresh.requests} requests failed, before ${old.failed} of ${old.requests}`;
  if (fresh.p95 !== undefined && old.p95 !== undefined && fresh.p95 > old.p95 * slower.factor + slower.slack)
    return `p95 ${Math.round(fresh.p95)} ms, where the old version answers in ${Math.round(old.p95)} ms`;
  return undefined;
}
