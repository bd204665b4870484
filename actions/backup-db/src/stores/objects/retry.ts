import type { Clock } from '@slipway/action';

/** What an attempt that failed may say of another one. */
export interface Attempts {
  readonly clock: Clock;
  /** How often at most. */
  readonly most: number;
  readonly worthAnother: (error: unknown) => boolean;
  readonly onRetry?: (error: unknown, wait: number) => void;
}

const first = 250;
const longest = 10_000;

/** Tries again after pauses that double, each anywhere between its half and its whole: what failed for many together is not asked by all together again. */
export async function retry<T>(attempts: Attempts, work: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await work();
    } catch (error) {
      if (count >= attempts.most || !attempts.worthAnother(error)) throw error;
      const pause = Math.min(longest, first * 2 ** (count - 1));
      const wait = Math.round(pause * (0.5 + Math.random() / 2));
      attempts.onRetry?.(error, wait);
      await attempts.clock.sleep(wait);
    }
  }
}

/** What a connection says that another one may not. */
const passing = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNABORTED', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isPassing);
  return passing.has((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}
