import type { Compared, Figures, RatioLimits } from './measurement.ts';

/** Milliseconds that no user feels and no clock on a shared machine can tell apart: 2 ms beside 1 ms is not twice as slow. */
const slack = 5;

const figures = ['p50', 'p95', 'p99', 'errorRate'] as const;

/** The figures of the other address beside our own. */
export function compareSeries(url: string, own: Figures, other: Figures): Compared {
  const ratios = figures.flatMap((name) => {
    const [mine, theirs] = [own[name], other[name]];
    return mine === undefined || theirs === undefined || theirs === 0 ? [] : [[name, Math.round((mine / theirs) * 100) / 100] as const];
  });
  return { ...other, url, ratio: Object.fromEntries(ratios) };
}

/** What is worse than the limits allow, one sentence without its full stop for each. */
export function regressions(own: Figures, { url, ...other }: Compared, limits: RatioLimits): readonly string[] {
  return figures.flatMap((name) => {
    const [limit, mine, theirs] = [limits[name], own[name], other[name]];
    if (limit === undefined || mine === undefined || theirs === undefined) return [];
    const worse = mine > theirs * limit && (name === 'errorRate' || mine - theirs >= slack);
    if (!worse) return [];
    const write = (value: number): string => (name === 'errorRate' ? `${Number((value * 100).toFixed(2))} %` : `${value} ms`);
    return [
      `${name === 'errorRate' ? 'the error rate' : name} is ${write(mine)} and ${write(theirs)} at ${url}, and at most ${limit} times that is allowed`,
    ];
  });
}
