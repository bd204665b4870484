import type { Socket } from 'node:net';
import type { Kind } from '../kind.ts';
import { show } from '../show.ts';
import { flag, option, optionProblems, type Place, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';
import { encodeCommand, parseInfo, type Reply, readReply } from './resp.ts';
import { dial, isInsecure, Reader, secure } from './socket.ts';

const rules: PlaceRules = { port: 6379, example: 'rediss://user:password@redis.internal:6379/0' };

const forms = { role: { pattern: /^(master|slave)$/, what: 'master or slave' }, insecure: flag };

/** Whether Redis, or what speaks its protocol, answers; and how full its memory is. */
export const redis: Kind = {
  conditions: ['[BODY].ping == PONG'],
  options: ['role', 'insecure'],
  check: (request) => [...optionProblems(request, redis, forms), ...placeProblems(request.url, rules), ...databaseProblems(request.url)],
  probe: (request, ports) => {
    const place = placeOf(request.url, rules);
    return ask(request, ports, place, async (question) => {
      question.stage.secure = place.scheme === 'rediss';
      const socket = await dial(question, { host: place.host, port: place.port });
      const line = question.stage.secure ? await secure(question, socket, { name: place.host, insecure: isInsecure(question) }) : socket;
      await look(question, place, line);
    });
  },
};

function databaseProblems(url: string): readonly string[] {
  const problems = placeProblems(url, rules);
  return problems.length > 0 || /^\d{0,5}$/.test(placeOf(url, rules).path) ? [] : ['The path of the url is not the number of a database.'];
}

async function look(question: Question, place: Place, socket: Socket): Promise<void> {
  const reader = new Reader(question, socket);
  const send = async (...words: readonly string[]): Promise<Reply> => {
    socket.write(encodeCommand(...words));
    return readReply(question, reader);
  };
  const demand = async (...words: readonly string[]): Promise<string> => {
    const reply = await send(...words);
    return 'error' in reply ? refuseReply(reply.error, place) : reply.text;
  };
  const { finding } = question;
  if (place.password !== '') await demand('AUTH', ...(place.user === '' ? [] : [place.user]), place.password);
  if (place.path !== '') await demand('SELECT', place.path);
  const ping = await demand('PING');
  finding.json = { ping };
  // A user of an application often may not ask this, and a hosted Redis may not offer it: then it is simply not known.
  const info = await send('INFO');
  finding.json = 'error' in info ? { ping, problem: show(info.error) } : { ping, ...describeInfo(parseInfo(info.text)) };
  const wanted = option(question.request, 'role');
  const role = 'text' in info ? parseInfo(info.text).get('role') : undefined;
  if (wanted !== undefined && role !== wanted) refuseRole(place, wanted, role);
}

function refuseRole({ endpoint }: Place, wanted: string, role: string | undefined): never {
  if (role === undefined) refuse(`${endpoint} does not tell whether it is the ${wanted}: this user may not call INFO`, 'NOPERM');
  refuse(
    wanted === 'master' ? `${endpoint} is a replica, so writes fail with READONLY` : `${endpoint} is the ${show(role)} and not a replica`,
    'READONLY',
  );
}

function describeInfo(info: ReadonlyMap<string, string>): object {
  const number = (name: string): number => Number(info.get(name) ?? Number.NaN);
  const limit = number('maxmemory') > 0 ? 'maxmemory' : 'system';
  const [used, max] = [number('used_memory'), limit === 'maxmemory' ? number('maxmemory') : number('total_system_memory')];
  const link = info.get('master_link_status');
  return {
    version: info.get('valkey_version') ?? info.get('redis_version') ?? '',
    role: info.get('role') ?? '',
    ...(link === undefined ? {} : { link }),
    ...(Number.isFinite(used) ? { memory: { used, ...(max > 0 ? { max, share: used / max, limit } : {}) } } : {}),
  };
}

/** What the first word of an error means. */
function refuseReply(error: string, { endpoint, user, path }: Place): never {
  const word = /^[A-Z]+/.exec(error)?.[0] ?? 'ERR';
  const who = user === '' ? 'the password' : `the user ${show(user, 60)} with this password`;
  const sentences: Readonly<Record<string, string>> = {
    WRONGPASS: `${endpoint} refused ${who}`,
    NOAUTH: `${endpoint} wants a password, and the url has none`,
    NOPERM: `${endpoint} does not let this user ask (${show(error, 100)})`,
    LOADING: `${endpoint} is still loading its data into memory`,
    MASTERDOWN: `${endpoint} is a replica that lost its master and serves no old data`,
    MISCONF: `${endpoint} cannot write its data to disk, and refuses writes`,
    READONLY: `${endpoint} is a replica, so writes fail with READONLY`,
    BUSY: `${endpoint} is busy with a script that does not end`,
    CLUSTERDOWN: `the cluster of ${endpoint} is down`,
    DENIED: `${endpoint} is in protected mode: it has no password, and answers its own machine only`,
  };
  const known = Object.hasOwn(sentences, word) ? sentences[word] : undefined;
  refuse(known ?? plainError(error, endpoint, path), word);
}

function plainError(error: string, endpoint: string, path: string): string {
  if (/max number of clients/i.test(error)) return `${endpoint} has no connection left (maxclients)`;
  if (/without any password configured|no password is set/i.test(error)) return `a password was given, and ${endpoint} has none set`;
  if (/index is out of range/i.test(error)) return `${endpoint} has no database ${path}`;
  return `${endpoint} answered an error: ${show(error, 160)}`;
}
