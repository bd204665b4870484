import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipe, type Running } from '@slipway/shell';
import { findSealer, startOpener } from '../src/layers.ts';

/** What comes out of a program that is given these bytes, in pieces of odd sizes, as pipes give them. */
export async function through(data: Buffer, running: Running, step = 7919): Promise<Buffer> {
  const pieces = Array.from({ length: Math.ceil(data.length / step) }, (_, index) => data.subarray(index * step, (index + 1) * step));
  const out = buffer(running.stdout);
  out.catch(() => {});
  await pipe(Readable.from(pieces), running);
  return out;
}

/** An age file. */
export async function sealed(data: Buffer, recipients: readonly string[]): Promise<Buffer> {
  return through(data, (await findSealer(recipients))({}).running);
}

/** What is in one. */
export function opened(data: Buffer, identities: readonly string[], step?: number): Promise<Buffer> {
  return through(data, startOpener(identities, {}).running, step);
}
