import { Failure } from '@slipway/action';
import { type Approval, failureOf, listApprovals } from '@slipway/github';
import type { Inputs } from './contract.ts';
import { checkEnvironments } from './environments.ts';
import type { Ports } from './run.ts';

const state = 'Nothing was changed.';
const shut = { state, hint: 'The gate stays shut until GitHub can be asked.' };

/**
 * What must hold before anybody is asked.
 * @throws Failure `environment-missing`, `reviewers-missing`, `environment-open`, `not-allowed`, `github-refused` or `github-unreachable`
 */
export async function checkSetup(inputs: Inputs, ports: Ports): Promise<void> {
  if (inputs.approval === 'none') return;
  if (inputs.approval === 'dispatch') checkActor(inputs, ports);
  await checkEnvironments(inputs, ports);
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
