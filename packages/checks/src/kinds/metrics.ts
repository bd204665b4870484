import { show } from '../show.ts';

/** A page of metrics as values by name: each sample as `name{label="x"}`, and the sum of its family by the bare name. */
export type Metrics = { readonly values: Readonly<Record<string, number>>; readonly samples: number } | { readonly problem: string };

interface Sample {
  readonly name: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}

// Each matches at one place and never goes back far: a page of a stranger must not keep this side busy.
const namePattern = /[a-zA-Z_:][\w:]*[ \t]*/y;
const labelPattern = /[ \t]*([a-zA-Z_]\w*)[ \t]*=[ \t]*"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*/y;

/**
 * Reads the Prometheus text format 0.0.4. Cumulative buckets and quantiles have no sum that would mean anything, so they have no bare name.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function parseMetrics(text: string): Metrics {
  const sums = new Map<string, number>();
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  let samples = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      const [, name = '', type = ''] = /^#[ \t]+TYPE[ \t]+(\S+)[ \t]+(\S+)/.exec(line) ?? [];
      if (name !== '') types.set(name, type);
      continue;
    }
    const sample = parseSample(line);
    if (sample === undefined) return { problem: `line ${index + 1} is no metric: ${show(line, 80)}` };
    samples++;
    for (const key of keysOf(sample)) values.set(key, sample.value);
    if (hasSum(sample, types)) sums.set(sample.name, (sums.get(sample.name) ?? 0) + sample.value);
  }
  if (samples === 0) return { problem: 'the page holds no metric' };
  return { values: Object.fromEntries([...values, ...sums]), samples };
}

function parseSample(line: string): Sample | undefined {
  const name = matchAt(namePattern, line, 0)?.[0];
  if (name === undefined) return undefined;
  const labelled = line[name.length] === '{' ? parseLabels(line, name.length + 1) : { labels: [], end: name.length };
  if (labelled === undefined) return undefined;
  // OpenMetrics puts an example of a trace behind a sample.
  const [rest = ''] = line.slice(labelled.end).split('#', 1);
  const [number = '', time = '0', ...more] = rest.trim().split(/[ \t]+/, 3);
  const value = parseValue(number);
  if (value === undefined || more.length > 0 || !/^[+-]?\d+(\.\d+)?$/.test(time)) return undefined;
  return { name: name.trimEnd(), labels: labelled.labels, value };
}

/** Labels up to the closing brace; a comma may stand before it. */
function parseLabels(line: string, start: number): { readonly labels: Sample['labels']; readonly end: number } | undefined {
  const labels: (readonly [string, string])[] = [];
  let at = start;
  for (;;) {
    const found = matchAt(labelPattern, line, at);
    if (found !== undefined) {
      labels.push([found[1] ?? '', found[2] ?? '']);
      at += found[0].length;
    }
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (line[at] === '}') return { labels, end: at + 1 };
    if (found === undefined || line[at] !== ',') return undefined;
    at++;
  }
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(line) ?? undefined;
}

/** Go's floats: `1e3`, `+Inf`, `NaN`. */
function parseValue(text: string): number | undefined {
  if (text.length < 60 && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^nan$/i.test(text) ? Number.NaN : undefined;
}

/** Labels as the page orders them, and by their names, so that nobody has to know the order. */
function keysOf({ name, labels }: Sample): ReadonlySet<string> {
  if (labels.length === 0) return new Set([name]);
  const write = (list: Sample['labels']): string => `${name}{${list.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
  return new Set([write(labels), write(labels.toSorted(([a], [b]) => (a < b ? -1 : 1)))]);
}

function hasSum({ name, labels }: Sample, types: ReadonlyMap<string, string>): boolean {
  if (name.endsWith('_bucket') && types.get(name.slice(0, -'_bucket'.length)) === 'histogram') return false;
  return !(types.get(name) === 'summary' && labels.some(([label]) => label === 'quantile'));
}
