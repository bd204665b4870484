import { Failure, type Host, messageOf, type Result } from '@slipway/action';
import { type SwitchResult, contract as switchContract, run as switchTraffic } from '@slipway/blue-green-switch';
import { openProject, type Project, requireEngine } from '@slipway/docker';
import { openSession, type Session } from '@slipway/journal';
import { openShell, type Shell } from '@slipway/shell';
import type { contract } from './contract.ts';
import { renderPlan } from './plan.ts';
import type { ReleaseReceipt } from './receipt.ts';
import { release } from './release.ts';
import { type Inputs, makePlan, type Plan } from './settings.ts';
import { inputsFor, placeInputs, registryInputs } from './step-inputs.ts';

export interface ReleaseResult extends Result<typeof contract> {
  readonly receipt?: ReleaseReceipt;
}

/** A whole release under one lease and one journal, or back, or what is live. */
export async function run(inputs: Inputs, host: Host): Promise<ReleaseResult> {
  const plan = await makePlan(inputs, host.context);
  const shell = await openShell(plan.target);
  try {
    await requireEngine(shell);
    const project = await openProject(shell, projectInputs(plan), host.context);
    if (inputs.mode === 'status') return await status(inputs, plan, host, shell);
    if (inputs['dry-run']) return await planned(inputs, plan, project, host, shell);
    const session = await takeSession(inputs, plan, project, host, shell);
    return await underLease(session, host, () =>
      inputs.mode === 'rollback' ? rollBack(inputs, plan, host, session) : release(inputs, plan, host, session),
    );
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
  const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
  const options = {
    folder: project.state,
    what: `${inputs.mode} ${plan.version}`.trim(),
    wait: inputs['lock-timeout'],
    isOver: (owner: { repository: string; runId: string; attempt: number }) => runIsOver(owner, { apiUrl: host.context.apiUrl, token }),
  };
  return openSession(shell, options, host);
}

async function underLease(session: Session, host: Host, work: () => Promise<ReleaseResult>): Promise<ReleaseResult> {
  try {
    const result = await work();
    const ended = session.end(result.outcome, { version: result.outputs.version });
    await ended.catch((error: unknown) =>
      host.log.warn(`It is done, but the end could not be written into the journal: ${messageOf(error)}.`),
    );
    return result;
  } catch (error) {
    const outcome = error instanceof Failure ? (error.details.outcome ?? 'failed') : 'failed';
    await session.end(outcome, { reason: error instanceof Failure ? error.reason : 'internal-error' }).catch(() => {});
    throw error;
  }
}

function switchInputs(inputs: Inputs, plan: Plan, mode: string): ReturnType<typeof inputsFor<typeof switchContract>> {
  const { service, 'health-path': path, 'health-timeout': healthTimeout, 'bake-time': bake, 'drain-timeout': drain } = plan.settings.switch;
  return inputsFor(switchContract, {
    mode,
    ...placeInputs(plan),
    ...registryInputs(inputs),
    version: mode === 'rollback' ? inputs.version : plan.version || undefined,
    service,
    'health-path': path,
    'health-timeout': healthTimeout,
    'bake-time': bake,
    'drain-timeout': drain,
    'router-directory': plan.settings.switch['router-directory'],
  });
}

async function status(inputs: Inputs, plan: Plan, host: Host, shell: Shell): Promise<ReleaseResult> {
  const { outputs, summary } = await switchTraffic(switchInputs(inputs, plan, 'status'), { ...host, shell });
  return { outcome: 'reported', outputs: pick(outputs), ...(summary ? { summary } : {}) };
}

async function planned(inputs: Inputs, plan: Plan, project: Project, host: Host, shell: Shell): Promise<ReleaseResult> {
  const { outputs } = await switchTraffic(switchInputs(inputs, plan, 'status'), { ...host, shell });
  const text = renderPlan(plan, project, outputs.live ?? '', shell.where);
  host.log.info(text);
  return { outcome: 'planned', outputs: pick(outputs), summary: text };
}

async function rollBack(inputs: Inputs, plan: Plan, host: Host, session: Session): Promise<ReleaseResult> {
  const back = await switchTraffic(switchInputs(inputs, plan, 'rollback'), { ...host, shell: session.shell, session });
  return { outcome: 'rolled-back', outputs: pick(back.outputs), ...(back.summary ? { summary: back.summary } : {}) };
}

function pick(outputs: SwitchResult['outputs']): ReleaseResult['outputs'] {
  const { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command } = outputs;
  const given = { live, version, 'previous-version': previous, requests, 'failed-requests': failed, 'rollback-command': command };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
