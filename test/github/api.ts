// A fake of GitHub's REST API for one private repository. It keeps state, and both sides of every call are held to the published description.
import type { Fault, Planted } from './injector.ts';
import { type Answer, type Handler, notFound, refuse } from './rest/answer.ts';
import { artifacts } from './rest/artifacts.ts';
import { branches } from './rest/branches.ts';
import { checks } from './rest/checks.ts';
import { comments } from './rest/comments.ts';
import { comparisons } from './rest/compare.ts';
import { deployments } from './rest/deployments.ts';
import { environments } from './rest/environments.ts';
import { failure } from './rest/failure.ts';
import { issues } from './rest/issues.ts';
import { cutPage } from './rest/pages.ts';
import { missingPermission, type Permissions } from './rest/permissions.ts';
import { pulls } from './rest/pulls.ts';
import { runs } from './rest/runs.ts';
import { type Call, openSpecification, type Specification } from './rest/specification.ts';
import { State } from './rest/state.ts';
import { statuses } from './rest/statuses.ts';
import type { Shelf } from './results.ts';
import { type Received, type Recorded, type Reply, startServer } from './server.ts';

export interface Token {
  readonly permissions: Permissions;
  /** Login; a job's token acts as `github-actions[bot]`, which is the default. */
  readonly actor?: string;
}

export interface GitHubOptions {
  /** owner/name; `acme/notes` unless said. */
  readonly repository?: string;
  readonly tokens: Readonly<Record<string, Token>>;
  /** History of the default branch, oldest first; one commit of forty times `a` unless said. */
  readonly commits?: readonly string[];
  /** `main` unless said. */
  readonly defaultBranch?: string;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** The artifacts of its runs, where a test has any. */
  readonly shelf?: Shelf;
  /** Other handlers, for tests of the fake itself. */
  readonly handlers?: Readonly<Record<string, Handler>>;
}

export interface FakeGitHub {
  /** What GITHUB_API_URL is set to. */
  readonly url: string;
  readonly state: State;
  /** Every call with its answer, oldest first. */
  readonly requests: readonly Recorded[];
  /** Where one side left the published description. A test that ends well asserts that this is empty. */
  readonly problems: readonly string[];
  /** Makes the next matching calls fail. */
  fail(fault: Fault): Planted;
  close(): Promise<void>;
}

const handlers: Readonly<Record<string, Handler>> = {
  ...artifacts,
  ...branches,
  ...checks,
  ...comments,
  ...comparisons,
  ...deployments,
  ...environments,
  ...issues,
  ...pulls,
  ...runs,
  ...statuses,
};

/** Calls of a job's token in an hour. */
const hourly = 1000;

export async function startGitHub(options: GitHubOptions): Promise<FakeGitHub> {
  const { repository = 'acme/notes', defaultBranch = 'main', clock = Date.now, commits = ['a'.repeat(40)] } = options;
  const state = new State({ repository, defaultBranch, clock, shelf: options.shelf });
  for (const sha of commits) state.commits.add(sha);
  const specification = await openSpecification();
  const problems: string[] = [];
  let used = 0;

  const respond = ({ status, body, headers }: { status: number; body?: unknown; headers?: Readonly<Record<string, string>> }): Reply => {
    used += 1;
    const reset = String(Math.floor(clock() / 3_600_000 + 1) * 3600);
    const remaining = String(Math.max(0, hourly - used));
    const rate = { 'x-ratelimit-limit': String(hourly), 'x-ratelimit-remaining': remaining, 'x-ratelimit-used': String(used) };
    const all = { ...rate, 'x-ratelimit-reset': reset, 'x-ratelimit-resource': 'core', 'x-github-request-id': `FAKE:${used}`, ...headers };
    if (body === undefined) return { status, headers: all };
    return { status, headers: { ...all, 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  };

  const answer = (received: Received): Reply => {
    const token = options.tokens[tokenOf(received)];
    if (!received.headers['user-agent']) return respond(plain(refuse(403, 'Request forbidden by administrative rules.')));
    if (!token) return respond(plain(refuse(401, received.headers.authorization ? 'Bad credentials' : 'Requires authentication')));
    const request = {
      method: received.method,
      path: received.path,
      headers: received.headers as Record<string, string>,
      query: Object.fromEntries(received.query),
      body: received.body.length > 0 ? received.body.toString() : undefined,
    };
    const call = specification.find(request);
    const where = `${received.method} ${received.path}`;
    if (!call) {
      problems.push(`${where} is not in openapi.json: add it to subset.ts and to the fake, or call something else.`);
      return respond(plain(notFound));
    }
    // A private repository that a token does not reach does not exist for it.
    const asked = `${call.params['owner']}/${call.params['repo']}`;
    if (asked.toLowerCase() !== repository.toLowerCase()) return respond(plain(notFound));
    const accepted = missingPermission(call.operation, token.permissions, isPull(state, call));
    if (accepted) {
      const headers = { 'x-accepted-github-permissions': accepted };
      return respond({ ...plain(refuse(403, 'Resource not accessible by integration')), headers });
    }
    const wrong = specification.checkRequest(request, call);
    if (wrong.length > 0) {
      problems.push(`${where}: ${wrong.join('; ')}`);
      return respond(plain(refuse(422, `Invalid request.\n\n${wrong.join('\n')}`)));
    }
    return perform(call, received, token.actor ?? 'github-actions[bot]');
  };

  const perform = (call: Call, received: Received, actor: string): Reply => {
    const handler = options.handlers?.[call.operation] ?? handlers[call.operation];
    const handled: Answer = handler ? handler({ ...call, state, actor }) : refuse(500, `The fake has no handler of ${call.operation}.`);
    const reply = 'list' in handled ? cutPage(handled, received, server.url) : handled;
    const broken = answerProblems(specification, call.operation, reply);
    if (broken.length === 0) return respond(reply);
    problems.push(...broken);
    return respond(plain(refuse(500, `The fake is wrong: ${broken.join('; ')}`)));
  };

  const actor = (received: Received): string | undefined => {
    const token = options.tokens[tokenOf(received)];
    return token ? (token.actor ?? 'github-actions[bot]') : undefined;
  };
  const server = await startServer({ answer, actor, failure: (status, fault) => respond(failure(status, fault)) });
  state.api = server.url;
  return { ...server, state, problems };
}

const plain = (answer: Answer): { status: number; body?: unknown } => ('list' in answer ? { status: 200, body: answer.list } : answer);

function answerProblems(specification: Specification, operation: string, reply: { status: number; body?: unknown }): readonly string[] {
  // As it goes over the wire: what JSON drops is not there.
  const body: unknown = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
  return specification.checkResponse(operation, reply.status, body);
}

/** Both schemes that GitHub takes. */
const tokenOf = ({ headers }: Received): string => /^(?:token|bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

function isPull(state: State, { params }: Call): boolean {
  const comment = state.comments.get(Number(params['comment_id']));
  return state.pulls.has(comment?.issue ?? Number(params['issue_number']));
}
