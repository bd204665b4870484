import type { Readable, Writable } from 'node:stream';

export interface StartOptions {
  /** Names the program in messages, instead of its argument vector. */
  readonly title?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Environment too; the values are hidden in every error text. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Milliseconds until the program and its children are ended; a minute unless said. */
  readonly deadline?: number;
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal;
  /** Called for every line of standard error as it comes. */
  readonly onError?: (line: string) => void;
  /**
   * A program started in the same turn, whose standard output is the standard input of this one. Between two programs on this machine the bytes do
   * not pass this process. Where this one ends before it has read everything, the rest is taken all the same.
   */
  readonly from?: Running;
}

export interface RunOptions extends StartOptions {
  readonly input?: string | Buffer;
  /** Called for every line of standard error and, where `lines` is `all`, of standard output. */
  readonly onLine?: (line: string) => void;
  readonly lines?: 'error' | 'all';
  /** Return a code other than 0 instead of throwing. */
  readonly allowFailure?: boolean;
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** A program under way whose bytes flow; its standard output belongs to the caller. */
export interface Running {
  readonly title: string;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** The program whose output it reads, where it was started so. */
  readonly from?: Running;
  /** Settles when the program ended and its streams closed. @throws Failure `program-failed`, `timeout` … */
  readonly done: Promise<Finished>;
  kill(): void;
}

/** Where a stream socket can be reached. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** Runs programs, here or on a server: the argument vector reaches the program unchanged, whatever characters it holds. */
export interface Shell {
  /** For messages: `this machine` or `deploy@app.example.com`. */
  readonly where: string;
  readonly remote: boolean;
  /** @throws Failure `program-failed`, `program-missing`, `timeout`, `unreachable` */
  run(argv: readonly string[], options?: RunOptions): Promise<Finished>;
  start(argv: readonly string[], options?: StartOptions): Running;
  /** An address on this machine that leads to `address` as the shell's machine sees it. */
  reach(address: Address): Promise<Address>;
  close(): Promise<void>;
}

export const defaultDeadline = 60_000;
