import { parseUrl } from '@slipway/postgres';
import type { Task } from '../transport.ts';
import type { Work } from '../work.ts';
import type { Step } from './adapter.ts';
import { applicationConnection, applicationUrl, ownName, parameterOf } from './database.ts';

/** What a program gets besides the environment of the application. */
export type Variables = Pick<Task, 'environment' | 'secrets'>;

const enter = 'cd "$1" || exit 46; shift; exec "$@"';

/** A step that is one program of the image, run in a folder of it. */
export function program(work: Work, ids: readonly string[], base: string, argv: readonly string[], variables: Variables): Step {
  const words = ['sh', '-c', enter, 'sh', base, ...argv];
  return { ids, run: (call) => work.transport.exec({ argv: words, connect: true, ...variables }, call) };
}

/** How the tool is started: the input, a word a line, or what is usual for it. */
export function started(work: Work, usual: readonly string[]): readonly string[] {
  const words = work.inputs['tool-command'];
  return words.length > 0 ? words : usual;
}

/** What drivers read that follow libpq's variables: the bound for locks, and the name by which a lost session is found. */
export function sessionEnvironment(work: Work): Record<string, string> {
  const url = applicationUrl(work);
  const given = url === undefined ? undefined : parseUrl(url, 'database-variable').more['PGOPTIONS'];
  // Drivers take it from the URL, libpq does not.
  const path = parameterOf(work, 'search_path')?.replaceAll(/[^\w,$"-]/g, '');
  const timeout = `-c lock_timeout=${Math.trunc(work.inputs['ddl-lock-timeout'])}`;
  return { PGOPTIONS: [given, path && `-c search_path=${path}`, timeout].filter(Boolean).join(' '), PGAPPNAME: ownName(work.runName) };
}

const overriding = new Set(['application_name', 'fallback_application_name', 'options', 'lock_timeout']);

/** Drivers let a parameter of the URL take the place of our variables, which carry it where it is needed. */
export function withoutOverrides(url: string): string {
  const [base = '', query] = url.split(/\?(.*)/s);
  if (query === undefined) return url;
  const kept = query.split('&').filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => overriding.has(name)));
  return kept.length === 0 ? base : `${base}?${kept.join('&')}`;
}

/** The application's URL for a tool that reads it itself. */
export function plainUrl(work: Work): Record<string, string> {
  const url = applicationUrl(work);
  const plain = url === undefined ? undefined : withoutOverrides(url);
  return plain === undefined || plain === url ? {} : { [work.inputs['database-variable']]: plain };
}

/** The address of the database in variables, for programs that would want a URL with the password as an argument. */
export function addressVariables(work: Work): Variables {
  const { env, more, secrets } = applicationConnection(work);
  // Go's driver refuses these two.
  const { PGHOSTADDR: _address, PGSSLCRL: _list, ...rest } = { ...env, ...more };
  return { environment: { ...rest, ...sessionEnvironment(work) }, secrets };
}
