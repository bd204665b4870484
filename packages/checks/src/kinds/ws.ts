import { createHash, randomBytes } from 'node:crypto';
import * as http from 'node:http';
import type { Socket } from 'node:net';
import type { Kind } from '../kind.ts';
import { show } from '../show.ts';
import { flag, option, optionProblems, type Place, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';
import { connected, dial, isInsecure, Reader, secure } from './socket.ts';
import { closeReason, encodeFrame, opcode, readFrame } from './ws-frame.ts';

const rules: PlaceRules = { web: true, example: 'wss://app.example.com/ws' };
const token = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const forms = {
  protocol: { pattern: token, what: 'the name of a subprotocol' },
  origin: { pattern: /^[\x21-\x7e]{1,300}$/, what: 'an origin such as https://app.example.com' },
  receive: flag,
  insecure: flag,
};

/**
 * Whether a WebSocket opens and its other end lives: the answer to the handshake is verified, and a ping comes back. `message` is sent as text;
 * with it, or with `receive: true`, the first message of the server is waited for.
 */
export const ws: Kind = {
  conditions: ['[WS] == open'],
  options: ['protocol', 'origin', 'message', 'receive', 'insecure'],
  check: (request) => [...optionProblems(request, ws, forms), ...placeProblems(request.url, rules)],
  probe: (request, ports) => {
    const place = placeOf(request.url, rules);
    return ask(request, ports, place, async (question) => {
      question.finding.json = { state: 'closed', protocol: '' };
      question.stage.secure = place.scheme === 'wss';
      const dialled = await dial(question, { host: place.host, port: place.port });
      const socket = question.stage.secure
        ? await secure(question, dialled, { name: place.host, insecure: isInsecure(question) })
        : dialled;
      await talk(question, place, await shakeHands(question, place, socket));
    });
  },
};

interface Opened {
  readonly socket: Socket;
  readonly protocol: string;
}

/** The way that a URL names behind the host; the handshake is a GET of it. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url.trim());
  return `${pathname}${search}`;
}

function shakeHands(question: Question, place: Place, socket: Socket): Promise<Opened> {
  const { request, finding, stage } = question;
  const key = randomBytes(16).toString('base64');
  const { promise, resolve, reject } = Promise.withResolvers<Opened>();
  const refuseLater = (message: string): void => {
    try {
      refuse(message, 'HANDSHAKE');
    } catch (error) {
      reject(error);
    }
  };
  const login = `${place.user}:${place.password}`;
  const asked = http.request({
    createConnection: () => socket,
    path: pathOf(request.url),
    setHost: false,
    headers: {
      host: new URL(request.url.trim()).host,
      'user-agent': 'slipway',
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      ...header('sec-websocket-protocol', option(request, 'protocol')),
      ...header('origin', option(request, 'origin')),
      ...(login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    },
  });
  question.closing(() => asked.destroy());
  asked.on('error', reject);
  const heard = (answer: http.IncomingMessage): void => {
    connected(question);
    stage.answering = true;
    finding.status = answer.statusCode ?? 0;
    finding.headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]));
  };
  asked.on('response', (answer) => {
    heard(answer);
    const { statusCode = 0 } = answer;
    const kind = statusCode === 101 ? 'to another protocol' : `with status ${statusCode}`;
    refuseLater(`${stage.endpoint} answered the handshake ${kind} instead of switching to a WebSocket`);
  });
  asked.on('upgrade', (answer, raised, head) => {
    heard(answer);
    const problem = handshakeProblem(answer, key, option(request, 'protocol'));
    if (problem !== undefined) refuseLater(`${stage.endpoint} ${problem}`);
    else {
      if (head.length > 0) raised.unshift(head);
      resolve({ socket, protocol: show(answer.headers['sec-websocket-protocol'] ?? '', 100) });
    }
  });
  asked.end();
  return promise;
}

/** RFC 6455, section 4.1: what makes an answer a handshake. */
function handshakeProblem(answer: http.IncomingMessage, key: string, protocol: string | undefined): string | undefined {
  const { headers } = answer;
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  if (headers.upgrade?.toLowerCase() !== 'websocket') return `switched to ${show(headers.upgrade ?? 'nothing', 40)} instead of a WebSocket`;
  if (headers['sec-websocket-accept'] !== accept)
    return 'answered the handshake with a wrong Sec-WebSocket-Accept: it only repeats, or a cache answers';
  const chosen = headers['sec-websocket-protocol'];
  if (chosen !== protocol) return `chose the subprotocol ${show(chosen ?? 'none', 60)} instead of ${show(protocol ?? 'none', 60)}`;
  if (headers['sec-websocket-extensions'] !== undefined) return 'uses an extension that nobody asked for';
  return undefined;
}

function header(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}

async function talk(question: Question, { endpoint }: Place, { socket, protocol }: Opened): Promise<void> {
  const { finding, request, stage } = question;
  const reader = new Reader(question, socket);
  const message = option(request, 'message');
  const wanted = message !== undefined || option(request, 'receive') === 'true';
  const mark = randomBytes(8);
  stage.answering = false;
  socket.write(encodeFrame(opcode.ping, mark));
  if (message !== undefined) socket.write(encodeFrame(opcode.text, Buffer.from(message)));
  const parts: Buffer[] = [];
  let alive = false;
  let whole = !wanted;
  while (!alive || !whole) {
    const frame = await readFrame(reader);
    if (frame === undefined) refuse(`${endpoint} opened the WebSocket and sent a frame that breaks its protocol`, 'FRAME');
    if (frame.opcode === opcode.close)
      refuse(`${endpoint} opened the WebSocket and closed it at once: ${show(closeReason(frame.payload), 140)}`, 'CLOSED');
    if (frame.opcode === opcode.ping) socket.write(encodeFrame(opcode.pong, frame.payload));
    else if (frame.opcode === opcode.pong) alive ||= frame.payload.equals(mark);
    else if (!whole) {
      parts.push(frame.payload);
      whole = frame.final;
    }
  }
  finding.json = { state: 'open', protocol, ...(wanted ? { message: Buffer.concat(parts).toString() } : {}) };
  // 1000: the purpose is fulfilled.
  socket.end(encodeFrame(opcode.close, Buffer.from([0x03, 0xe8])));
}
