import { code, Failure } from '@slipway/action';
import { otherColor } from '@slipway/docker';
import type { Session } from '@slipway/journal';
import { takeOver } from './adopt/take-over.ts';
import { parseSteps } from './canary-steps.ts';
import { answeringService, questionsFor } from './checks.ts';
import { deploy, moveTo } from './deploy.ts';
import { tellOutage } from './handover.ts';
import { preparedRelease } from './history.ts';
import { type Application, openView } from './open.ts';
import type { DeployOptions } from './options.ts';
import type { Receipt } from './receipt.ts';
import { renderReceipt } from './receipt.ts';
import { settle } from './recover.ts';
import { type Inputs, type Ports, planned, type SwitchResult } from './run.ts';
import type { Instance, Release } from './runtime.ts';
import { breaksOldCode, refuseContract } from './schema.ts';
import { findIdle, standUp, versionOf } from './stand.ts';
import { previousRelease } from './status.ts';
import { step, type Work } from './work.ts';

export interface ModeContext {
  readonly inputs: Inputs;
  readonly ports: Ports & { readonly session: Session };
  readonly application: Application;
}

/** A result, and what the journal should keep of its end. */
export type Ended = SwitchResult & { readonly ending?: Readonly<Record<string, unknown>> };

/** One value of the input `mode` that changes something. */
export type Mode = (context: ModeContext, images: Release['images']) => Promise<Ended>;

export const deployMode: Mode = async (context, images) => {
  const { inputs, ports } = context;
  const release = { version: inputs.version ?? (ports.context.sha || ports.session.transaction), images };
  const { work, options } = await begin(context, release, { derived: inputs.version === undefined, bringUp: 'create' });
  const same = await alreadyLive(context, work, release);
  if (same) return same;
  const plan = await context.application.survey?.(images);
  if (inputs['dry-run']) return planned(work.name, (await work.router.read()).live, images, plan);
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
  if (inputs['dry-run']) return planned(work.name, (await work.router.read()).live, images, plan);
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
  await tellOutage(work, options, context.inputs['allow-outage']);
  if (!serves(await work.runtime.instances(color), prepared, 'waits'))
    throw nothingPrepared(`${version} does not run on ${color} any more`);
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
  if (inputs['dry-run']) return planned(work.name, (await work.router.read()).live, back.images);
  await tellOutage(work, options, true);
  await startSingles(context, work, back.images);
  return finished('rolled-back', await deploy(work, options));
};

interface Start {
  readonly derived: boolean;
  readonly bringUp: DeployOptions['bringUp'];
}

async function begin(context: ModeContext, release: Release, start: Start): Promise<{ work: Work; options: DeployOptions }> {
  const { inputs, ports, application } = context;
  const released = Object.keys(release.images);
  application.refuse(released);
  const view = await openView(application, { shell: ports.shell, host: ports, inputs }, released);
  const service = answeringService(inputs.service, view.runtime.published);
  const checks = inputs.mode === 'rollback' ? [] : inputs.checks;
  const questions = questionsFor({ service, healthPath: inputs['health-path'], checks, published: view.runtime.published });
  const options: DeployOptions = {
    release: { version: release.version, images: release.images, repeated: inputs.mode === 'rollback' },
    derivedVersion: start.derived,
    questions,
    healthTimeout: inputs['health-timeout'],
    canary: inputs.mode === 'rollback' ? [] : parseSteps(inputs.steps, view.router.abilities.weights),
    bakeTime: inputs['bake-time'],
    // Time beyond the bake for a slow runner, and for the checks before it.
    confirmTimeout: inputs['confirm-timeout'] ?? inputs['bake-time'] + 90_000,
    drainTimeout: inputs['drain-timeout'],
    rollbackCommand: rollbackCommand(inputs, view.name),
    gate: ports.gate,
    bringUp: start.bringUp,
    contract: contractFor(context, release, start),
    previous: inputs.previous,
    keepReleases: inputs['keep-releases'],
  };
  const work: Work = { ...view, session: ports.session, timings: [] };
  await takeOver(context, work, options);
  return { work, options };
}

/** Whether there is no way back from this release, because the schema took it. @throws Failure `contract` unless that is allowed */
function contractFor({ inputs, ports }: ModeContext, release: Release, start: Start): boolean {
  const allowed = inputs['allow-contract'];
  const { entries } = ports.session.journal;
  if (inputs.mode === 'rollback') {
    const what = `Migrations after ${release.version} changed the schema so that its code cannot work with it`;
    if (breaksOldCode(entries, release.version)) refuseContract(what, allowed);
    return false;
  }
  const said = inputs['old-code-compatible'];
  const breaks = said === 'unknown' ? breaksOldCode(entries) : said === 'false';
  // What is only prepared moves no traffic.
  if (breaks && inputs.mode !== 'prepare') refuseContract('The version that serves cannot work with the schema as it is now', allowed);
  return breaks && start.bringUp !== 'start';
}

/** What a release needs beside itself is started, where it does not run. */
async function startSingles({ application }: ModeContext, work: Work, images: Release['images']): Promise<void> {
  await step(work, 'singles', {}, async () => void (await application.ensure(work.shell, Object.keys(images))));
}

/** A release that is live and confirmed already; what an earlier run left of the other colour is stopped. */
async function alreadyLive({ inputs }: ModeContext, work: Work, release: Release): Promise<SwitchResult | undefined> {
  const { router, runtime } = work;
  const { live, confirmed, trial } = await router.read();
  if (!live || live !== confirmed || trial || !serves(await runtime.instances(live), release)) return undefined;
  if (!inputs['dry-run']) {
    await settle(work);
    // It would go on working its queues.
    const other = otherColor(live);
    const left = (await runtime.instances(other)).some((one) => one.status === 'running');
    if (left) await step(work, `stop ${other}`, { color: other }, async () => void (await runtime.stop(other, 30)));
  }
  const version = (await versionOf(runtime, live)) || release.version;
  return { outcome: 'unchanged', outputs: { live, version }, summary: `### ${code(version)} is live on ${live} already` };
}

/** Whether a colour runs exactly these images, well. */
function serves(instances: readonly Instance[], release: Release, also?: Instance['rests']): boolean {
  const rests = (one: Instance): boolean => one.rests === 'finished' || (also !== undefined && one.rests === also);
  const well = (one: Instance): boolean => rests(one) || (one.status === 'running' && (one.health ?? 'healthy') === 'healthy');
  return Object.entries(release.images).every(([service, image]) =>
    instances.some((one) => one.service === service && one.image === image && well(one)),
  );
}

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

/** The same action with mode rollback, as it is run from a checkout of the suite. */
function rollbackCommand(inputs: Inputs, project: string): string {
  const server = inputs.host ? ` --host ${inputs.host} --port ${inputs.port} --username ${inputs.username}` : '';
  return `node dist/blue-green-switch/index.js --mode rollback --project-name ${project} --compose-file ${inputs['compose-file']}${server}`;
}
