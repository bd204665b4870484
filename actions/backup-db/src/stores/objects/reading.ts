import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunksOf, type Reply, type Request } from './http.ts';
import type { Patience, Service } from './service.ts';

/** The object, with headers that name the byte to begin at. */
export type Ask = (headers: Readonly<Record<string, string>>) => Request | Promise<Request>;

/** The bytes of an object. A connection that breaks, stalls or ends early is taken up again where it was. */
export function readOn(service: Service, patience: Patience, ask: Ask, signal: AbortSignal): Readable {
  return Readable.from(new Reading(service, patience, ask, signal).chunks(), { objectMode: false, highWaterMark: 1024 * 1024 });
}

class Reading {
  readonly #service: Service;
  readonly #patience: Patience;
  readonly #ask: Ask;
  readonly #signal: AbortSignal;
  /** Bytes that were given on. */
  #at = 0;
  /** Bytes of the object, where its service says. */
  #end: number | undefined;
  /** Names the very object that was begun. */
  #tag: string | undefined;

  constructor(service: Service, patience: Patience, ask: Ask, signal: AbortSignal) {
    this.#service = service;
    this.#patience = patience;
    this.#ask = ask;
    this.#signal = signal;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    /** Connections in a row that gave nothing. */
    let barren = 0;
    while (true) {
      const before = this.#at;
      const reply = await this.#connect();
      try {
        yield* this.#connection(reply);
        return;
      } catch (error) {
        barren = this.#at > before ? 0 : barren + 1;
        if (!this.#service.isPassing(error) || barren >= this.#patience.attempts) throw this.#service.explain(error);
        this.#patience.log?.(`Reading broke off after ${this.#at} bytes (${String(error)}); it goes on from there.`);
      } finally {
        reply.stream.destroy();
      }
      await sleep(250 * 2 ** barren, undefined, { signal: this.#signal });
    }
  }

  async #connect(): Promise<Reply> {
    const same = this.#tag ? { 'if-match': this.#tag } : {};
    const request = await this.#ask(this.#at > 0 ? { range: `bytes=${this.#at}-`, ...same } : {});
    const reply = await this.#service.ask(request, { signal: this.#signal });
    const size = reply.headers['content-length'];
    if (this.#at === 0 && size !== undefined) this.#end = Number(size);
    this.#tag ??= reply.headers.etag;
    return reply;
  }

  async *#connection({ status, stream }: { readonly status: number; readonly stream: IncomingMessage }): AsyncGenerator<Buffer> {
    // Who knows no ranges begins anew.
    let skip = status === 206 ? 0 : this.#at;
    for await (const chunk of chunksOf(stream, this.#patience.stall)) {
      const rest = chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - rest.length;
      this.#at += rest.length;
      if (rest.length > 0) yield rest;
    }
    if (this.#end === undefined || this.#at >= this.#end) return;
    throw Object.assign(new Error(`the answer ended after ${this.#at} of ${this.#end} bytes`), { code: 'ECONNRESET' });
  }
}
