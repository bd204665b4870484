import { badInputs, Failure, type Host, nearest, withDetails } from '@slipway/action';
import { type Check, type CheckReport, parseConditions, runCheck } from '@slipway/checks';
import type { Color, Published } from '@slipway/docker';
import type { Address, Shell } from '@slipway/shell';
import type { View } from './work.ts';

/** What is asked of a release, wherever it stands: a service, a path, and what the answer must be. */
export interface Question {
  readonly service: string;
  readonly path: string;
  readonly conditions: readonly string[];
  /** Whether the answer tells the release's version. */
  readonly identity: boolean;
}

/**
 * The questions of a release: the health of the service that answers for it, the user's own checks, and for every other published service that it
 * answers at all. @throws Failure `bad-input` for a check that is none
 */
export function questionsFor(options: {
  service: string;
  healthPath: string;
  checks: readonly string[];
  published: readonly Published[];
}): Question[] {
  const own = new Map<string, { service: string; path: string; conditions: string[] }>();
  for (const line of options.checks) {
    const { service, path, condition } = parseCheck(line, options.published);
    const key = `${service} ${path}`;
    const question = own.get(key) ?? { service, path, conditions: [] };
    question.conditions.push(condition);
    own.set(key, question);
  }
  const health = { service: options.service, path: options.healthPath, conditions: ['[STATUS] == 200'], identity: true };
  const others = options.published.filter((published) => published.service !== options.service);
  return [
    health,
    ...[...own.values()].map((question) => ({ ...question, identity: false })),
    ...others.map(({ service }) => ({ service, path: '/', conditions: ['[STATUS] < 500'], identity: false })),
  ];
}

/** One line of the input `checks`, refused before anything is started for it. */
function parseCheck(line: string, published: readonly Published[]): { service: string; path: string; condition: string } {
  const [, service = '', path = '', condition = ''] = /^(\S+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
  const names = [...new Set(published.map((port) => port.service))];
  const near = nearest(service, names);
  const wrong = (message: string): Failure => badInputs([{ input: 'checks', message: `${message}. Example: ${exampleCheck}` }]);
  if (!condition) throw wrong(`'${line}' is not 'service path condition'`);
  if (!names.includes(service)) {
    const mean = near ? `; did you mean ${near}?` : '.';
    throw wrong(
      `'${line}' asks ${service}, which is no released service with a published port${mean} Those are: ${names.join(', ') || 'none'}`,
    );
  }
  if (!path.startsWith('/')) throw wrong(`the path in '${line}' does not start with /`);
  try {
    parseConditions([condition]);
  } catch (error) {
    if (error instanceof Failure && error.reason === 'bad-condition') throw wrong(`'${line}': ${error.message.trim()}`);
    throw error;
  }
  return { service, path, condition };
}

const exampleCheck = 'backend /health [BODY].database == connected';

/** The service whose health answers for the release. @throws Failure `unknown-service` */
export function answeringService(wanted: string | undefined, published: readonly Published[]): string {
  const names = [...new Set(published.map((port) => port.service))];
  const service = wanted ?? names[0];
  if (service !== undefined && names.includes(service)) return service;
  const what =
    wanted === undefined ? 'No released service publishes a port' : `service '${wanted}' is not a released service with a published port`;
  throw new Failure('unknown-service', `${what}; those are: ${names.join(', ') || 'none'}.`, {
    state: 'Nothing was changed.',
    hint: 'A service takes part in the switch when images names it and the compose file publishes a port of it, like 8000:8000.',
  });
}

export interface Asking {
  readonly shell: Shell;
  readonly host: Host;
  readonly version: { readonly value: string; readonly derived: boolean };
}

/** Asks an idle colour on its own addresses, for `deadline` milliseconds at most. @throws Failure `idle-check-failed`, `stale-version` */
export async function askColor(
  view: View,
  asking: Asking,
  color: Color,
  questions: readonly Question[],
  deadline: number,
): Promise<CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const question of questions) {
    const published = view.runtime.published.find((port) => port.service === question.service);
    if (published === undefined)
      throw new Failure('unknown-service', `checks: ${question.service} publishes no port that could be asked.`, {
        state: 'Nothing was changed.',
      });
    const address = view.runtime.address(color, published);
    const url = 'path' in address ? 'http://localhost' : `http://${address.host}:${address.port}`;
    const place = { address, url };
    const posed = pose(asking, question, place, `${color} ${question.service} ${question.path}`, { consecutive: 3, deadline });
    reports.push(await posed.catch((error: unknown) => Promise.reject(ownVersion(error))));
  }
  return reports;
}

/** Nothing stands between us and an idle colour that could answer for another: the image itself says another version. */
function ownVersion(error: unknown): unknown {
  if (!(error instanceof Failure) || error.reason !== 'stale-version') return error;
  const hint =
    'That is the new colour itself: its image tells another version than the input version names. Give the one that was built into it, or release the image that was built of this commit.';
  return withDetails(error, { hint });
}

/**
 * Asks the router, as users do, many times on fresh connections: only the released version may answer.
 * @throws Failure `stale-version`, or `reason` where the answers are no good
 */
export async function askRouter(view: View, asking: Asking, question: Question, reason?: string): Promise<CheckReport> {
  const published = view.runtime.published.find((one) => one.service === question.service);
  if (!published) throw new Failure('internal-error', `${question.service} has no published port.`);
  const many = { consecutive: 20, deadline: 30_000, successDelay: 20, retryDelay: 200 };
  return pose(asking, question, view.router.front(published), `router ${question.service} ${question.path}`, many, reason);
}

async function pose(
  asking: Asking,
  question: Question,
  place: { readonly address: Address; readonly url: string; readonly host?: string },
  name: string,
  options: Partial<Check>,
  reason = 'idle-check-failed',
): Promise<CheckReport> {
  const address = await asking.shell.reach(place.address);
  const check: Check = {
    name,
    url: `${place.url}${question.path}`,
    address,
    ...(place.host ? { hostHeader: place.host } : {}),
    conditions: parseConditions(question.conditions),
    ...(question.identity ? { expectVersion: asking.version } : {}),
    timeout: 5000,
    ...options,
  };
  const report = await runCheck(check, asking.host);
  for (const warning of report.warnings) asking.host.log.warn(warning);
  if (report.passed) {
    const proof = question.identity && report.identity === 'proven' ? `, version ${report.version} proven` : '';
    asking.host.log.info(`${name}: passed ${report.successes} times in a row${proof}.`);
    return report;
  }
  throw new Failure(report.failure === 'stale-version' ? 'stale-version' : reason, report.sentence, {
    hint: report.hints.join(' '),
  });
}
