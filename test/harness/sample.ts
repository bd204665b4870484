/** Property tables are long: a run takes a seeded sample and prints the seed; `script/test full` takes every row. */

/** Repeats an earlier run: SLIPWAY_SEED=123 script/test … */
export const seed = Number(process.env['SLIPWAY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
export const full = process.env['SLIPWAY_FULL'] === '1';

let told = false;

/** Random numbers from 0 up to 1, the same for the same seed and name. */
export function generator(name: string): () => number {
  tell(name);
  let state = seed;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x9e3779b1);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` rows of a table in their order, other ones with another seed; every row in a full run. */
export function sample<T>(name: string, rows: readonly T[], count: number): readonly T[] {
  if (full || rows.length <= count) return rows;
  const random = generator(name);
  const order = rows.map((row, index) => ({ row, index, rank: random() })).sort((a, b) => a.rank - b.rank);
  return order
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ row }) => row);
}

/** How often a property is tried: `sampled` times, or `all` times in a full run. */
export function times(name: string, sampled: number, all: number): number {
  tell(name);
  return full ? all : sampled;
}

function tell(name: string): void {
  if (told) return;
  told = true;
  process.stderr.write(`${name}: ${full ? 'every row' : 'a sample'}, repeat with SLIPWAY_SEED=${seed}\n`);
}
