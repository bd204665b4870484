import { type Clock, Failure, formatDuration } from '@slipway/action';

/** The time that the whole action has. */
export function startDeadline(clock: Clock, limit: number, waitingFor: string): { left(): number; elapsed(): number } {
  const start = clock.now();
  return {
    elapsed: () => clock.now() - start,
    left() {
      const left = start + limit - clock.now();
      if (left <= 0)
        throw new Failure('timeout', `${waitingFor} did not end within ${formatDuration(limit)}.`, { hint: 'Raise the input timeout.' });
      return left;
    },
  };
}
