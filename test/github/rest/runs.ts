import type { Artifact } from '../services/artifacts.ts';
import { type Answer, type Ask, type Handler, notFound, refuse } from './answer.ts';
import { showArtifact } from './artifacts.ts';
import { showDeployment } from './deployment-record.ts';
import { type Environment, showEnvironmentLink, showReviewers } from './environments.ts';
import { showMinimalRepository } from './repositories.ts';
import { refuseReviewer, type State } from './state.ts';
import { nodeId, numberOf, showUser } from './users.ts';

export interface Review {
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected';
  readonly user: string;
  readonly comment: string;
}

export interface RunArtifact {
  readonly name: string;
  readonly size: number;
  /** `sha256:…` */
  readonly digest?: string;
  readonly expired?: boolean;
}

interface Facts {
  readonly id: number;
  attempt: number;
  status: string;
  conclusion: string | null;
  event: string;
  /** Who started it. */
  actor: string;
  branch: string;
  sha: string;
  /** Path of the workflow's file. */
  path: string;
  /** owner/name of where its commit comes from; a fork for some pull requests. */
  headRepository: string;
  /** When something became of it last. */
  updatedAt: string;
}

/** What a test says of a run; everything but the number has a default. */
export type RunFacts = Pick<Facts, 'id'> & Partial<Facts>;

export interface Run extends Facts {
  /** Environments whose reviewers it waits for. */
  readonly waiting: Set<string>;
  readonly reviews: Review[];
  readonly artifacts: RunArtifact[];
  readonly createdAt: string;
}

export interface Dispatch {
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly actor: string;
}

function show(state: State, run: Run): unknown {
  const url = state.url(`/actions/runs/${run.id}`);
  const workflow = numberOf(run.path);
  const person = showUser(state, run.actor);
  const message = state.commits.resolve(run.sha)?.message ?? '';
  const author = { name: run.actor, email: `${run.actor}@example.com` };
  return {
    id: run.id,
    name: run.path,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    display_title: message,
    run_number: run.id,
    run_attempt: run.attempt,
    event: run.event,
    status: run.waiting.size > 0 ? 'waiting' : run.status,
    conclusion: run.conclusion,
    workflow_id: workflow,
    url,
    html_url: state.page(`/actions/runs/${run.id}`),
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor: person,
    triggering_actor: person,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: state.url(`/check-suites/${run.id}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: state.url(`/actions/workflows/${workflow}`),
    head_commit: { id: run.sha, tree_id: run.sha, message, timestamp: run.createdAt, author, committer: author },
    repository: showMinimalRepository(state),
    head_repository: showMinimalRepository(state, run.headRepository),
  };
}

const environmentsOf = (state: State, names: Iterable<string>): Environment[] =>
  [...names].map((name) => state.environments.get(name)).filter((environment) => environment !== undefined);

function showReview(state: State, review: Review): unknown {
  const { comment, user } = review;
  const shown = environmentsOf(state, review.environments).map((environment) => {
    const { createdAt } = environment;
    return { ...showEnvironmentLink(state, environment), created_at: createdAt, updated_at: createdAt };
  });
  return { environments: shown, state: review.state, user: showUser(state, user), comment };
}

function showPending(state: State, run: Run, environment: Environment, actor: string): unknown {
  return {
    environment: showEnvironmentLink(state, environment),
    wait_timer: environment.waitMinutes,
    wait_timer_started_at: environment.waitMinutes > 0 ? run.createdAt : null,
    current_user_can_approve: refuseReviewer(environment, run, actor) === undefined,
    reviewers: showReviewers(state, environment),
  };
}

/** One that a test only says is there. */
function showSaid(state: State, run: Run, artifact: RunArtifact): unknown {
  const id = numberOf(`${run.id}/${artifact.name}`);
  const url = state.url(`/actions/artifacts/${id}`);
  const at = { created_at: run.createdAt, updated_at: run.createdAt, expires_at: run.createdAt };
  const { name, size, expired = false, digest = null } = artifact;
  const node = nodeId('Artifact', id);
  return { id, node_id: node, name, size_in_bytes: size, url, archive_download_url: `${url}/zip`, expired, digest, ...at };
}

const named =
  (query: Ask['query']) =>
  ({ name }: { readonly name: string }): boolean =>
    [undefined, name].includes(query['name']);

const storedOf = ({ shelf }: State, run: Run): readonly Artifact[] =>
  (shelf?.all() ?? []).filter((artifact) => artifact.run === String(run.id));

/** A review over the API. The bot of a job can be no reviewer, so only a person's token gets here with success. */
function review(ask: Ask, run: Run): Answer {
  const { state, actor } = ask;
  const asked = ask.body as unknown as { environment_ids: number[]; state: 'approved' | 'rejected'; comment: string };
  const pending = environmentsOf(state, run.waiting).filter(({ id }) => asked.environment_ids.includes(id));
  if (pending.length !== asked.environment_ids.length) return refuse(422, 'No pending deployment requests to approve or reject');
  const refusal = pending.map((environment) => refuseReviewer(environment, run, actor)).find((why) => why !== undefined);
  if (refusal) return refuse(422, refusal);
  const names = pending.map(({ name }) => name);
  for (const name of names) run.waiting.delete(name);
  run.reviews.push({ environments: names, state: asked.state, user: actor, comment: asked.comment });
  const shown = state.deployments.filter((deployment) => names.includes(deployment.environment) && deployment.sha === run.sha);
  return { status: 200, body: shown.map((deployment) => showDeployment(state, deployment)) };
}

function dispatch({ state, actor, params, body }: Ask): Answer {
  const asked = body as unknown as { ref: string; inputs?: Record<string, unknown>; return_run_details?: boolean };
  if (!state.commits.resolve(asked.ref)) return refuse(422, `No ref found for: ${asked.ref}`);
  state.dispatches.push({ workflow: params['workflow_id'] ?? '', ref: asked.ref, inputs: asked.inputs ?? {}, actor });
  if (!asked.return_run_details) return { status: 204 };
  const id = state.nextId();
  const run_url = state.url(`/actions/runs/${id}`);
  return { status: 200, body: { workflow_run_id: id, run_url, html_url: state.page(`/actions/runs/${id}`) } };
}

const withRun =
  (answer: (ask: Ask, run: Run) => Answer): Handler =>
  (ask) => {
    const run = ask.state.runs.get(Number(ask.params['run_id']));
    return run ? answer(ask, run) : notFound;
  };

export const runs: Readonly<Record<string, Handler>> = {
  'actions/get-workflow-run': withRun(({ state }, run) => ({ status: 200, body: show(state, run) })),
  'actions/get-reviews-for-run': withRun(({ state }, run) => ({ status: 200, body: run.reviews.map((item) => showReview(state, item)) })),
  'actions/get-pending-deployments-for-run': withRun(({ state, actor }, run) => {
    const pending = environmentsOf(state, run.waiting);
    return { status: 200, body: pending.map((environment) => showPending(state, run, environment, actor)) };
  }),
  'actions/review-pending-deployments-for-run': withRun(review),
  'actions/list-workflow-run-artifacts': withRun(({ state, query }, run) => ({
    list: [
      ...run.artifacts.filter(named(query)).map((artifact) => showSaid(state, run, artifact)),
      ...storedOf(state, run)
        .filter(named(query))
        .map((artifact) => showArtifact(state, artifact)),
    ],
    wrap: (page, total) => ({ total_count: total, artifacts: page }),
  })),
  'actions/create-workflow-dispatch': dispatch,
};
