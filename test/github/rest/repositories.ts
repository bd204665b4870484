import type { State } from './state.ts';
import { nodeId, numberOf, showUser } from './users.ts';

/** Addresses below a repository's own, by the name of the property without `_url`. */
const below: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

/** What GitHub puts into runs. */
export function showMinimalRepository(state: State, fullName = `${state.owner}/${state.name}`): Readonly<Record<string, unknown>> {
  const [owner = '', name = ''] = fullName.split('/');
  const id = numberOf(fullName);
  const url = `${state.api}/repos/${fullName}`;
  const links = Object.entries(below).map(([key, path]) => [`${key}_url`, url + path]);
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    owner: showUser(state, owner),
    private: true,
    html_url: `${state.html}/${fullName}`,
    description: null,
    fork: fullName !== `${state.owner}/${state.name}`,
    url,
    ...Object.fromEntries(links),
  };
}

/** What GitHub puts into pull requests. */
export function showRepository(state: State, fullName: string): Readonly<Record<string, unknown>> {
  const counts = ['forks', 'forks_count', 'open_issues', 'open_issues_count', 'size', 'stargazers_count', 'watchers', 'watchers_count'];
  const switches = ['has_downloads', 'has_issues', 'has_projects', 'has_wiki', 'has_pages', 'archived', 'disabled'];
  const nothing = ['homepage', 'language', 'mirror_url', 'license', 'pushed_at', 'created_at', 'updated_at'];
  const page = `${state.html}/${fullName}`;
  return {
    ...showMinimalRepository(state, fullName),
    default_branch: state.commits.defaultBranch,
    clone_url: `${page}.git`,
    git_url: `${page}.git`,
    ssh_url: `${page}.git`,
    svn_url: page,
    ...Object.fromEntries(counts.map((key) => [key, 0])),
    ...Object.fromEntries(switches.map((key) => [key, key === 'has_issues'])),
    ...Object.fromEntries(nothing.map((key) => [key, null])),
  };
}
