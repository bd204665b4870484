import { formatDuration } from '@slipway/action';

/** Bytes as people read them: `512 B`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** How far a stream came: `Dumped: 1.2 GB, 80.1 MB/s, about 12 s left`. Of more than was expected nobody can say how much is left. */
export function describeProgress(what: string, bytes: number, rate: number, expected?: number): string {
  const known = expected !== undefined && expected > bytes && rate > 0;
  const left = known ? `, about ${formatDuration(Math.ceil((expected - bytes) / rate) * 1000).replace('.0 s', ' s')} left` : '';
  return `${what}: ${formatBytes(bytes)}, ${formatBytes(rate)}/s${left}`;
}

const interval = 5000;

/** Says every five seconds how far a stream came; returns what ends it. @param expected bytes that it will have, as far as that is known */
export function reportProgress(
  meter: { readonly bytes: number },
  what: string,
  say: (line: string) => void,
  expected?: number,
): () => void {
  let before = 0;
  const timer = setInterval(() => {
    const rate = ((meter.bytes - before) / interval) * 1000;
    before = meter.bytes;
    say(describeProgress(what, meter.bytes, rate, expected));
  }, interval);
  return () => clearInterval(timer);
}
