import { Failure, type Host, messageOf } from '@slipway/action';
import { planStrategies, type SwitchResult, run as switchTraffic } from '@slipway/blue-green-switch';
import { openProject, type Project, publishedPorts, requireEngine } from '@slipway/docker';
import { openSession, type Session } from '@slipway/journal';
import { openShell, type Shell } from '@slipway/shell';
import { digestsOf } from './digests.ts';
import { renderPlan } from './plan.ts';
import { openRecorder, type Recorder, tokenOf } from './record.ts';
import { release, rollbackCommand } from './release.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';
import { confirmedRelease, refuseStale, releaseOf } from './stale.ts';
import { switchInputs } from './step-inputs.ts';

/** A release on a server of the team, under one lease and one journal there; or back; or what is live. */
export async function onServer(inputs: Inputs, plan: Plan, host: Host): Promise<ReleaseResult> {
  const shell = await openShell(plan.target);
  try {
    await requireEngine(shell);
    const project = await openProject(shell, projectInputs(plan), host.context);
    if (inputs.mode === 'status') return await status(inputs, plan, host, shell);
    if (inputs['dry-run']) return await planned(inputs, plan, project, host, shell);
    const recorder = await openRecorder(inputs, plan, host);
    const session = await takeSession(inputs, plan, project, host, shell);
    return await underLease({ plan, session, recorder, host }, async () => {
      if (inputs.mode === 'rollback') return rollBack(inputs, plan, host, session, recorder);
      await refuseStale(inputs, plan, confirmedRelease(session.journal.entries), host);
      return release(inputs, plan, host, session, recorder);
    });
  } finally {
    await shell.close();
  }
}

function projectInputs(plan: Plan): Parameters<typeof openProject>[1] {
  const { settings } = plan;
  return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}

async function takeSession(inputs: Inputs, plan: Plan, project: Project, host: Host, shell: Shell): Promise<Session> {
  const { runIsOver } = await import('@slipway/github');
  const token = tokenOf(inputs);
  const options = {
    folder: project.state,
    what: `${inputs.mode} ${plan.version}`.trim(),
    wait: inputs['lock-timeout'],
    isOver: (owner: { repository: string; runId: string; attempt: number }) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
  };
  return openSession(shell, options, host);
}

interface Opened {
  readonly plan: Plan;
  readonly session: Session;
  readonly recorder: Recorder;
  readonly host: Host;
}

async function underLease({ plan, session, recorder, host }: Opened, work: () => Promise<ReleaseResult>): Promise<ReleaseResult> {
  try {
    const result = await work();
    const { outcome, outputs } = result;
    await session
      .end(outcome, { version: outputs.version, ...(plan.commit && outcome !== 'rolled-back' ? { commit: plan.commit } : {}) })
      .catch((error: unknown) => host.log.warn(`It is done, but the end could not be written into the journal: ${messageOf(error)}.`));
    await recorder.end('success', `${outputs.version ?? ''} serves${outputs.live ? ` on ${outputs.live}` : ''}`);
    return result;
  } catch (error) {
    const outcome = error instanceof Failure ? (error.details.outcome ?? 'failed') : 'failed';
    const reason = error instanceof Failure ? error.reason : 'internal-error';
    await session.end(outcome, { reason }).catch(() => {});
    await recorder.end('failure', outcome === 'rolled-back' ? `Rolled back: ${reason}` : reason);
    throw error;
  }
}

async function status(inputs: Inputs, plan: Plan, host: Host, shell: Shell): Promise<ReleaseResult> {
  const { outputs, summary } = await switchTraffic(switchInputs(inputs, plan, { mode: 'status' }), { ...host, shell });
  return { outcome: 'reported', outputs: pick(outputs), ...(summary ? { summary } : {}) };
}

async function planned(inputs: Inputs, plan: Plan, project: Project, host: Host, shell: Shell): Promise<ReleaseResult> {
  const look = switchInputs(inputs, plan, { mode: 'status' });
  const { outputs } = await switchTraffic(look, { ...host, shell });
  const released = Object.keys(plan.settings.images);
  const ports = publishedPorts(project.model, released).map(({ service, port }) => `${service} ${port}`);
  const facts = { services: Object.keys(project.model.services), ports, live: outputs.live ?? '', where: shell.where };
  const byFile = look.runtime === 'compose';
  const strategies = byFile ? { strategies: planStrategies(project.model, released, look.strategies, look['allow-outage']) } : {};
  const text = renderPlan(plan, { ...facts, ...strategies });
  host.log.info(text);
  return { outcome: 'planned', outputs: pick(outputs), summary: text };
}

/** The record begins when it is known what is gone back to, which the switch finds out, and ends right after. */
async function rollBack(inputs: Inputs, plan: Plan, host: Host, session: Session, recorder: Recorder): Promise<ReleaseResult> {
  const back = await switchTraffic(switchInputs(inputs, plan, { mode: 'rollback', version: inputs.version }), {
    ...host,
    shell: session.shell,
    session,
  });
  const { version = '' } = back.outputs;
  const images = back.receipt?.images ?? {};
  const commit = releaseOf(session.journal.entries, version)?.commit ?? '';
  if (Object.keys(images).length > 0 && commit) await recorder.begin(images, { version, commit });
  else host.log.warn(`The journal does not know the commit of ${version}, so GitHub gets no record of this rollback.`);
  const command = rollbackCommand(inputs, plan, host.context.local);
  const own = back.outputs['rollback-command'];
  const summary = own && back.summary ? back.summary.replaceAll(own, command) : back.summary;
  const outputs = {
    ...pick(back.outputs),
    ...(own ? { 'rollback-command': command } : {}),
    commit,
    images: JSON.stringify(images),
    digests: JSON.stringify(digestsOf(images)),
  };
  return { outcome: 'rolled-back', outputs, ...(summary ? { summary } : {}) };
}

function pick(outputs: SwitchResult['outputs']): ReleaseResult['outputs'] {
  const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
  const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
