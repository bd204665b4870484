import type { Shell } from '@slipway/shell';
import type { ProbePorts } from './check.ts';
import type { Observation } from './observation.ts';

/** One question that is not asked over HTTP. */
export interface KindRequest {
  /** Its scheme chooses the kind: `tcp://db.internal:5432`. Credentials in it are used and never shown. */
  readonly url: string;
  /** Milliseconds for the whole question. */
  readonly timeout: number;
  /** What only this kind knows, by its names in a checks file: `query-name`, `min-version`. Each kind refuses what it does not know. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Certificates (PEM) to trust besides the system's. */
  readonly ca?: string;
}

export interface KindPorts extends ProbePorts {
  /** The machine that asks: of the runner, or the server with `via: ssh`. Sockets go through its `reach`, programs through its `run`. */
  readonly shell: Shell;
}

/**
 * A way of asking besides HTTP. What it finds out stands in `json` (and, as text, in `body`), so that one grammar reads every kind:
 * `[BODY].connections.share < 0.9`. A new kind is one file and one line in `kinds.ts`.
 */
export interface Kind {
  /** What must hold where a check says nothing, in the grammar of conditions. */
  readonly conditions: readonly string[];
  /** Names that `options` may have. */
  readonly options: readonly string[];
  /** Problems of a request that show before anything is asked; sentences. */
  check(request: KindRequest): readonly string[];
  /** Asks once, on a connection of its own. Never rejects for what the other side does; ends within `timeout`. */
  probe(request: KindRequest, ports: KindPorts): Promise<Observation>;
}
