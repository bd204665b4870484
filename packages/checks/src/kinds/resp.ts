import { show } from '../show.ts';
import { type Question, refuse } from './question.ts';
import type { Reader } from './socket.ts';

/** An answer of Redis: a text, or an error that begins with its word, like `NOAUTH`. */
export type Reply = { readonly text: string } | { readonly error: string };

/** A command as a list of strings with their lengths, so that a value may hold any byte. */
export function encodeCommand(...words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** Reads one answer of RESP2; lists do not occur. */
export async function readReply(question: Question, reader: Reader): Promise<Reply> {
  const [first = 0] = await reader.take(1);
  const type = String.fromCharCode(first);
  // 21 and 22 begin a record of TLS: an alert and a handshake.
  if (first === 21 || first === 22) refuse(`${question.stage.endpoint} speaks TLS: ask it by rediss://`, 'TLS', 'tls');
  if (!'+-:$'.includes(type)) refuse(`${question.stage.endpoint} answered something that is not Redis`, 'NOT_REDIS');
  const line = await reader.line();
  if (type === '-') return { error: line };
  if (type !== '$') return { text: line };
  const length = Number(line);
  if (!Number.isInteger(length) || length < -1)
    refuse(`${question.stage.endpoint} answered a length that is none: ${show(line, 20)}`, 'NOT_REDIS');
  if (length === -1) return { text: '' };
  const bytes = await reader.take(length + 2);
  return { text: bytes.subarray(0, length).toString() };
}

/** `name:value` lines of INFO. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const));
}
