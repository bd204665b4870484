import { localShell, type Running, type StartOptions } from '@slipway/shell';
import type { Content } from './manifest.ts';

/**
 * Lets bytes pass, and knows how many and their SHA-256, in a process of its own: between two programs they do not pass this one, which it would cost
 * more than all else that it does.
 */
export interface Tally {
  readonly running: Running;
  /** So far, a second ago or less. */
  readonly bytes: number;
  /** The first bytes, for a look at what they are: as many as were asked for. Once all have passed. */
  readonly head: Buffer;
  /** Only once all bytes have passed. */
  content(): Content;
}

/** What passes at once, in bytes: as much as a pipe holds. */
const piece = 256 * 1024;

const program = `
const { createHash } = require('node:crypto');
const { readSync, writeSync } = require('node:fs');
const buffer = Buffer.alloc(${piece});
const hash = createHash('sha256');
const wanted = Number(process.argv[1]);
const whole = process.argv[2] === 'whole';
let head = Buffer.alloc(0), bytes = 0, told = Date.now(), heard = true;
const patiently = (work) => {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
};
const pass = (from, to) => {
  try {
    while (from < to) from += patiently(() => writeSync(1, buffer, from, to - from));
  } catch (error) {
    if (whole || error.code !== 'EPIPE') throw error;
    heard = false;
  }
};
for (;;) {
  const size = patiently(() => readSync(0, buffer, 0, buffer.length, null));
  if (size === 0) break;
  if (head.length < wanted) head = Buffer.concat([head, buffer.subarray(0, Math.min(size, wanted - head.length))]);
  hash.update(buffer.subarray(0, size));
  bytes += size;
  if (heard) pass(0, size);
  if (Date.now() - told >= 1000) {
    told = Date.now();
    writeSync(2, JSON.stringify({ bytes }) + '\\n');
  }
}
writeSync(2, JSON.stringify({ bytes, head: head.toString('base64'), sha256: hash.digest('hex') }) + '\\n');
`;

interface Said {
  readonly bytes: number;
  readonly head?: string;
  readonly sha256?: string;
}

export interface TallyOptions extends Pick<StartOptions, 'deadline' | 'signal' | 'from'> {
  /** How many of the first bytes are wanted. */
  readonly head?: number;
  /** A reader that ends before it has read everything lost bytes. Otherwise it has what it needs, and the rest is counted all the same. */
  readonly whole: boolean;
}

export function startTally({ head = 0, whole, ...options }: TallyOptions): Tally {
  let said: Said = { bytes: 0 };
  const onError = (line: string): void => {
    if (/^\{"bytes":.*\}$/.test(line)) said = JSON.parse(line) as Said;
  };
  const argv = [process.execPath, '-e', program, String(head), whole ? 'whole' : ''];
  const running = localShell().start(argv, { ...options, title: 'the count of bytes', onError });
  return {
    running,
    get bytes() {
      return said.bytes;
    },
    get head() {
      return Buffer.from(said.head ?? '', 'base64');
    },
    content: () => ({ size: said.bytes, sha256: said.sha256 ?? '' }),
  };
}
