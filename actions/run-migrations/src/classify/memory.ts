import type { Live } from './hazard.ts';
import { type ColumnType, typeOfText } from './type-name.ts';

export interface Column {
  readonly type: ColumnType | undefined;
  /** NOT NULL; undefined where nobody knows. */
  readonly required: boolean | undefined;
  /** Undefined where nobody knows. */
  readonly filled: boolean | undefined;
  /** Added by this plan: old code never names it. */
  readonly added: boolean;
}

const unknownColumn: Column = { type: undefined, required: undefined, filled: undefined, added: false };

/** What the plan did so far, over what the live database has. */
export interface Memory {
  readonly live: Live;
  /** Tables that this plan made: nobody uses them. */
  readonly made: Set<string>;
  /** Types that this plan made. */
  readonly madeTypes: Set<string>;
  /** Index to its table. */
  readonly indexes: Map<string, string>;
  readonly columns: Map<string, Column>;
  /** `table.column` that a validated CHECK proves to be not null. */
  readonly proven: Set<string>;
  /** `table.constraint` not validated yet, to the columns that it would prove. */
  readonly unproven: Map<string, readonly string[]>;
  /** Tables by their names in the live database, where this plan renamed them. */
  readonly aliases: Map<string, string>;
  /** Whether statements stand in a transaction now. */
  inTransaction: boolean;
  /** Tables that the transaction holds a lock on that readers or writers wait for, with the rule that took it. */
  readonly locked: Map<string, string>;
  /** Values that the transaction added to enums: `type`, `value`. */
  values: readonly (readonly [string, string])[];
}

export function createMemory(live: Live, transactional: boolean): Memory {
  const proven = Object.entries(live.tables).flatMap(([table, facts]) => facts.proven.map((column) => `${table}.${column}`));
  return {
    live,
    made: new Set(),
    madeTypes: new Set(),
    indexes: new Map(Object.entries(live.indexes)),
    columns: new Map(),
    proven: new Set(proven),
    unproven: new Map(),
    aliases: new Map(),
    inTransaction: transactional,
    locked: new Map(),
    values: [],
  };
}

/** The end of a transaction gives its locks back, and makes new enum values usable. */
export function endTransaction(memory: Memory, next: boolean): void {
  memory.locked.clear();
  memory.values = [];
  memory.inTransaction = next;
}

export function liveName(memory: Memory, table: string): string {
  return memory.aliases.get(table) ?? table;
}

export function columnOf(memory: Memory, table: string, name: string): Column {
  const seen = memory.columns.get(`${table}.${name}`);
  if (seen) return seen;
  const facts = memory.live.tables[liveName(memory, table)]?.columns[name];
  return facts ? { ...unknownColumn, type: typeOfText(facts.type), required: facts.required } : unknownColumn;
}

export function setColumn(memory: Memory, table: string, name: string, change: Partial<Column>): void {
  memory.columns.set(`${table}.${name}`, { ...columnOf(memory, table, name), ...change });
}
