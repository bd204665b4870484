import { connect, isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Address } from '@slipway/shell';
import { publicLookup, requirePublic } from '../private.ts';
import { trusted } from '../tls-settings.ts';
import { option } from './place.ts';
import { type Question, refuse } from './question.ts';

const readLimit = 1024 * 1024;

/** A connection as the shell's machine would make it; it is closed when the question is over. Rejects with what the system says. */
export async function dial(question: Question, target: Address): Promise<Socket> {
  const { ports, stage } = question;
  const address = await ports.shell.reach(target);
  // What a name means at the other end of a tunnel is not seen here, so a way through one is refused as well.
  if (ports.publicOnly) requirePublic(address);
  // A tunnel accepts every connection itself; that something stands behind it is known from an answer only.
  stage.indirect = ports.shell.remote;
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, ...(ports.publicOnly ? { lookup: publicLookup() } : {}) });
    question.closing(() => socket.destroy());
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      // Whoever uses it listens too; between two listeners an error must not end the process.
      socket.on('error', () => {});
      if (!stage.indirect && !stage.secure) connected(question);
      resolve(socket);
    });
  });
}

export function connected({ stage, finding }: Pick<Question, 'stage' | 'finding'>): void {
  stage.connected = true;
  finding.connected = true;
}

export interface SecureOptions {
  /** The name that the certificate must have. */
  readonly name: string;
  /** Look at the certificate, and go on whatever it is. */
  readonly insecure?: boolean;
  readonly minVersion?: tls.SecureVersion;
}

/** TLS on a connection that stands. Rejects with what OpenSSL says. */
export function secure(question: Question, socket: Socket, { name, insecure = false, minVersion }: SecureOptions): Promise<tls.TLSSocket> {
  const { request, stage, finding } = question;
  stage.secure = true;
  stage.handshaking = !stage.indirect;
  return new Promise((resolve, reject) => {
    const over = tls.connect({
      socket,
      servername: isIP(name) === 0 ? name : '',
      checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
      rejectUnauthorized: !insecure,
      ...(request.ca === undefined ? {} : { ca: [...trusted(), request.ca] }),
      ...(minVersion === undefined ? {} : { minVersion }),
    });
    question.closing(() => over.destroy());
    over.once('error', reject);
    over.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    over.once('secureConnect', () => {
      over.removeListener('error', reject);
      over.on('error', () => {});
      stage.handshaking = false;
      connected(question);
      const end = Date.parse(over.getPeerCertificate().valid_to);
      if (Number.isFinite(end)) finding.certificateExpiration = end - Date.now();
      const version = /^TLSv(\d\.\d)$/.exec(over.getProtocol() ?? '')?.[1];
      if (version !== undefined) finding.tlsVersion = version;
      resolve(over);
    });
  });
}

/** The option `insecure`, which kinds with TLS share. */
export function isInsecure(question: Question): boolean {
  return option(question.request, 'insecure') === 'true';
}

/** Reads bytes as they are asked for, and 1 MiB in all. */
export class Reader {
  readonly #question: Question;
  #held: Buffer = Buffer.alloc(0);
  #size = 0;
  #failed: unknown;
  #wake: (() => void) | undefined;

  constructor(question: Question, socket: Socket) {
    this.#question = question;
    const fail = (error: unknown): void => {
      this.#failed ??= error;
      this.#wake?.();
    };
    socket.on('data', (chunk: Buffer) => {
      this.#size += chunk.length;
      if (this.#size > readLimit) socket.destroy();
      else this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
      this.#wake?.();
    });
    socket.on('error', fail);
    socket.on('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.resume();
  }

  /** Exactly so many bytes. */
  async take(length: number): Promise<Buffer> {
    if (length > readLimit) this.#tooLarge();
    while (this.#held.length < length) await this.#more();
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  /** One line without its end. */
  async line(): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#held.indexOf('\r\n', from);
      if (end >= 0) return (await this.take(end + 2)).subarray(0, end).toString();
      from = Math.max(0, this.#held.length - 1);
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    if (this.#size > readLimit) this.#tooLarge();
    // What was read counts also where the other side closed behind it.
    if (this.#failed !== undefined) throw this.#failed;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    if (this.#size > 0) {
      connected(this.#question);
      this.#question.stage.answering = true;
    }
  }

  #tooLarge(): never {
    refuse(`${this.#question.stage.endpoint} sent more than 1 MiB`, 'TOO_LARGE');
  }
}
