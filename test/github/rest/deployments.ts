import { type Answer, type Ask, badAddress, type Handler, invalid, notFound, refuse } from './answer.ts';
import { type Deployment, type DeploymentStatus, showDeployment, showDeploymentStatus } from './deployment-record.ts';
import { ensureEnvironment } from './environments.ts';
import type { State } from './state.ts';

/** The bodies, as the description has checked them. */
interface DeploymentBody {
  ref: string;
  task?: string;
  auto_merge?: boolean;
  required_contexts?: string[];
  payload?: unknown;
  environment?: string;
  description?: string | null;
  transient_environment?: boolean;
  production_environment?: boolean;
}
interface StatusBody {
  state: string;
  description?: string;
  log_url?: string;
  target_url?: string;
  environment_url?: string;
  auto_inactive?: boolean;
}

function create({ state, actor, body }: Ask): Answer {
  const asked = body as unknown as DeploymentBody;
  const commit = state.commits.resolve(asked.ref);
  if (!commit) return refuse(422, `No ref found for: ${asked.ref}`);
  const conflict = mergeConflict(state, asked) ?? contextConflict(state, asked, commit.sha);
  if (conflict) return conflict;
  const name = asked.environment || 'production';
  ensureEnvironment(state, name);
  const at = state.now();
  const deployment: Deployment = {
    id: state.nextId(),
    sha: commit.sha,
    ref: asked.ref,
    task: asked.task ?? 'deploy',
    environment: name,
    payload: asked.payload ?? '',
    description: asked.description ?? null,
    creator: actor,
    transient: asked.transient_environment ?? false,
    production: asked.production_environment ?? name === 'production',
    createdAt: at,
    updatedAt: at,
    statuses: [],
  };
  state.deployments.push(deployment);
  return { status: 201, body: showDeployment(state, deployment) };
}

/** With `auto_merge`, which is the default, a branch that lacks commits of the default branch is not deployed as it is. */
function mergeConflict(state: State, asked: DeploymentBody): Answer | undefined {
  const { commits } = state;
  const [head, trunk] = [commits.resolve(asked.ref), commits.resolve(commits.defaultBranch)];
  if (asked.auto_merge === false || !head || !trunk || !commits.isBranch(asked.ref)) return undefined;
  const status = commits.compare(trunk, head)?.status;
  if (status !== 'behind' && status !== 'diverged') return undefined;
  return refuse(409, `Conflict merging ${commits.defaultBranch} into ${asked.ref}.`);
}

/** Without `required_contexts` every status of the commit has to be a success. */
function contextConflict(state: State, asked: DeploymentBody, sha: string): Answer | undefined {
  const latest = new Map(state.statuses.filter((status) => status.sha === sha).map((status) => [status.context, status.state]));
  const contexts = asked.required_contexts ?? [...latest.keys()];
  const failing = contexts.filter((context) => latest.get(context) !== 'success');
  if (failing.length === 0) return undefined;
  const listed = failing.map((context) => ({ context, state: latest.get(context) ?? 'missing' }));
  const errors = [{ contexts: listed, resource: 'Deployment', field: 'required_contexts', code: 'invalid' }];
  return refuse(409, `Conflict: Commit status checks failed for ${asked.ref}.`, errors);
}

function createStatus(ask: Ask): Answer {
  const { state, actor } = ask;
  const deployment = find(ask);
  if (!deployment) return notFound;
  const asked = ask.body as unknown as StatusBody;
  const { description = '' } = asked;
  if (description.length > 140) return invalid('DeploymentStatus', 'description', 'description is too long (maximum is 140 characters)');
  const problem = badAddress('DeploymentStatus', ask.body);
  if (problem) return problem;
  if (asked.state === 'success' && asked.auto_inactive !== false) retireOthers(state, deployment, actor);
  const urls = { environmentUrl: asked.environment_url ?? '', logUrl: asked.log_url ?? asked.target_url ?? '' };
  const status = add(state, deployment, { state: asked.state, description, creator: actor, ...urls });
  return { status: 201, body: showDeploymentStatus(state, deployment, status) };
}

/** What GitHub does by `auto_inactive`: prior successes of the environment end, but not in production and not in transient environments. */
function retireOthers(state: State, deployment: Deployment, actor: string): void {
  for (const other of state.deployments) {
    const prior = other.id < deployment.id && other.environment === deployment.environment && !other.transient && !other.production;
    if (!prior || other.statuses.at(-1)?.state !== 'success') continue;
    add(state, other, { state: 'inactive', description: '', creator: actor, environmentUrl: '', logUrl: '' });
  }
}

function add(state: State, deployment: Deployment, facts: Omit<DeploymentStatus, 'id' | 'createdAt'>): DeploymentStatus {
  const status = { ...facts, id: state.nextId(), createdAt: state.now() };
  deployment.statuses.push(status);
  deployment.updatedAt = status.createdAt;
  return status;
}

function list({ state, query }: Ask): Answer {
  const wanted = (name: 'sha' | 'ref' | 'task' | 'environment', value: string): boolean => [undefined, 'none', value].includes(query[name]);
  const found = state.deployments.filter(
    ({ sha, ref, task, environment }) =>
      wanted('sha', sha) && wanted('ref', ref) && wanted('task', task) && wanted('environment', environment),
  );
  return { list: found.reverse().map((deployment) => showDeployment(state, deployment)) };
}

const find = ({ state, params }: Ask): Deployment | undefined =>
  state.deployments.find((deployment) => String(deployment.id) === params['deployment_id']);

export const deployments: Readonly<Record<string, Handler>> = {
  'repos/create-deployment': create,
  'repos/list-deployments': list,
  'repos/get-deployment': (ask) => {
    const deployment = find(ask);
    return deployment ? { status: 200, body: showDeployment(ask.state, deployment) } : notFound;
  },
  'repos/create-deployment-status': createStatus,
  'repos/list-deployment-statuses': (ask) => {
    const deployment = find(ask);
    return deployment
      ? { list: deployment.statuses.toReversed().map((status) => showDeploymentStatus(ask.state, deployment, status)) }
      : notFound;
  },
  'repos/get-deployment-status': (ask) => {
    const deployment = find(ask);
    const status = deployment?.statuses.find(({ id }) => String(id) === ask.params['status_id']);
    return deployment && status ? { status: 200, body: showDeploymentStatus(ask.state, deployment, status) } : notFound;
  },
};
