import { randomBytes } from 'node:crypto';
import type { Reader } from './socket.ts';

/** RFC 6455, section 5.2. */
export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A whole message as one frame; what a client sends is masked. */
export function encodeFrame(code: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const length = payload.length;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | code;
  head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** The next frame of a server; undefined where it breaks the protocol. */
export async function readFrame(reader: Reader): Promise<Frame | undefined> {
  const [first = 0, second = 0] = await reader.take(2);
  const short = second & 0x7f;
  // A server does not mask, and the reserved bits belong to extensions that nobody asked for.
  if ((second & 0x80) !== 0 || (first & 0x70) !== 0) return undefined;
  const control = (first & 0x08) !== 0;
  if (control && (short > 125 || (first & 0x80) === 0)) return undefined;
  const length = short < 126 ? short : short === 126 ? (await reader.take(2)).readUInt16BE(0) : await longLength(reader);
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload: await reader.take(length) };
}

async function longLength(reader: Reader): Promise<number> {
  return Number((await reader.take(8)).readBigUInt64BE(0));
}

/** What a close frame says: `1008 policy violation`. */
export function closeReason(payload: Buffer): string {
  return payload.length < 2 ? 'no reason' : `${payload.readUInt16BE(0)} ${payload.toString('utf8', 2)}`.trim();
}
