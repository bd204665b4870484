import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Row } from '../../test/bench/bench.ts';
import { root } from './workspace.ts';

/** Every file in test/bench that ends in .bench.ts is a bench: it exports `rows`. */
const known = globSync('test/bench/*.bench.ts', { cwd: root })
  .map((file) => basename(file, '.bench.ts'))
  .sort();
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there is ${known.join(', ')}.`);
  process.exit(2);
}

for (const name of positionals.length > 0 ? positionals : known) {
  const { rows } = (await import(join(root, 'test/bench', `${name}.bench.ts`))) as { rows: () => Promise<readonly Row[]> };
  const bench: Bench = { bench: name, rows: await rows() };
  console.log(values.json ? JSON.stringify(bench) : render(bench));
}

function render(bench: Bench): string {
  const head = ['what', 'ours', 'goal', 'peers'];
  const lines = bench.rows.map((row) => [row.what, amount(row.ours, row.unit), goal(row), peers(row)]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [bench.bench, line(head), line(widths.map((width) => '-'.repeat(width))), ...lines.map(line), ''].join('\n');
}

function amount(value: number, unit: string): string {
  return `${unit === 'bytes' ? value.toLocaleString('en') : value} ${unit}`;
}

function goal(row: Row): string {
  if (row.goal === null) return '';
  const met = row.better === 'lower' ? row.ours <= row.goal : row.ours >= row.goal;
  return `${row.better === 'lower' ? '<=' : '>='} ${amount(row.goal, row.unit)} ${met ? 'met' : 'MISSED'}`;
}

function peers(row: Row): string {
  return Object.entries(row.peers)
    .map(([name, value]) => `${name}: ${amount(value, row.unit)}`)
    .join(', ');
}
