/** Names as a workflow writes them under `permissions:`. */
export type Permission = 'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'pull-requests' | 'security-events' | 'statuses';
export type Access = 'read' | 'write';
export type Permissions = Readonly<Partial<Record<Permission, Access>>>;

type Need = readonly [Permission, Access];

/** What each operation needs of a job's token: one of the entries. From GitHub's "Permissions required for GitHub Apps". */
const needs: Readonly<Record<string, readonly Need[]>> = {
  'actions/get-workflow-run': [['actions', 'read']],
  'actions/get-reviews-for-run': [['actions', 'read']],
  'actions/list-workflow-run-artifacts': [['actions', 'read']],
  'actions/list-artifacts-for-repo': [['actions', 'read']],
  'actions/download-artifact': [['actions', 'read']],
  'actions/delete-artifact': [['actions', 'write']],
  'actions/get-pending-deployments-for-run': [['actions', 'read']],
  'actions/review-pending-deployments-for-run': [['deployments', 'write']],
  'actions/create-workflow-dispatch': [['actions', 'write']],
  'repos/list-branches': [['contents', 'read']],
  'repos/get-branch': [['contents', 'read']],
  'checks/create': [['checks', 'write']],
  'code-scanning/upload-sarif': [['security-events', 'write']],
  'repos/list-commit-statuses-for-ref': [['statuses', 'read']],
  'repos/create-commit-status': [['statuses', 'write']],
  'repos/compare-commits-with-basehead': [['contents', 'read']],
  'repos/list-deployments': [['deployments', 'read']],
  'repos/get-deployment': [['deployments', 'read']],
  'repos/create-deployment': [['deployments', 'write']],
  'repos/list-deployment-statuses': [['deployments', 'read']],
  'repos/get-deployment-status': [['deployments', 'read']],
  'repos/create-deployment-status': [['deployments', 'write']],
  'repos/get-all-environments': [['actions', 'read']],
  'repos/get-environment': [['actions', 'read']],
  'repos/list-deployment-branch-policies': [['actions', 'read']],
  'issues/list-for-repo': [['issues', 'read']],
  'issues/create': [['issues', 'write']],
  'issues/get': [
    ['issues', 'read'],
    ['pull-requests', 'read'],
  ],
  'issues/update': [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ],
  'issues/list-comments': [
    ['issues', 'read'],
    ['pull-requests', 'read'],
  ],
  'issues/create-comment': [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ],
  'issues/get-comment': [
    ['issues', 'read'],
    ['pull-requests', 'read'],
  ],
  'issues/update-comment': [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ],
  'pulls/get': [['pull-requests', 'read']],
};

const holds = (permissions: Permissions, [name, access]: Need): boolean =>
  permissions[name] === 'write' || (access === 'read' && permissions[name] === 'read');

/**
 * Undefined where the token may, else what GitHub would accept, as its header `x-accepted-github-permissions` writes it.
 * @param pull whether the issue asked for is a pull request: `pull-requests` is good for nothing else
 */
export function missingPermission(operation: string, permissions: Permissions, pull: boolean): string | undefined {
  const accepted = needs[operation];
  if (!accepted) throw new Error(`No permission is written down for ${operation}: add it to permissions.ts.`);
  const useful = accepted.filter(([name]) => name !== 'pull-requests' || pull || !operation.startsWith('issues/'));
  if (useful.some((need) => holds(permissions, need))) return undefined;
  return accepted.map(([name, access]) => `${name.replaceAll('-', '_')}=${access}`).join('; ');
}
