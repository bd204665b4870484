import type { Color } from '@slipway/docker';

/**
 * The word by which a router routes, the same for every router: `none`; a colour that stands alone; a colour on trial, which gets all traffic with
 * the other one as its reserve where the router can do that; or a colour on trial that gets a share of 1 to 99 percent of it.
 */
export type Word = 'none' | Color | `${Color}_trial` | `${Color}_${number}`;

/** Where the traffic goes now, and where it would go after a restart of the router. */
export interface Route {
  /** Colour that gets the traffic, or the share of it that is on trial; undefined where no release is live. */
  readonly live: Color | undefined;
  /** The live colour is on trial: what is confirmed is another, or it takes over where the live one fails. */
  readonly trial: boolean;
  /** Percent of the traffic that the live colour gets: 100 but for a canary. */
  readonly share: number;
  /** Colour that a restart of the router, or the next run, returns to: what a release confirmed. */
  readonly confirmed: Color | undefined;
}

/** The colour and its part that a word gives traffic to; undefined for text that is no word. */
export function parseWord(text: string): Pick<Route, 'live' | 'trial' | 'share'> | undefined {
  if (text === 'none') return { live: undefined, trial: false, share: 100 };
  const [, color, part] = /^(blue|green)(?:_(trial|[1-9]\d?))?$/.exec(text) ?? [];
  if (color === undefined) return undefined;
  const share = part === undefined || part === 'trial' ? 100 : Number(part);
  return { live: color as Color, trial: part !== undefined, share };
}

/** The word for a colour on trial with a share of 1 to 100 percent. */
export function trialWord(color: Color, share = 100): Word {
  return share === 100 ? `${color}_trial` : `${color}_${share}`;
}

export function wordOf(route: Pick<Route, 'live' | 'trial' | 'share'>): Word {
  if (route.live === undefined) return 'none';
  return route.trial ? trialWord(route.live, route.share) : route.live;
}

/** @param kept the word that a restart would come back to; a trial is never kept */
export function routeOf(now: string, kept: string): Route {
  const { live, trial, share } = parseWord(now) ?? { live: undefined, trial: false, share: 100 };
  const confirmed = parseWord(kept);
  return { live, trial, share, confirmed: confirmed && !confirmed.trial ? confirmed.live : undefined };
}
