import type { Socket } from 'node:net';
import type { Address } from '@slipway/shell';
import type { Kind, KindRequest } from '../kind.ts';
import { option, optionProblems, type Place, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { type Pool, parsePool } from './pool.ts';
import { openSession, ServerError, type Session } from './postgres-session.ts';
import { asksTls } from './postgres-wire.ts';
import { ask, type Question, refuse } from './question.ts';
import { dial, Reader, secure } from './socket.ts';

const rules: PlaceRules = { port: 5432, host: 'optional', example: 'postgresql://user:password@db.internal:5432/app?sslmode=require' };
const forms = {
  pool: { pattern: /^\s*\d{1,6}\s*\+\s*\d{1,6}\s*\*\s*\d{1,6}\s*$/, what: 'pool size + overflow * instances, such as 20+10*3' },
};
const modes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** Whether PostgreSQL answers a query, and how many of its connections are taken. */
export const postgres: Kind = {
  conditions: ['[BODY].select == 1', '[BODY].connections.share < 0.9'],
  options: ['pool'],
  check: (request) => [...optionProblems(request, postgres, forms), ...placeProblems(request.url, rules), ...modeProblems(request.url)],
  probe: (request, ports) => {
    const place = placeOf(request.url, rules);
    const folder = place.parameters.get('host') ?? '';
    const target = folder.startsWith('/') ? { path: `${folder}/.s.PGSQL.${place.port}` } : { host: place.host, port: place.port };
    const endpoint = 'path' in target ? target.path : place.endpoint;
    return ask(request, ports, { ...place, endpoint }, (question) => look(question, { ...place, endpoint }, target));
  },
};

function modeProblems(url: string): readonly string[] {
  if (placeProblems(url, rules).length > 0) return [];
  const { parameters, host } = placeOf(url, rules);
  const mode = modeOf(parameters);
  return [
    ...(modes.includes(mode) ? [] : [`sslmode in the url is one of ${modes.join(', ')}.`]),
    ...(host === '' && !parameters.get('host')?.startsWith('/') ? ['The url names no host.'] : []),
    ...(parameters.has('password')
      ? ['The password stands before the host, where it is hidden: postgresql://user:password@host/app.']
      : []),
  ];
}

/** libpq's words, and what asyncpg calls `ssl`. */
function modeOf(parameters: URLSearchParams): string {
  const ssl = parameters.get('ssl');
  const mode = parameters.get('sslmode') ?? ssl ?? 'prefer';
  return mode === 'true' ? 'require' : mode === 'false' ? 'disable' : mode;
}

async function look(question: Question, place: Place, target: Address): Promise<void> {
  const mode = 'path' in target ? 'disable' : modeOf(place.parameters);
  const socket = await dial(question, target);
  const line = mode === 'disable' ? socket : await upgrade(question, place, socket, mode);
  const safe = line !== socket || 'path' in target || question.ports.shell.remote;
  const session = await openSession({ question, place, socket: line, reader: new Reader(question, line), safe });
  await describe(question, place, session);
  session.end();
}

async function upgrade(question: Question, place: Place, socket: Socket, mode: string): Promise<Socket> {
  if (await asksTls(question, socket))
    return secure(question, socket, { name: place.host, insecure: mode === 'prefer' || mode === 'require' });
  if (mode !== 'prefer') refuse(`${place.endpoint} does not offer TLS, and the url asks for sslmode=${mode}`, 'NO_TLS', 'tls');
  return socket;
}

/** Sessions of others only: a check must not fill the share that it looks at. Rows of other users hide their type from an ordinary user. */
const statistics = [
  "select current_setting('max_connections'), current_setting('superuser_reserved_connections'), pg_is_in_recovery(), pg_backend_pid(),",
  '(select count(*) from pg_stat_activity where datid is not null and usesysid is not null and pid <> pg_backend_pid()',
  "and coalesce(backend_type, 'client backend') = 'client backend')",
].join(' ');

async function describe({ finding, request }: Question, { endpoint }: Place, session: Session): Promise<void> {
  // Distributions write their own name behind it.
  const [version = ''] = (session.parameters.get('server_version') ?? '').split(' ');
  const select = Number((await session.query('select 1').catch((error: unknown) => failed(error, endpoint)))[0]);
  finding.json = { version, select };
  const pool = poolOf(request);
  try {
    const [most, reserved, recovery, process, others] = await session.query(statistics);
    const [used, max] = [Number(others), Number(most)];
    const connections = { used, max, reserved: Number(reserved), share: used / max };
    // A pooler hands out process numbers of its own.
    const facts = { recovery: recovery === 't', pooler: Number(process) !== session.process, ...(pool === undefined ? {} : { pool }) };
    finding.json = { version, select, connections, ...facts };
    if (pool !== undefined && pool.needed > max)
      refuse(`max_connections of ${endpoint} is ${max}, and the pools need ${pool.formula} = ${pool.needed}`, 'POOL');
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    // It does serve queries; what it does not tell is missing from the answer.
    finding.json = { version, select, problem: error.message };
    if (pool !== undefined) failed(error, endpoint);
  }
}

function poolOf(request: KindRequest): Pool | undefined {
  const text = option(request, 'pool');
  return text === undefined ? undefined : parsePool(text);
}

function failed(error: unknown, endpoint: string): never {
  if (!(error instanceof ServerError)) throw error;
  refuse(`${endpoint} lets this user in and does not answer its query: ${error.message}`, 'QUERY');
}
