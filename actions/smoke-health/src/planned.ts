import type { Check } from '@slipway/checks';

/** Where a person wrote a check. */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** Lines of its conditions, by their text. */
  readonly conditions: ReadonlyMap<string, number>;
}

/** A check that will be run. */
export interface PlannedCheck {
  readonly check: Check;
  readonly place?: Place;
}

export interface Plan {
  readonly checks: readonly PlannedCheck[];
  /** What was left out, and similar. */
  readonly warnings: readonly string[];
}
