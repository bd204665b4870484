import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { formatDuration } from '@slipway/action';
import type { Content } from './manifest.ts';

/** Lets bytes pass, and knows how many and their SHA-256. */
export class Meter extends Transform {
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor() {
    super({ highWaterMark: 128 * 1024 });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  /** Only once all bytes have passed. */
  content(): Content {
    return { size: this.bytes, sha256: this.#hash.digest('hex') };
  }
}

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
