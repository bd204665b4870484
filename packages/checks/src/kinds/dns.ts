import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { getServers, lookup } from 'node:dns';
import { isIP } from 'node:net';
import { readText } from '@slipway/shell';
import type { Kind, KindPorts, KindRequest } from '../kind.ts';
import { publicLookup, requirePublic } from '../private.ts';
import { type DnsAnswer, type DnsQuery, decodeAnswer, encodeQuery, types } from './dns-message.ts';
import { option, optionProblems, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';
import { connected, dial, Reader } from './socket.ts';

const rules: PlaceRules = { port: 53, host: 'optional', example: 'dns://8.8.8.8:53, or dns:// for the name server of the system' };
const forms = {
  'query-name': { pattern: /^(?=.{1,254}$)([\w-]{1,63}\.)*[\w-]{1,63}\.?$/, what: 'a name such as app.example.com' },
  'query-type': { pattern: new RegExp(`^(${Object.keys(types).join('|')})$`, 'i'), what: `one of ${Object.keys(types).join(', ')}` },
};

/** A packet may be lost without anybody's fault. */
const resendAfter = 1000;

/** What a name server says of a name. */
export const dns: Kind = {
  conditions: ['[BODY].rcode == NOERROR', 'len([BODY].answers) > 0'],
  options: ['query-name', 'query-type'],
  check: (request) => [
    ...optionProblems(request, dns, forms),
    ...placeProblems(request.url, rules),
    ...(option(request, 'query-name') === undefined ? ['query-name says which name is asked for.'] : []),
  ],
  probe: async (request, ports) => {
    const place = placeOf(request.url, rules);
    const named = { host: place.host, port: place.port };
    const asked = { shown: place.shown, endpoint: place.host === '' ? `the name server of ${ports.shell.where}` : place.endpoint };
    return ask(request, ports, asked, async (question) => {
      const servers = place.host === '' ? await systemServers(question) : [named];
      const { rcode, answers } = await askServers(question, servers, queryOf(request));
      question.finding.json = { answers, rcode };
      question.finding.answers = answers.map((answer) => spellings(answer, queryOf(request).type));
    });
  },
};

/** Names also with the dot of their root, and those of a mail server also without its preference: gatus' files write them so. */
function spellings(answer: string, type: string): readonly string[] {
  if (!['CNAME', 'NS', 'PTR', 'MX'].includes(type)) return [answer];
  const names = type === 'MX' ? [answer, answer.replace(/^\d+ /, '')] : [answer];
  return names.flatMap((name) => [name, `${name}.`]);
}

interface Server {
  readonly host: string;
  readonly port: number;
}

function queryOf(request: KindRequest): DnsQuery {
  const type = (option(request, 'query-type') ?? 'A').toUpperCase();
  return { id: randomInt(65_536), name: option(request, 'query-name') ?? '', type };
}

async function systemServers({ ports: { shell } }: Question): Promise<readonly Server[]> {
  const listed = shell.remote ? await serversThere(shell) : getServers();
  const servers = listed.map((text) => {
    const [, host = text, port = '53'] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(text) === 0 ? text : `[${text}]`) ?? [];
    return { host, port: Number(port) };
  });
  if (servers.length === 0) refuse(`${shell.where} names no name server`, 'NO_SERVER');
  return servers;
}

async function serversThere(shell: KindPorts['shell']): Promise<readonly string[]> {
  const text = (await readText(shell, '/etc/resolv.conf')) ?? '';
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, server = '']) => server);
}

/** One after the other, as a resolver does; the last one's failure is the one that counts. */
async function askServers(question: Question, servers: readonly Server[], query: DnsQuery): Promise<DnsAnswer> {
  const share = question.request.timeout / servers.length;
  const [last = { host: '', port: 53 }, ...others] = servers.toReversed();
  for (const server of others.toReversed()) {
    const answer = await askServer(question, server, query, share).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return askServer(question, last, query);
}

async function askServer(question: Question, server: Server, query: DnsQuery, patience?: number): Promise<DnsAnswer> {
  // Packets do not pass a tunnel of SSH, and a name server answers on TCP too.
  if (question.ports.shell.remote) return askByTcp(question, server, query);
  const answer = await askByUdp(question, server, query, patience);
  return answer.truncated ? askByTcp(question, server, query) : answer;
}

/** The address of a name server that is given by its name. */
async function addressOf({ ports }: Question, server: Server): Promise<string> {
  if (ports.publicOnly) requirePublic(server);
  if (isIP(server.host) !== 0) return server.host;
  const find = ports.publicOnly ? publicLookup() : lookup;
  return new Promise((resolve, reject) => {
    find(server.host, {}, (error, address) => (error ? reject(error) : resolve(String(address))));
  });
}

async function askByUdp(question: Question, server: Server, query: DnsQuery, patience: number | undefined): Promise<DnsAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<DnsAnswer>();
  // Nothing is accepted without an answer, as at the other end of a tunnel.
  question.stage.indirect = true;
  const host = await addressOf(question, server);
  const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4');
  const send = (): void => socket.send(encodeQuery(query), () => {});
  let repeat: NodeJS.Timeout | undefined;
  const giveUp = patience === undefined ? undefined : setTimeout(() => reject(new Error('no answer')), patience);
  let open = true;
  const close = (): void => {
    clearInterval(repeat);
    clearTimeout(giveUp);
    if (open) socket.close();
    open = false;
  };
  question.closing(close);
  socket.on('error', reject);
  // Only what comes from the server that was asked arrives on a connected socket.
  socket.on('message', (packet) => {
    const answer = decodeAnswer(packet, query);
    if (answer === undefined) return;
    connected(question);
    question.stage.answering = true;
    resolve(answer);
  });
  socket.connect(server.port, host, (error?: Error) => {
    if (error !== undefined && error !== null) return reject(error);
    if (!open) return;
    send();
    repeat = setInterval(send, resendAfter);
  });
  return promise.finally(close);
}

async function askByTcp(question: Question, server: Server, query: DnsQuery): Promise<DnsAnswer> {
  const socket = await dial(question, server);
  const packet = encodeQuery(query);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(packet.length);
  socket.write(Buffer.concat([length, packet]));
  const reader = new Reader(question, socket);
  const answer = decodeAnswer(await reader.take((await reader.take(2)).readUInt16BE(0)), query);
  if (answer === undefined) refuse(`${question.stage.endpoint} answered something that is not DNS`, 'NOT_DNS');
  return answer;
}
