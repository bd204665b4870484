import { Failure } from '@slipway/action';
import { type Approval, type Environment, failureOf, listApprovals, listBranchPatterns, readEnvironment } from '@slipway/github';
import { createCommands, openCommands, reviewerCommands, settingsPage } from './commands.ts';
import type { Inputs } from './contract.ts';
import type { Ports } from './run.ts';

const state = 'Nothing was changed.';
const shut = { state, hint: 'The gate stays shut until GitHub can be asked.' };

/**
 * What must hold before anybody is asked. GitHub makes an environment without any protection the first time that a job names it, so nothing
 * is concluded from an environment being there.
 * @throws Failure `environment-missing`, `reviewers-missing`, `environment-open`, `not-allowed`, `github-refused` or `github-unreachable`
 */
export async function checkSetup(inputs: Inputs, ports: Ports): Promise<void> {
  if (inputs.approval === 'dispatch') return checkActor(inputs, ports);
  if (inputs.approval === 'none') return;
  const asked = `${inputs.environment}-approval`;
  const approval = await environment(asked, ports);
  const target = await environment(inputs.environment, ports);
  const page = settingsPage(ports.context);
  if (!approval || !target) {
    const missing = [...(approval ? [] : [asked]), ...(target ? [] : [inputs.environment])];
    throw new Failure('environment-missing', `There is no environment ${missing.join(' and none named ')} in ${ports.github.repository}.`, {
      state,
      hint: `Create it on ${page}, or by\n${createCommands(ports.github.repository, inputs.environment, missing)}\nIf it is there, the job lacks \`actions: read\`.`,
    });
  }
  if (approval.reviewers === 0) {
    throw new Failure('reviewers-missing', `The environment ${asked} has no required reviewers, so nobody would be asked.`, {
      state,
      hint: `Add them on ${page}, or by\n${reviewerCommands(ports.github.repository, asked)}\nA plan without reviewers: give the workflow \`approval: dispatch\` and \`approvers\`.`,
    });
  }
  if (await isOpen(inputs.environment, target, ports)) {
    throw new Failure('environment-open', `Every branch may deploy to ${inputs.environment}, and so read its secrets.`, {
      state,
      hint: `Restrict it on ${page}, or by\n${openCommands(ports.github.repository, inputs.environment)}`,
    });
  }
}

/** Without a policy, and with one that names every branch. */
async function isOpen(name: string, { branches }: Environment, ports: Ports): Promise<boolean> {
  if (branches !== 'custom') return branches === 'all';
  const answer = await listBranchPatterns(ports.github, name);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  return answer.data.some((pattern) => /^[*/]+$/.test(pattern));
}

async function environment(name: string, ports: Ports): Promise<Environment | undefined> {
  const answer = await readEnvironment(ports.github, name);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  return answer.data;
}

function checkActor({ approvers, environment: target }: Inputs, { context }: Ports): void {
  const { actor, eventName } = context;
  const allowed = approvers.some((login) => login.replace(/^@/, '').toLowerCase() === actor.toLowerCase());
  if (eventName === 'workflow_dispatch' && actor !== '' && allowed) return;
  const what =
    eventName === 'workflow_dispatch'
      ? `${actor || 'Somebody unknown'} started this run and is none of the approvers of ${target}.`
      : `This run was started by the event ${eventName || '(none)'}; a deploy to ${target} with approval: dispatch is started by hand.`;
  throw new Failure('not-allowed', what, {
    state,
    hint: `One of ${approvers.join(', ')} starts it: Actions, the workflow, "Run workflow". A re-run counts as started by who asks for it.`,
  });
}

/**
 * Who approved this very run. @returns their logins; none where none are asked for
 * @throws Failure `not-approved`, `github-refused` or `github-unreachable`
 */
export async function checkApproval(inputs: Inputs, ports: Ports): Promise<readonly string[]> {
  const { context } = ports;
  if (inputs.approval === 'none') return [];
  if (inputs.approval === 'dispatch') return [context.actor];
  const asked = `${inputs.environment}-approval`;
  if (!/^\d+$/.test(context.runId)) throw notApproved(`There is no run on GitHub that ${asked} could have approved.`, asked);
  const answer = await listApprovals(ports.github, context.runId);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  const reviews = answer.data.filter((review) => names(review, asked));
  const rejected = reviews.find((review) => review.state === 'rejected');
  if (rejected) throw notApproved(`${rejected.user} rejected run ${context.runId} for ${asked}.`, asked);
  const approvers = reviews.filter((review) => review.state === 'approved').map(({ user }) => user);
  if (approvers.length === 0) throw notApproved(`Nobody approved run ${context.runId} for ${asked}.`, asked);
  return [...new Set(approvers)];
}

/** Names of environments know no case. */
function names(review: Approval, environment: string): boolean {
  return review.environments.some((name) => name.toLowerCase() === environment.toLowerCase());
}

function notApproved(what: string, asked: string): Failure {
  const hint = `Start a new run: its job in the environment ${asked} waits for a reviewer, up to 30 days. A deployment that an administrator let pass is no approval.`;
  return new Failure('not-approved', what, { state, hint });
}
