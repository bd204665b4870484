import { type Handler, notFound } from './answer.ts';
import type { State } from './state.ts';
import { nodeId, numberOf, showUser } from './users.ts';

export interface EnvironmentRules {
  /** Logins, and teams as `@owner/team`. */
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  /** 0 for none. */
  readonly waitMinutes?: number;
  /** Every branch, protected ones, or those that match a pattern. */
  readonly branches?: 'all' | 'protected' | readonly string[];
}

export interface Environment extends Required<EnvironmentRules> {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
}

/** A deployment creates the environment that it names, without any rule. */
export function ensureEnvironment(state: State, name: string): Environment {
  return find(state, name) ?? state.setEnvironment(name);
}

/** GitHub does not tell upper and lower case apart here. */
export function find(state: State, name: string): Environment | undefined {
  const wanted = name.toLowerCase();
  return [...state.environments.values()].find((environment) => environment.name.toLowerCase() === wanted);
}

/** As a reference inside of other things. */
export function showEnvironmentLink(state: State, environment: Environment): Readonly<Record<string, unknown>> {
  return {
    id: environment.id,
    node_id: nodeId('Environment', environment.id),
    name: environment.name,
    url: state.url(`/environments/${encodeURIComponent(environment.name)}`),
    html_url: state.page(`/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`),
  };
}

export function showReviewers(state: State, environment: Environment): unknown[] {
  return environment.reviewers.map((name) =>
    name.startsWith('@') ? { type: 'Team', reviewer: showTeam(state, name) } : { type: 'User', reviewer: showUser(state, name) },
  );
}

function showTeam(state: State, name: string): unknown {
  const slug = name.slice(name.indexOf('/') + 1);
  const id = numberOf(name);
  const url = `${state.api}/organizations/1/team/${id}`;
  return {
    id,
    node_id: nodeId('Team', id),
    url,
    html_url: `${state.html}/orgs/${state.owner}/teams/${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: 1,
    parent: null,
  };
}

function show(state: State, environment: Environment): unknown {
  const { branches, createdAt } = environment;
  return {
    ...showEnvironmentLink(state, environment),
    created_at: createdAt,
    updated_at: createdAt,
    can_admins_bypass: true,
    protection_rules: protectionRules(state, environment),
    deployment_branch_policy:
      branches === 'all' ? null : { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' },
  };
}

function protectionRules(state: State, environment: Environment): unknown[] {
  const { waitMinutes, reviewers, branches, preventSelfReview } = environment;
  const rule = (offset: number, type: string, facts: object): object => {
    const id = environment.id * 10 + offset;
    return { id, node_id: nodeId('Gate', id), type, ...facts };
  };
  return [
    ...(waitMinutes > 0 ? [rule(1, 'wait_timer', { wait_timer: waitMinutes })] : []),
    ...(reviewers.length > 0
      ? [rule(2, 'required_reviewers', { prevent_self_review: preventSelfReview, reviewers: showReviewers(state, environment) })]
      : []),
    ...(branches === 'all' ? [] : [rule(3, 'branch_policy', {})]),
  ];
}

export const environments: Readonly<Record<string, Handler>> = {
  'repos/get-all-environments': ({ state }) => ({
    list: [...state.environments.values()].map((environment) => show(state, environment)),
    wrap: (page, total) => ({ total_count: total, environments: page }),
  }),
  'repos/get-environment': ({ state, params }) => {
    const environment = find(state, params['environment_name'] ?? '');
    return environment ? { status: 200, body: show(state, environment) } : notFound;
  },
  'repos/list-deployment-branch-policies': ({ state, params }) => {
    const environment = find(state, params['environment_name'] ?? '');
    if (!environment) return notFound;
    const patterns = typeof environment.branches === 'string' ? [] : environment.branches;
    const shown = patterns.map((name, index) => {
      const id = environment.id * 10 + 4 + index;
      return { id, node_id: nodeId('EnvironmentBranchPolicy', id), name, type: 'branch' };
    });
    return { list: shown, wrap: (page, total) => ({ total_count: total, branch_policies: page }) };
  },
};
