import { ProgramFailure, type Running, type StartOptions, startLocal } from '@slipway/shell';
import type { Content } from '../manifest.ts';
import { type RelayNews, type RelayOrder, relay } from './program.ts';

/**
 * A process of its own through which bytes pass: between two programs they do not pass this one, which it would cost more than all else that it does.
 */
export interface Relay {
  readonly running: Running;
  /** So far, a second ago or less. */
  readonly bytes: number;
  /** The first bytes, for a look at what they are: as many as were asked for. Once all have passed. */
  readonly head: Buffer;
  /** Of the stored side of the encryption, where it has one. Only once all bytes have passed. */
  content(): Content;
}

export type RelayOptions = Pick<StartOptions, 'deadline' | 'signal' | 'from'> & Partial<RelayOrder>;

/** Bytes of an age file that are not as age wrote them; `early` where that showed at the end only, as of a file that is cut. */
export class BadFile extends Error {
  readonly early: boolean;
  constructor(message: string, early: boolean) {
    super(message);
    this.early = early;
  }
}

const modules = "{ ...require('node:crypto'), ...require('node:fs') }";
const program = `(${relay.toString()})(${modules}, JSON.parse(process.argv[1]))`;

/** @param answer the bytes of descriptor 3, once they are known; where it fails, that is why the relay does. @param ask is given what `open` needs a key for */
export function startRelay(options: RelayOptions, answer?: Promise<Uint8Array>, ask: (header: Buffer) => void = () => {}): Relay {
  const { head = 0, whole = true, crypt = 'none', mute = false, ...limits } = options;
  const order: RelayOrder = { head, whole, crypt, mute };
  let said: RelayNews = {};
  const onError = (line: string): void => {
    if (!/^\{".*\}$/.test(line)) return;
    said = JSON.parse(line) as RelayNews;
    if (said.header !== undefined) ask(Buffer.from(said.header, 'base64'));
  };
  const title = crypt === 'none' ? 'the count of bytes' : 'age';
  const argv = [process.execPath, '-e', program, JSON.stringify(order)];
  const running = startLocal(argv, { ...limits, title, onError, ...(answer ? { answer } : {}) });
  let unanswered: unknown;
  answer?.catch((error: unknown) => {
    unanswered = error;
  });
  const done = running.done.catch((error: unknown) => {
    if (!(error instanceof ProgramFailure)) throw error;
    if (unanswered !== undefined) throw unanswered;
    throw said.error === undefined ? error : new BadFile(said.error, said.early ?? false);
  });
  done.catch(() => {});
  return {
    running: { ...running, done },
    get bytes() {
      return said.bytes ?? 0;
    },
    get head() {
      return Buffer.from(said.head ?? '', 'base64');
    },
    content: () => ({ size: said.bytes ?? 0, sha256: said.sha256 ?? '' }),
  };
}
