import type { Socket } from 'node:net';
import { type Question, refuse } from './question.ts';
import type { Reader } from './socket.ts';

/** A message of PostgreSQL's protocol 3.0. */
export interface Message {
  readonly type: string;
  readonly payload: Buffer;
}

/** Types with which a server may begin its part; anything else is another protocol. */
const known = /^[ERSKZTDCNAIvn123st]$/;
/** More than any answer to what is asked here. */
const longest = 1024 * 1024;
/** Asks for TLS; the server answers one byte. */
const sslRequest = 80_877_103;
const protocol = 196_608;

export async function readMessage(question: Question, reader: Reader): Promise<Message> {
  const head = await reader.take(5);
  const type = head.toString('latin1', 0, 1);
  const length = head.readInt32BE(1);
  if (!known.test(type) || length < 4 || length > longest)
    refuse(`${question.stage.endpoint} answered something that is not PostgreSQL`, 'NOT_POSTGRES');
  return { type, payload: await reader.take(length - 4) };
}

export function send(socket: Socket, type: string, payload: Buffer | string): void {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  socket.write(Buffer.concat([head, body]));
}

export function sendStartup(socket: Socket, parameters: Readonly<Record<string, string>>): void {
  const text = Object.entries(parameters).flat();
  const body = Buffer.from(`${text.join('\0')}\0\0`);
  socket.write(Buffer.concat([int32(body.length + 8), int32(protocol), body]));
}

/** Whether the server takes TLS; nothing else is read, so that no byte from before the handshake counts as one from behind it. */
export async function asksTls(question: Question, socket: Socket): Promise<boolean> {
  socket.write(Buffer.concat([int32(8), int32(sslRequest)]));
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const closed = (): void => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    socket.once('close', closed);
    socket.once('error', reject);
    socket.once('data', (chunk: Buffer) => {
      if (chunk[0] !== 0x53) socket.pause();
      socket.removeListener('close', closed);
      socket.removeListener('error', reject);
      resolve(chunk);
    });
  });
  const word = answer.toString('latin1');
  // A server that cannot even start a session says so in clear text.
  if (word.startsWith('E')) socket.unshift(answer);
  else if (word !== 'S' && word !== 'N') refuse(`${question.stage.endpoint} answered something that is not PostgreSQL`, 'NOT_POSTGRES');
  return word === 'S';
}

/** Fields of an error or a notice by their letters: `C` is the code, `M` the message. */
export function readFields(payload: Buffer): ReadonlyMap<string, string> {
  const parts = payload.toString().split('\0');
  return new Map(parts.filter((part) => part !== '').map((part) => [part.slice(0, 1), part.slice(1)] as const));
}

/** The columns of a row as text; null is undefined. */
export function readRow(payload: Buffer): readonly (string | undefined)[] {
  const columns: (string | undefined)[] = [];
  let at = 2;
  while (columns.length < payload.readInt16BE(0) && at + 4 <= payload.length) {
    const length = payload.readInt32BE(at);
    at += 4;
    columns.push(length < 0 ? undefined : payload.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return columns;
}

export function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}
