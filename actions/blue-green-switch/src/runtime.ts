import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** One release as a colour runs it. */
export interface Release {
  readonly version: string;
  /** Service to what it runs: an image by digest, or where the runtime has no images the id of a release folder. */
  readonly images: Readonly<Record<string, string>>;
  /** It was confirmed before: what runs once for a release did its work. */
  readonly repeated?: boolean;
}

/** A program of a colour, whatever runs it: a container or a unit. */
export interface Instance {
  readonly id: string;
  /** As people know it: a container's or a unit's name. */
  readonly name: string;
  readonly service: string;
  readonly version: string;
  readonly image: string;
  /** `running` where it runs; otherwise the runtime's own word, like `exited` or `failed`. */
  readonly status: string;
  /** `healthy`, `unhealthy`, `starting`; undefined where nothing checks it. */
  readonly health: string | undefined;
  readonly exitCode: number;
  readonly restarts: number;
  readonly startedAt: string;
  /** Does not run, and need not: it did its work, or it starts when the traffic or the confirm comes. */
  readonly rests?: 'finished' | 'waits' | undefined;
}

/** Services that cannot run in both colours at once although users call them. */
export interface Handover {
  /** They stop in the old colour before they start in the new one. */
  readonly services: readonly string[];
  /** What the new colour has only then: those, and what depends on them. */
  readonly late: readonly string[];
  /** Stops them in the other colour and starts them in this one. Returns when they are healthy. @param deadline milliseconds */
  take(color: Color, deadline: number): Promise<void>;
  /** Defines `hand_back` for the armed undo: they run again where they ran before `take`. */
  undo(color: Color): Promise<{ readonly functions: string; readonly variables: Readonly<Record<string, string>> }>;
}

/** Brings a colour up or down; never touches traffic. */
export interface Runtime {
  readonly kind: string;
  /** The ports that users know, and the services behind them. */
  readonly published: readonly Published[];
  /** Where a colour answers for a published port, as the server sees it. */
  address(color: Color, published: Published): Address;
  instances(color: Color): Promise<Instance[]>;
  /** Services of which `instances` shows only what runs. */
  readonly listsOnlyRunning?: readonly string[];
  /** Brings what a release consists of onto the target, and starts nothing. */
  fetch(release: Release): Promise<void>;
  /** Refuses a release that goes by the name of one that runs and is another. Changes nothing. @throws Failure `artifact-refused` */
  compare?(release: Release): Promise<void>;
  /** Services of the release that the colour runs with other settings than they have now; those of which nobody knows are none. */
  changed?(color: Color, release: Release): Promise<readonly string[]>;
  /**
   * Creates the colour anew and starts it. Returns when it is healthy.
   * @param deadline milliseconds
   * @throws Failure `unhealthy`, `compose-failed` …
   */
  up(color: Color, release: Release, deadline: number): Promise<void>;
  /** Starts a colour that was stopped, as it was; one that runs already is left alone. */
  start(color: Color, deadline: number): Promise<void>;
  /** Stops the colour and keeps it; a reboot does not revive it. `grace` are the seconds that its programs get to end by themselves. */
  stop(color: Color, grace: number): Promise<void>;
  remove(color: Color): Promise<void>;
  /** Last lines that an instance wrote: untrusted text. */
  logs(instance: Instance): Promise<string>;
  /** Once the colour is confirmed: what may run only once moves over to it. */
  settle?(color: Color, release: Release): Promise<void>;
  /** What may run only once, and was stopped on this colour for a release that did not come about, runs on it again. */
  resume?(color: Color): Promise<void>;
  /** Where a release cannot stand beside the one before as a whole. */
  readonly handover?: Handover | undefined;
  /** Removes what no release in `keep` needs of those in `known`. */
  prune?(known: readonly Release[], keep: readonly Release[]): Promise<void>;
}
