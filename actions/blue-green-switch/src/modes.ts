import { code, Failure } from '@slipway/action';
import { begin, startSingles } from './begin.ts';
import { deploy, moveTo } from './deploy.ts';
import { tellOutage } from './handover.ts';
import { preparedRelease } from './history.ts';
import { alreadyLive, serves } from './live.ts';
import type { Mode } from './mode.ts';
import { openView } from './open.ts';
import { type Receipt, renderReceipt } from './receipt.ts';
import { planned, type SwitchResult } from './run.ts';
import { findIdle, standUp } from './stand.ts';
import { previousRelease } from './status.ts';

export const deployMode: Mode = async (context, images) => {
  const { inputs, ports } = context;
  const release = { version: inputs.version ?? (ports.context.sha || ports.session.transaction), images };
  const { work, options } = await begin(context, release, { derived: inputs.version === undefined, bringUp: 'create' });
  const same = await alreadyLive(context, work, release);
  if (same) return same;
  const plan = await context.application.survey?.(images);
  if (inputs['dry-run']) return planned(work.name, { live: (await work.router.read()).live, version: release.version }, images, plan);
  await tellOutage(work, options, inputs['allow-outage']);
  await startSingles(context, work, images);
  return finished('switched', await deploy(work, options));
};

/** Brings the release up on the idle colour and leaves it there, without traffic and without the lease. */
export const prepareMode: Mode = async (context, images) => {
  const { inputs, ports } = context;
  const release = { version: inputs.version ?? (ports.context.sha || ports.session.transaction), images };
  const { work, options } = await begin(context, release, { derived: inputs.version === undefined, bringUp: 'create' });
  const plan = await context.application.survey?.(images);
  if (inputs['dry-run']) return planned(work.name, { live: (await work.router.read()).live, version: release.version }, images, plan);
  await startSingles(context, work, images);
  const pair = await findIdle(work);
  await standUp(work, options, pair);
  const summary = `### ${work.name}: ${code(release.version)} stands on ${pair.idle}, without traffic\n\nMode \`promote\` moves the traffic to it, \`abort\` takes it away.`;
  return {
    outcome: 'prepared',
    outputs: { live: pair.live ?? '', version: release.version, 'previous-version': pair.previous },
    summary,
    ending: { color: pair.idle, images, from: pair.live ?? 'none', derived: inputs.version === undefined },
  };
};

/** Moves the traffic to what was prepared, where nothing else went live meanwhile. */
export const promoteMode: Mode = async (context) => {
  const prepared = preparedRelease(context.ports.session.journal.entries);
  if (!prepared) throw nothingPrepared('No release is prepared, or another run came after it');
  const { version, color, from } = prepared;
  const asked = context.inputs.version;
  if (asked !== undefined && asked !== version) throw nothingPrepared(`${version} is prepared, not ${asked}`);
  const { work, options } = await begin(context, prepared, { derived: prepared.derived, bringUp: 'standing' });
  const route = await work.router.read();
  if (route.live !== from || route.live === color) {
    throw nothingPrepared(`${route.live ?? 'Nothing'} serves now, where ${from ?? 'nothing'} served when ${version} was prepared`);
  }
  if (!serves(await work.runtime.instances(color), prepared, 'waits'))
    throw nothingPrepared(`${version} does not run on ${color} any more`);
  if (context.inputs['dry-run']) return planned(work.name, { live: route.live, version: prepared.version }, prepared.images);
  await tellOutage(work, options, context.inputs['allow-outage']);
  const pair = await findIdle(work);
  await standUp(work, options, pair);
  return finished('switched', await moveTo(work, options, pair));
};

/** Back to an earlier release: a new switch, with the same care. */
export const rollbackMode: Mode = async (context) => {
  const { inputs, ports, application } = context;
  const look = await openView(application, { shell: ports.shell, host: ports, inputs }, []);
  const back = await previousRelease(look, ports.session.journal, inputs.version);
  const { work, options } = await begin(context, back, { derived: false, bringUp: back.kept ? 'start' : 'create' });
  const same = await alreadyLive(context, work, back);
  if (same) return same;
  if (inputs['dry-run']) return planned(work.name, { live: (await work.router.read()).live, version: back.version }, back.images);
  await tellOutage(work, options, true);
  await startSingles(context, work, back.images);
  return finished('rolled-back', await deploy(work, options));
};

function nothingPrepared(what: string): Failure {
  return new Failure('nothing-prepared', `${what}.`, {
    state: 'Nothing was changed.',
    hint: 'Run mode prepare again, or mode deploy, which does both.',
  });
}

function finished(outcome: 'switched' | 'rolled-back', receipt: Receipt): SwitchResult {
  return {
    outcome,
    receipt,
    summary: renderReceipt(receipt),
    outputs: {
      live: receipt.color,
      version: receipt.version,
      'previous-version': receipt.previousVersion,
      requests: String(receipt.requests),
      'failed-requests': String(receipt.failed),
      'switch-ms': String(receipt.switchMs),
      'outage-ms': String(receipt.outageMs),
      'rollback-command': receipt.rollbackCommand,
      receipt: JSON.stringify(receipt),
    },
  };
}
