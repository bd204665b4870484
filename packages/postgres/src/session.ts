import { randomUUID } from 'node:crypto';
import { Failure } from '@slipway/action';
import type { Running } from '@slipway/shell';
import { parseCsv } from './csv.ts';
import type { Database } from './database.ts';
import { explain } from './failures.ts';
import { psqlFlags } from './psql.ts';

export interface SessionOptions {
  /** Milliseconds that the session may live. */
  readonly lifetime: number;
  /** application_name: who it is, for other people who look at the server. */
  readonly application: string;
  readonly signal?: AbortSignal;
}

/** One connection of a psql that is kept open; statements run one after the other, each in its own transaction unless one was begun. */
export interface Session {
  /** @throws Failure `query-failed`, which ends the session; `database-unreachable` where it is over */
  query(sql: string): Promise<string[][]>;
  /** Aborted when psql ended without `close`. A connection that broke shows at the next query only. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/** @throws Failure `database-unreachable` */
export async function openSession(database: Database, options: SessionOptions): Promise<Session> {
  const session = new PsqlSession(database, options);
  await session.query('select 1');
  return session;
}

interface Waiting {
  readonly mark: string;
  readonly resolve: (rows: string[][]) => void;
  readonly reject: (error: unknown) => void;
}

class PsqlSession implements Session {
  readonly #running: Running;
  readonly #lost = new AbortController();
  readonly #where: string;
  #waiting: Waiting | undefined;
  #text = '';
  #queue: Promise<unknown> = Promise.resolve();
  #over: unknown;
  #closing = false;

  constructor(database: Database, options: SessionOptions) {
    this.#where = database.where;
    const { lifetime, application, signal } = options;
    this.#running = database.start('psql', psqlFlags, { deadline: lifetime, application, ...(signal ? { signal } : {}) });
    const decoder = new TextDecoder();
    this.#running.stdout.on('data', (chunk: Buffer) => this.#receive(decoder.decode(chunk, { stream: true })));
    this.#running.done.then(
      () => this.#end(new Failure('database-unreachable', `The session with ${this.#where} is over.`)),
      (error: unknown) => this.#end(explain(error, this.#where)),
    );
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  query(sql: string): Promise<string[][]> {
    const answer = this.#queue.then(() => this.#ask(sql));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  #ask(sql: string): Promise<string[][]> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    const mark = `slipway-${randomUUID()}`;
    return new Promise((resolve, reject) => {
      this.#waiting = { mark, resolve, reject };
      // psql writes its results out before \echo does, and both at once.
      this.#running.stdin.write(`${sql}\n;\n\\echo ${mark}\n`);
    });
  }

  #receive(text: string): void {
    this.#text += text;
    const waiting = this.#waiting;
    if (!waiting || !this.#text.endsWith(`${waiting.mark}\n`)) return;
    const answer = this.#text.slice(0, -waiting.mark.length - 1);
    this.#text = '';
    this.#waiting = undefined;
    try {
      waiting.resolve(parseCsv(answer));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #end(reason: unknown): void {
    this.#over = reason;
    this.#waiting?.reject(reason);
    this.#waiting = undefined;
    if (!this.#closing) this.#lost.abort(reason);
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#over !== undefined) return;
    // The end of its input ends psql, and with it the connection; one that is busy is ended by force.
    this.#running.stdin.end();
    const force = setTimeout(() => this.#running.kill(), 3000);
    await this.#running.done.catch(() => {});
    clearTimeout(force);
  }
}
