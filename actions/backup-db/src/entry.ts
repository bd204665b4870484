import { isProven } from './manifest.ts';
import type { Stored } from './stores/store.ts';

/** A backup as it is listed, with what is thought of its manifest. */
export interface Entry extends Stored {
  /** Why its manifest is not believed; then it does not count, whatever it says. */
  readonly doubt?: string;
  /** True where only its proof is in doubt: what it holds is what was backed up. */
  readonly authentic: boolean;
}

/** A proven backup whose file is there, and whose manifest is believed: the only kind that counts. */
export function counts(entry: Entry): boolean {
  return entry.whole && entry.doubt === undefined && isProven(entry.manifest);
}
