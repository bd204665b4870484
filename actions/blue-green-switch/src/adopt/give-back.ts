import { code, Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import type { Ended, Mode, ModeContext } from '../mode.ts';
import { openView } from '../open.ts';
import { settle } from '../recover.ts';
import { versionOf } from '../stand.ts';
import type { Work } from '../work.ts';
import { leave } from './leave.ts';
import { inspect, running } from './original.ts';
import { openFor } from './prepare.ts';
import { type Original, readRecord } from './record.ts';
import { refuseOutage } from './refusals.ts';
import { restore } from './restore.ts';

export const giveBackMode: Mode = async (context) => {
  const { ports, application } = context;
  const original = await readRecord(ports.shell, application.state);
  if (original) return bringBack(context, original, 'given-back');
  throw new Failure('nothing-to-give-back', `${application.name} on ${ports.shell.where} was not taken over from docker compose up.`, {
    state: 'Nothing was changed.',
  });
};

/** Restores the stack as it was before it was taken over: the containers that the team started serve on their ports, and nothing of ours is left. */
export async function bringBack(context: ModeContext, original: Original, outcome: 'given-back' | 'aborted'): Promise<Ended> {
  const { inputs, ports, application } = context;
  const { shell, session } = ports;
  const look = await openView(application, { shell, host: ports, inputs }, Object.keys(original.images));
  const work: Work = { ...look, session, timings: [] };
  const { live } = await work.router.read();
  const version = live === undefined ? '' : await versionOf(work.runtime, live);
  await refuseGone(work, original);
  if (live !== undefined && !inputs['allow-older']) await refuseNewer(work, original, live, version);
  const { adoption, obstacle } = await openFor(context, work, original);
  // An original that runs has its ports.
  const serves = (await running(shell, original.containers)).length === original.containers.length;
  if (!serves && obstacle !== undefined) acceptOutage(context, work, original, obstacle);
  const summary = `### ${work.name}: ${code(original.version)} serves as it did before it was taken over`;
  if (inputs['dry-run'])
    return { outcome: 'reported', outputs: { live: live ?? '' }, summary: `${summary}, once this runs without dry-run` };
  await settle(work);
  if (original.phase === 'taking' && serves) await leave(adoption, original);
  else await restore(adoption, original, inputs['health-timeout']);
  return {
    outcome,
    outputs: { live: '', version: original.version, 'previous-version': version },
    summary: `${summary}\n\nIts own containers run again with their own restart policies; colours and router are gone.`,
  };
}

async function refuseGone({ shell, name }: Work, { containers, images }: Original): Promise<void> {
  const ids = containers.map(({ id }) => id);
  const there = new Set((await inspect(shell, ids)).map(({ Id }) => Id));
  const gone = containers.filter(({ id }) => !there.has(id));
  if (gone.length === 0) return;
  throw new Failure(
    'nothing-to-give-back',
    `${gone.map((one) => one.name).join(', ')} of ${name} on ${shell.where} was removed since it was taken over.`,
    {
      state: 'Nothing was changed: what serves now serves on.',
      hint: `Containers that are gone cannot come back as they were. Their images are kept: ${Object.values(images).join(', ')}.`,
    },
  );
}

/** Giving back serves what was taken over, whatever came after it. */
async function refuseNewer({ runtime, shell }: Work, { version, images }: Original, live: Color, serving: string): Promise<void> {
  const instances = await runtime.instances(live);
  const same = Object.entries(images).every(([service, image]) => instances.some((one) => one.service === service && one.image === image));
  if (same) return;
  throw new Failure(
    'newer-version',
    `${serving || 'Another version'} is live on ${shell.where}, and the stack that was taken over is ${version}: should users go back to ${version}?`,
    {
      state: 'Nothing was changed.',
      hint: 'If so, and its code works with the database as it is now: allow-older: true. If not, the live colour has to stay.',
    },
  );
}

function acceptOutage({ inputs }: ModeContext, { shell, host }: Work, { held }: Original, because: string): void {
  const what = 'HAProxy lets the ports go, then the containers of the original start and become healthy';
  const ports = held.map(({ port }) => port);
  const failure = refuseOutage(shell.where, ports, { because, what, seconds: Math.ceil(inputs['health-timeout'] / 1000), before: [] });
  if (!inputs['allow-takeover']) throw failure;
  host.log.warn(failure.message);
}
