import type { Shelf } from '../results.ts';
import type { CheckRun, Sarif } from './checks.ts';
import type { Comment } from './comments.ts';
import { Commits } from './commits.ts';
import type { Deployment } from './deployment-record.ts';
import type { Environment, EnvironmentRules } from './environments.ts';
import type { Issue } from './issues.ts';
import type { Pull, PullFacts } from './pulls.ts';
import type { Dispatch, Run, RunFacts } from './runs.ts';
import type { CommitStatus } from './statuses.ts';

export interface StateOptions {
  /** owner/name; the only repository that the fake knows, and a private one. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Where the artifacts of its runs are. */
  readonly shelf?: Shelf | undefined;
}

/** Everything that the fake remembers; tests read it, and change it through the methods. */
export class State {
  readonly owner: string;
  readonly name: string;
  readonly commits: Commits;
  readonly deployments: Deployment[] = [];
  readonly environments = new Map<string, Environment>();
  readonly runs = new Map<number, Run>();
  readonly statuses: CommitStatus[] = [];
  /** Issues and, as on GitHub, pull requests: one numbering. */
  readonly issues = new Map<number, Issue>();
  readonly pulls = new Map<number, Pull>();
  readonly comments = new Map<number, Comment>();
  readonly checkRuns: CheckRun[] = [];
  readonly sarifs: Sarif[] = [];
  readonly dispatches: Dispatch[] = [];
  /** Address of the API; set when the fake listens. */
  api = '';
  readonly html = 'https://github.test';
  readonly shelf: Shelf | undefined;
  readonly #clock: () => number;
  #id = 1000;

  constructor(options: StateOptions) {
    const [owner = '', name = ''] = options.repository.split('/');
    this.owner = owner;
    this.name = name;
    this.commits = new Commits(options.defaultBranch);
    this.#clock = options.clock;
    this.shelf = options.shelf;
  }

  /** Now, as GitHub writes it: whole seconds. */
  now(): string {
    return `${new Date(this.#clock()).toISOString().slice(0, 19)}Z`;
  }

  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  /** Address of something in the repository. */
  url(path = ''): string {
    return `${this.api}/repos/${this.owner}/${this.name}${path}`;
  }

  page(path = ''): string {
    return `${this.html}/${this.owner}/${this.name}${path}`;
  }

  /** Creates an environment or changes its rules, as an administrator does in the settings. */
  setEnvironment(name: string, rules: EnvironmentRules = {}): Environment {
    const created = { id: this.nextId(), name, createdAt: this.now(), reviewers: [], preventSelfReview: false, waitMinutes: 0 };
    const environment: Environment = { ...created, branches: 'all', ...this.environments.get(name), ...rules };
    this.environments.set(name, environment);
    return environment;
  }

  addRun(facts: RunFacts): Run {
    const head = this.commits.resolve(facts.sha ?? this.commits.defaultBranch)?.sha;
    if (!head) throw new Error(`The run ${facts.id} is of the commit ${facts.sha}, which is not known: add it to the commits first.`);
    const defaults = {
      attempt: 1,
      event: 'push',
      actor: 'ana',
      status: 'in_progress',
      conclusion: null,
      branch: this.commits.defaultBranch,
    };
    const run: Run = {
      ...defaults,
      path: '.github/workflows/deploy.yml',
      headRepository: `${this.owner}/${this.name}`,
      updatedAt: this.now(),
      ...facts,
      sha: head,
      waiting: new Set(),
      reviews: [],
      artifacts: [],
      createdAt: this.now(),
    };
    this.runs.set(run.id, run);
    return run;
  }

  /** A person lets a run into an environment. Throws where GitHub would not take that person's word. */
  approve(runId: number, environment: string, user: string, comment = ''): void {
    this.#review(runId, environment, user, comment, 'approved');
  }

  reject(runId: number, environment: string, user: string, comment = ''): void {
    this.#review(runId, environment, user, comment, 'rejected');
  }

  #review(runId: number, name: string, user: string, comment: string, state: 'approved' | 'rejected'): void {
    const run = this.runs.get(runId);
    const environment = this.environments.get(name);
    if (!run) throw new Error(`There is no run ${runId} to review: add it with addRun.`);
    if (!environment) throw new Error(`There is no environment ${name} to review: create it with setEnvironment.`);
    const why = refuseReviewer(environment, run, user);
    if (why) throw new Error(why);
    run.waiting.delete(name);
    run.reviews.push({ environments: [name], user, comment, state });
  }

  addPull(facts: PullFacts): Pull {
    const number = facts.number ?? Math.max(0, ...this.issues.keys()) + 1;
    const { commits } = this;
    const pull: Pull = {
      title: `Pull request ${number}`,
      body: '',
      author: 'ana',
      state: 'open',
      headRef: `branch-${number}`,
      headRepository: `${this.owner}/${this.name}`,
      baseRef: commits.defaultBranch,
      ...facts,
      number,
    };
    const at = this.now();
    const { title, body, author, state } = pull;
    const issue = { id: this.nextId(), number, title, body, author, state, labels: [], createdAt: at, updatedAt: at };
    this.issues.set(number, { ...issue, stateReason: null, closedAt: null, closedBy: null });
    this.pulls.set(number, pull);
    return pull;
  }
}

/** Why a person's review does not count, undefined where it does. Who is in a team is not modelled: anybody may be. */
export function refuseReviewer(environment: Environment, run: Run, user: string): string | undefined {
  const { name, reviewers } = environment;
  const team = reviewers.some((reviewer) => reviewer.startsWith('@'));
  if (!team && !reviewers.includes(user)) return `${user} is no reviewer of ${name}: ${reviewers.join(', ') || 'it has none'}.`;
  if (environment.preventSelfReview && run.actor === user) return `${user} started the run, and ${name} prevents self-review.`;
  return undefined;
}
