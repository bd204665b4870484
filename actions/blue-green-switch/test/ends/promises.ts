import type { Promised, Seen } from './site.ts';

/** Of 8 clients 4 keep their connections, and each change of the route can close them once: onto trial, back or off it, and the confirm. */
const most = { nothing: 0, kept: 12, connections: 40 } as const;

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
  const late = seen.failures.filter(({ at }) => at > seen.settled);
  return [
    ...(seen.missing > 0 ? [`${seen.missing} notes are lost`] : []),
    ...late.map(({ at, error }) => `${error}, ${at - seen.settled} ms after the run had ended`),
    ...(seen.failed > seen.requests / 2 ? [`${seen.failed} of ${seen.requests} requests failed`] : []),
  ];
}
