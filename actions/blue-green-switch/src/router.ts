import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';
import type { Program } from './program.ts';
import type { Route, Word } from './route.ts';

/** What a router is able to do. */
export interface Abilities {
  /** `percent`: a canary can have a share of the traffic. */
  readonly weights: 'binary' | 'percent';
  /** After a restart of the router or the server, before anything of ours ran: `confirmed`, or what was `set` last. */
  readonly restart: 'confirmed' | 'set';
  /** Whether the old colour takes over at once where the one on trial fails. */
  readonly reserve: boolean;
  /** `observed`: `inflight` is what the router counts; `timed`: it cannot tell, so the old colour gets the whole drain timeout. */
  readonly drain: 'observed' | 'timed';
  /** What a switch does to WebSockets that are open. */
  readonly websockets: 'kept' | 'cut';
  /** What a switch does to a connection that was opened just before it; kept unless said. */
  readonly fresh?: 'kept' | 'cut';
}

/** Where users come in while a stack that already serves on the published ports is taken over, or given back. */
export interface Entrance {
  readonly at: 'beside' | 'both';
  /** Published port to the port beside it; a published port without one is entered by itself. */
  readonly beside: Readonly<Record<number, number>>;
}

/** One kind of router on the target. It moves traffic and never starts anything. Its `program` is what a switch, a confirm and the armed undo run. */
export interface RouterAdapter {
  readonly kind: string;
  readonly abilities: Abilities;
  readonly program: Program;
  /**
   * Makes the router know both colours' addresses. Established traffic is not touched.
   * @param live the colour that serves now: where it is served must not change
   * @throws Failure `router-setup`, `router-config`, `router-change`, `port-taken`
   */
  prepare(live: Color | undefined): Promise<void>;
  /** For routers that can take the published ports over from something that serves on them. */
  readonly takeover?: Takeover;
  /** A faster way to the answers of the program's `route_read` and `route_kept`, where there is one. */
  words?(): Promise<{ readonly now: string; readonly kept: string }>;
  /** Where users of a published port are served, as the server sees it; `host` is the name to ask for, where the router decides by it. */
  front(published: Published): { readonly address: Address; readonly url: string; readonly host?: string };
  /** Whether the router sees every server of the colour, as it would on trial; true where it cannot tell. */
  reachable(color: Color): Promise<boolean>;
  /** Requests that the colour still answers; undefined where the router cannot tell. */
  inflight(color: Color): Promise<number | undefined>;
  /** How often the router saw servers of the colour fail while it was on trial, since the router started; 0 where it cannot tell. */
  failures(color: Color): Promise<number>;
}

/** What a router does for a takeover beside `prepare`. */
export interface Takeover {
  /** Brings the router up, where it is ours to run. */
  ready?(): Promise<void>;
  /** Ports beside the given ones that nobody uses. Changes nothing. */
  choose(ports: readonly number[]): Promise<Readonly<Record<number, number>>>;
  /**
   * Lets users in by the given entrance, or by the published ports alone where none is given. Connections that came in otherwise are kept.
   * @param when `boot` only says what a restart of the router comes up with
   * @throws Failure `router-config`, `router-failed`; the entrance before is in place then
   */
  enter(entrance: Entrance | undefined, when?: 'boot'): Promise<void>;
  /** Connections that came in beside since the router was loaded. */
  arrived(): Promise<number>;
  /** Takes everything of the application out of the router. Connections that are open are served until they end. */
  leave(): Promise<void>;
  /** Connections that are open still, although the router that accepted them was replaced; undefined where nobody can tell right now. */
  lingering(): Promise<number | undefined>;
}

/** A router as the engine uses it: an adapter whose changes are compare-and-swap, read back, and made in one step on the server. */
export interface Router extends Omit<RouterAdapter, 'words'> {
  read(): Promise<Route>;
  /**
   * Moves traffic to a word, where the router still routes by `expected`.
   * @returns milliseconds from the order to its read-back, by the server's clock
   * @throws Failure `router-failed` where something else than `expected` is live, or the read-back differs
   */
  move(expected: Word, to: Word): Promise<number>;
  /** Moves all traffic to a colour, off trial, whatever routes now: the first thing of every way back. */
  route(color: Color | undefined): Promise<void>;
  /**
   * Claims the undo's token, makes the colour what a restart comes back to, and takes it off trial: in one step on the server. A run that is lost on
   * the way leaves the undo, which acts when its time is over, or the confirmed route.
   * @param undo folder of the armed undo
   * @param expected by which the router must still route; unless given, whatever does is replaced
   * @throws Failure `undo-fired`, `router-failed`
   */
  confirm(color: Color | undefined, options?: { readonly undo?: string; readonly expected?: Word }): Promise<void>;
}
