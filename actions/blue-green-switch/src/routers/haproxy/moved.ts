import { Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { servedOn } from './config.ts';

/** A release brings the idle colour; what users are served on now changes in a release of its own. */
export function refuseMoved(where: string, live: Color, before: string, after: string): void {
  const next = servedOn(after, live);
  const moved = [...servedOn(before, live)].filter(([section, line]) => next.get(section) !== line).map(([section]) => section);
  if (moved.length === 0) return;
  throw new Failure(
    'router-change',
    `The compose file changes ports or addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`,
    {
      state: 'Nothing was changed.',
      hint: "Keep published ports, container ports and names of released services in this release. To change them, release with both, or take the outage: remove the application's .cfg and .map from the folder of the router, reload HAProxy, and release again.",
    },
  );
}
