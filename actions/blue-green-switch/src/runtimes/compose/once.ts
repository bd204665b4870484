import { type Color, type Container, finished, otherColor, strategyLabel } from '@slipway/docker';
import type { Release } from '../../runtime.ts';

/** Services of strategy `once` whose work was done for this very release: by an earlier try of it, or when it was confirmed the first time. */
export function alreadyDone(once: readonly string[], release: Release, left: readonly Container[]): string[] {
  if (release.repeated) return [...once];
  return once.filter((service) =>
    left.some(
      (one) =>
        one.service === service &&
        finished(one) &&
        one.image === release.images[service] &&
        one.labels['slipway.version'] === release.version,
    ),
  );
}

/** Why a container of a colour does not run although nothing is wrong with it. */
export function restsOf(container: Container): 'finished' | 'waits' | undefined {
  const strategy = container.labels[strategyLabel];
  if (strategy === 'once') return finished(container) || container.status === 'created' ? 'finished' : undefined;
  if (strategy !== 'singleton' && strategy !== 'recreate') return undefined;
  return container.status === 'created' || container.status === 'exited' ? 'waits' : undefined;
}

/** Containers that stopping a colour must leave alone: what may run only once and does not run on the other colour yet. */
export function onlyOnes(color: Color, all: Readonly<Record<Color, readonly Container[]>>): Container[] {
  return all[color].filter((one) => {
    if (one.labels[strategyLabel] !== 'singleton' || one.status !== 'running') return false;
    const twin = all[otherColor(color)].find((other) => other.service === one.service);
    return twin !== undefined && twin.status !== 'running';
  });
}
