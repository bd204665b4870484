import type { Promised, Seen } from './site.ts';

/** More are no accident of a moment. With 8 clients of which 4 keep their connections, a switch meets each once at most. */
const most = { nothing: 0, kept: 8, connections: 30 } as const;

/** What users saw and should not have seen while traffic was moved well. */
export function broken(seen: Seen, promise: Promised['move']): string[] {
  const allowed = (one: Seen['failures'][number]): boolean =>
    promise !== 'nothing' && (one.kind === 'connection' || one.kind === 'truncated') && (promise === 'connections' || one.reused);
  return [
    ...(seen.missing > 0 ? [`${seen.missing} notes are lost`] : []),
    ...(seen.requests < 50 ? [`there were ${seen.requests} requests only`] : []),
    ...(seen.failed > most[promise] ? [`${seen.failed} of ${seen.requests} requests failed`] : []),
    ...seen.failures.filter((one) => !allowed(one)).map((one) => `${one.connection} ${one.method} ${one.path}: ${one.kind} ${one.error}`),
  ];
}

/** The same where the colour on trial crashed: without a reserve its requests fail, for as long as the traffic goes there. */
export function brokenByCrash(seen: Seen, promise: Promised): string[] {
  if (promise.crash === 'reserve') return broken(seen, promise.move);
  const times = seen.failures.map(({ at }) => at);
  const time = Math.max(0, ...times) - Math.min(...times, Math.max(0, ...times));
  return [
    ...(seen.missing > 0 ? [`${seen.missing} notes are lost`] : []),
    ...(time > 6000 ? [`requests failed for ${time} ms`] : []),
    ...(seen.failed > seen.requests / 2 ? [`${seen.failed} of ${seen.requests} requests failed`] : []),
  ];
}
