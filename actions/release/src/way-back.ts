import { Failure } from '@slipway/action';
import type { ReleaseRecord } from '@slipway/github';
import type { Plan } from './settings.ts';

/** How a release to a platform is undone by itself, or why it is not. */
export type WayBack = { readonly command: string; readonly release: ReleaseRecord } | { readonly none: string };

/** @param compatible whether the version that serves works with the schema as it is now */
export function wayBack({ settings }: Plan, previous: ReleaseRecord | undefined, compatible: string): WayBack {
  const command = settings['rollback-command'];
  if (command === undefined) return { none: 'the Slipway file has no rollback-command' };
  if (!previous) return { none: 'no release before is on record' };
  if (compatible === 'false') return { none: `the migrations changed the schema so that ${previous.version} cannot work with it` };
  return { command, release: previous };
}

/** Asked before the first migration; the switch of a server would refuse it too, when the schema is changed already. @throws Failure `contract` */
export function refuseBreaking(compatible: string, allowed: boolean): void {
  if (compatible !== 'false' || allowed) return;
  throw new Failure('contract', 'The pending migrations change the schema so that the version that serves cannot work with it.', {
    state: 'Neither the database nor the traffic was changed.',
    hint: 'Split the change: expand the schema first, release, contract later. Or accept that there is no automatic way back: allow-contract: true under switch in the Slipway file.',
  });
}
