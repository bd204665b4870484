import { type Check, type Condition, ConditionError, type ExpectedVersion, parseCondition, show } from '@slipway/checks';
import { problemOf } from '../problem.ts';
import { shortName } from '../read-check.ts';
import { given } from '../request.ts';
import { hideHeaders, hidePassword } from '../secrets.ts';
import { type Environment, expand, type Filling, fillsIn } from './expand.ts';
import type { FileCheck } from './fields.ts';
import type { Notes, Path } from './read-fields.ts';

/** What a file of checks is read with. */
export interface Surroundings {
  /** Where paths begin. */
  readonly base: string | undefined;
  readonly environment: Environment;
  /** Values of the environment may be sent there. */
  readonly mayFill: (url: URL | undefined) => boolean;
  /** What every check of the run has in common. */
  readonly common: Partial<Check>;
  readonly measuring: (conditions: readonly Condition[]) => Partial<Check>;
  /** The version that the answers of this host must not contradict. */
  readonly expectVersion: (url: URL) => ExpectedVersion | undefined;
  /** A file of the repository; undefined where it cannot be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

interface Context extends Surroundings {
  readonly notes: Notes;
  /** A condition that means nothing. */
  readonly condition: (path: Path, message: string) => void;
}

/** Longer names break tables. */
const longestName = 200;

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** One check of a file; undefined where it cannot be made, with every reason noted. */
export async function toCheck(read: FileCheck, path: Path, context: Context): Promise<Check | undefined> {
  const { notes, common } = context;
  const write = (text: string, at: Path, more: Pick<Filling, 'allowed' | 'hidden'>): string =>
    expand(text, { ...more, environment: context.environment, problem: (message) => notes.problem(at, message) });
  // Only the filled address says which host it is; what may not be filled there goes no further than here.
  const url = addressOf(read, path, (text, at) => write(text, at, { allowed: true, hidden: false }), context);
  const allowed = context.mayFill(url);
  if (!allowed && fillsIn(read.url)) {
    write(read.url ?? '', [...path, 'url'], { allowed, hidden: false });
    return undefined;
  }
  const fill = (text: string, at: Path): string => write(text, at, { allowed, hidden: true });
  const method = (read.method ?? 'GET').toUpperCase();
  if (!methods.includes(method)) notes.problem([...path, 'method'], `method must be one of ${methods.join(', ')}`);
  const headers = Object.fromEntries(
    Object.entries(read.headers ?? {}).map(([name, value]) => [name, fill(value, [...path, 'headers', name])]),
  );
  hideHeaders(headers);
  const dns = read.dns !== undefined;
  const conditions = (read.conditions ?? []).flatMap((text, index) => readCondition(text, dns, [...path, 'conditions', index], context));
  const certificate = await certificateOf(read, path, context);
  const body = read.body === undefined ? undefined : fill(read.body, [...path, 'body']);
  if (url === undefined) return undefined;
  const expectVersion = /^https?:$/.test(url.protocol) ? context.expectVersion(url) : undefined;
  const check: Check = {
    ...common,
    name: nameOf(read, url),
    url: url.href,
    method,
    headers: read.graphql ? { 'Content-Type': 'application/json', ...headers } : headers,
    ...given('body', read.graphql && body !== undefined ? JSON.stringify({ query: body }) : body),
    conditions,
    ...given('expectVersion', expectVersion),
    ...given('timeout', read.client?.timeout ?? common.timeout),
    ...given('insecure', read.client?.insecure),
    ...(read.client?.['ignore-redirect'] ? { redirects: 0 } : {}),
    ...(dns || read.options ? { options: { ...read.dns, ...read.options } } : {}),
    ...certificate,
    ...context.measuring(conditions),
  };
  // A condition that means nothing is told already, and there is nothing to say of the others without it.
  if ((read.conditions ?? []).length === conditions.length) await noteProblem(check, path, context);
  return check;
}

/** Why it can never be asked, whatever its parts are by themselves. */
async function noteProblem(check: Check, path: Path, { notes, condition }: Context): Promise<void> {
  const problem = await problemOf(check);
  if (problem === undefined) return;
  if (problem.reason === 'bad-condition') return condition([...path, 'conditions'], problem.message);
  const hint = / is no kind of check\./.test(problem.message) ? ' With enabled: false the check is left out.' : '';
  notes.problem([...path, 'url'], `${problem.message}${hint}`);
}

/** Foreign text on one line, whatever the file holds. */
function nameOf({ group, name }: FileCheck, url: URL): string {
  const [before, own] = [group, name].map((text) => show(text ?? '', longestName));
  return [before, own || show(shortName(url), longestName)].filter(Boolean).join('/');
}

function addressOf(read: FileCheck, path: Path, fill: (text: string, at: Path) => string, { base, notes }: Context): URL | undefined {
  const at = [...path, 'url'];
  if (read.url === undefined) return notes.problem(path, 'url is missing') as undefined;
  const filled = fill(read.url, at);
  // gatus writes a question to a DNS server without a scheme.
  const text = read.dns !== undefined && !filled.includes('://') ? `dns://${filled}` : filled;
  const relative = text.startsWith('/');
  if (relative && base === undefined)
    return notes.problem(at, `${read.url} is a path, and the input url, where it would begin, is not given`) as undefined;
  if (!URL.canParse(text, relative ? base : undefined) || !(relative || /^[a-z][a-z0-9+]*:\/\//i.test(text))) {
    return notes.problem(at, 'url is not an address such as https://app.example.com/health') as undefined;
  }
  const url = new URL(text, relative ? base : undefined);
  hidePassword(url);
  return url;
}

function readCondition(text: string, dns: boolean, path: Path, { condition }: Context): readonly Condition[] {
  try {
    // What gatus calls by a name of its own stands in the body here, like everything that a kind finds out.
    return [parseCondition(dns ? text.replace('[DNS_RCODE]', '[BODY].rcode') : text)];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    condition(path, error.message);
    return [];
  }
}

async function certificateOf(read: FileCheck, path: Path, { readFile, notes }: Context): Promise<Partial<Check>> {
  const tls = read.client?.tls;
  const [certificate, key] = [tls?.['certificate-file'], tls?.['private-key-file']];
  if (certificate === undefined && key === undefined) return {};
  const at = [...path, 'client', 'tls'];
  if (certificate === undefined || key === undefined) {
    notes.problem(at, 'certificate-file and private-key-file belong together');
    return {};
  }
  const [clientCertificate, clientKey] = await Promise.all([readFile(certificate), readFile(key)]);
  if (clientCertificate === undefined) notes.problem([...at, 'certificate-file'], `${certificate} cannot be read in the repository`);
  if (clientKey === undefined) notes.problem([...at, 'private-key-file'], `${key} cannot be read in the repository`);
  return { ...given('clientCertificate', clientCertificate), ...given('clientKey', clientKey) };
}
