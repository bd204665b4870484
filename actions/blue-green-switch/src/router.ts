import type { Color } from '@slipway/docker';

/** Where the traffic goes now, and where it would go after a restart of the router. */
export interface Route {
  /** Colour that gets the traffic; undefined where no release is live. */
  readonly live: Color | undefined;
  /** The live colour is on trial: requests that it cannot take go to the other one. */
  readonly trial: boolean;
  /** Colour on the router's disk: what a release confirmed. */
  readonly confirmed: Color | undefined;
}

/** Moves traffic; never starts anything. */
export interface Router {
  /**
   * Makes the router know both colours' addresses. Established traffic is not touched.
   * @throws Failure `router-change` where the compose file would change ports or addresses that the live colour serves on
   */
  prepare(live: Color | undefined): Promise<void>;
  read(): Promise<Route>;
  /**
   * Moves all traffic at once to a colour on trial, for as long as the router runs: a restart returns to the confirmed colour.
   * @throws Failure `router-failed` where something else than `expected` is live, or the read-back differs
   */
  try(color: Color, expected: Color | undefined): Promise<void>;
  /** Moves all traffic to a colour, off trial, for as long as the router runs: the first thing of every way back. */
  route(color: Color | undefined): Promise<void>;
  /** Moves all traffic to a colour, off trial, also after a restart of the router. */
  confirm(color: Color | undefined): Promise<void>;
  /** Whether the router sees every server of the colour, as it would on trial. */
  reachable(color: Color): Promise<boolean>;
  /** Requests that the colour still answers. */
  inflight(color: Color): Promise<number>;
  /** How often the router saw servers of the colour fail while it was on trial, since the router started. */
  failures(color: Color): Promise<number>;
}
