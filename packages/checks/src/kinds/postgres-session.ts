import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { isIPv4 } from 'node:net';
import { show } from '../show.ts';
import type { Place } from './place.ts';
import { refuseServer } from './postgres-error.ts';
import { int32, type Message, readFields, readMessage, readRow, send, sendStartup } from './postgres-wire.ts';
import { type Question, refuse } from './question.ts';
import { startScram } from './scram.ts';
import type { Reader } from './socket.ts';

export interface Session {
  /** What the server reports of itself: `server_version`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The process that the server, or a pooler before it, names for cancelling. */
  readonly process: number;
  /** The first row of a query. @throws Refusal, ServerError */
  query(sql: string): Promise<readonly (string | undefined)[]>;
  end(): void;
}

/** What PostgreSQL answered to a query. */
export class ServerError extends Error {}

interface Line {
  readonly question: Question;
  readonly place: Place;
  readonly socket: Socket;
  readonly reader: Reader;
  /** Nobody on the way can read it. */
  readonly safe: boolean;
}

/** Logs in. @throws Refusal */
export async function openSession(line: Line): Promise<Session> {
  const { place, socket, question, reader } = line;
  const user = place.user || 'postgres';
  const database = place.path || user;
  sendStartup(socket, { user, database, application_name: 'slipway', client_encoding: 'UTF8' });
  await authenticate(line, user);
  const parameters = new Map<string, string>();
  let process = 0;
  for (;;) {
    const { type, payload } = await next(line);
    if (type === 'S') {
      const [name = '', value = ''] = payload.toString().split('\0');
      parameters.set(name, value);
    } else if (type === 'K' && payload.length >= 4) process = payload.readInt32BE(0);
    else if (type === 'Z') break;
  }
  const query = async (sql: string): Promise<readonly (string | undefined)[]> => {
    send(socket, 'Q', `${sql}\0`);
    let row: readonly (string | undefined)[] = [];
    let failed: string | undefined;
    for (;;) {
      const { type, payload } = await readMessage(question, reader);
      if (type === 'D') row = readRow(payload);
      else if (type === 'E') failed = show(readFields(payload).get('M') ?? '', 160);
      else if (type === 'Z') break;
    }
    if (failed !== undefined) throw new ServerError(failed);
    return row;
  };
  return { parameters, process, query, end: () => send(socket, 'X', '') };
}

/** The next message that is no error. */
async function next({ question, reader, place }: Line): Promise<Message> {
  const message = await readMessage(question, reader);
  if (message.type === 'E') refuseServer(readFields(message.payload), place);
  return message;
}

async function authenticate(line: Line, user: string): Promise<void> {
  const { socket, place } = line;
  const { password, endpoint } = place;
  for (;;) {
    const { type, payload } = await next(line);
    if (type !== 'R') continue;
    const method = payload.readInt32BE(0);
    if (method === 0) return;
    if (password === '') refuse(`${endpoint} wants a password for the user ${show(user, 60)}, and the url has none`, 'NO_PASSWORD');
    if (method === 3) {
      if (!line.safe && !isLocal(place)) refuse(`${endpoint} wants the password in clear text, on a connection without TLS`, 'CLEARTEXT');
      send(socket, 'p', `${password}\0`);
    } else if (method === 5) send(socket, 'p', `${md5(password, user, payload.subarray(4, 8))}\0`);
    else if (method === 10) await scram(line, payload.toString('latin1', 4));
    else refuse(`${endpoint} wants a kind of login that this check does not speak (${method}): only passwords work`, 'LOGIN');
  }
}

async function scram(line: Line, offered: string): Promise<void> {
  const { socket, place } = line;
  const name = 'SCRAM-SHA-256';
  if (!offered.split('\0').includes(name)) refuse(`${place.endpoint} does not offer ${name}`, 'LOGIN');
  const exchange = startScram(place.password);
  send(socket, 'p', Buffer.concat([Buffer.from(`${name}\0`), int32(Buffer.byteLength(exchange.first)), Buffer.from(exchange.first)]));
  const proof = await exchange.proof((await next(line)).payload.toString('utf8', 4));
  if (proof === undefined) refuse(`${place.endpoint} answered a login that makes no sense`, 'LOGIN');
  send(socket, 'p', proof);
  const last = (await next(line)).payload.toString('utf8', 4);
  if (!exchange.verify(last)) refuse(`${place.endpoint} does not know the password itself: it is not the server that was meant`, 'LOGIN');
}

/** PostgreSQL's own form: the hash of password and user, hashed again with the server's salt. */
function md5(password: string, user: string, salt: Buffer): string {
  const hash = (...parts: readonly (string | Buffer)[]): string => {
    const digest = createHash('md5');
    for (const part of parts) digest.update(part);
    return digest.digest('hex');
  };
  return `md5${hash(hash(password, user), salt)}`;
}

function isLocal({ host }: Place): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('/') || (isIPv4(host) && host.startsWith('127.'));
}
