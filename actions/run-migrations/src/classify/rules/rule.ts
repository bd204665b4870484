import type { AlterTableCmd, Node } from 'libpg-query';
import type { Hazard } from '../hazard.ts';
import type { Memory } from '../memory.ts';

/** One thing that a statement does; ALTER TABLE does several. */
export interface Act {
  readonly node: Node;
  /** Of ALTER TABLE. */
  readonly command: AlterTableCmd | undefined;
  /** Table of the command. */
  readonly table: string;
}

/** A family of rules: says what it knows about an act, and nothing about others. */
export type Family = (act: Act, memory: Memory) => readonly Hazard[];

export const later = 'Do it in a later release, when no running version uses it any more.';

export function briefly(rule: string, object: string, what: string): Hazard {
  const why = `${what}: everything on ${object} waits for a moment, and for as long as the statement itself waits for its lock`;
  return { rule, class: 'brief-lock', object, why, instead: '' };
}
