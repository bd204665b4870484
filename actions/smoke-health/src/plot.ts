import { block, cell, code, formatDuration, table } from '@slipway/action';
import { type Figures, histogramBounds, type Measurement } from '@slipway/checks';

/** Figures of a measurement, beside those of the address that it was compared to, and where the answers lie. */
export function renderMeasurement(url: string, measurement: Measurement): string {
  const { compared, rate, duration } = measurement;
  const rows = [[code(url), ...cellsOf(measurement)], ...(compared === undefined ? [] : [[code(compared.url), ...cellsOf(compared)]])];
  const ratio = Object.entries(compared?.ratio ?? {}).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return [
    `Measured at ${rate} requests in a second for ${formatDuration(duration)}; latency counts from when each was due.`,
    table(['address', 'n', 'failed', 'p50', 'p95', 'p99'], rows),
    ...(ratio.length > 0 ? [`Times the other one: ${cell(ratio.join(', '))}.`] : []),
    ...(measurement.answered > 0 ? [plot(measurement)] : []),
  ].join('\n\n');
}

function cellsOf({ n, failed, p50, p95, p99, answered }: Figures): readonly string[] {
  const time = (value: number | undefined, otherwise: string): string => (value === undefined ? otherwise : formatDuration(value));
  return [String(n), String(failed), time(p50, 'none'), time(p95, 'none'), time(p99, answered < 100 ? 'needs 100 answers' : 'none')];
}

/** Answers by latency, as Mermaid draws them: from the first bar that is not empty to the last. */
function plot({ histogram, answered }: Figures): string {
  const labels = [...histogramBounds.map((bound) => (bound < 1000 ? `${bound} ms` : `${bound / 1000} s`)), 'more'];
  const first = histogram.findIndex((count) => count > 0);
  const last = histogram.findLastIndex((count) => count > 0);
  // A single bar is no picture: its neighbours show where it lies.
  const [from, to] = [Math.max(0, first - 1), Math.min(labels.length, last + 2)];
  const lines = [
    'xychart-beta',
    `  title "Answers by latency, up to (n = ${answered})"`,
    `  x-axis [${labels
      .slice(from, to)
      .map((label) => `"${label}"`)
      .join(', ')}]`,
    `  y-axis "answers" 0 --> ${Math.max(1, ...histogram)}`,
    `  bar [${histogram.slice(from, to).join(', ')}]`,
  ];
  return block(lines.join('\n'), 'mermaid');
}
