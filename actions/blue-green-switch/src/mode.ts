import type { Session } from '@slipway/journal';
import type { Application } from './open.ts';
import type { Inputs, Ports, SwitchResult } from './run.ts';
import type { Release } from './runtime.ts';

export interface ModeContext {
  readonly inputs: Inputs;
  readonly ports: Ports & { readonly session: Session };
  readonly application: Application;
}

/** A result, and what the journal should keep of its end. */
export type Ended = SwitchResult & { readonly ending?: Readonly<Record<string, unknown>> };

/** One value of the input `mode` that changes something. */
export type Mode = (context: ModeContext, images: Release['images']) => Promise<Ended>;
