import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { Body } from './body.ts';
import { destinationOf, endpointOf, type Hop, nameOf } from './hop.ts';
import type { ProbeError } from './observation.ts';
import { publicLookup, requirePublic } from './private.ts';
import { describeError, type Progress } from './probe-error.ts';
import { contextOf } from './tls-settings.ts';

/** What came of it; every field holds what was known when it ended. */
export interface Answer {
  connected: boolean;
  status?: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  truncated: boolean;
  certificateExpiration?: number;
  tlsVersion?: string;
  error?: ProbeError;
}

export interface ExchangeOptions {
  /** The `Cookie` header. */
  readonly cookie?: string | undefined;
  readonly publicOnly?: boolean | undefined;
  /** Bytes of the body that somebody looks at; all unless said. */
  readonly keepBody?: number | undefined;
  /** Called at once with the way to end it early. */
  readonly onStart: (stop: (why: (progress: Progress) => ProbeError) => void) => void;
  /** The lines of `Set-Cookie`. */
  readonly onCookies: (lines: readonly string[]) => void;
}

/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. */
export function exchange(hop: Hop, options: ExchangeOptions): Promise<Answer> {
  return new Promise((resolve) => {
    const answer: Answer = { connected: false, headers: {}, body: '', truncated: false };
    const indirect = hop.address !== undefined && 'path' in hop.address;
    const secure = hop.url.protocol === 'https:';
    const body = new Body(options.keepBody);
    let request: http.ClientRequest | undefined;
    let done = false;
    const progress = (): Progress => ({
      endpoint: endpointOf(hop.url),
      connected: answer.connected,
      answering: answer.status !== undefined,
      secure,
      indirect,
    });
    const finish = (error?: ProbeError): void => {
      if (done) return;
      done = true;
      answer.body = body.text;
      answer.truncated = body.truncated;
      if (error !== undefined) answer.error = error;
      request?.destroy();
      resolve(answer);
    };
    const fail = (error: unknown): void => finish(describeError(error, progress()));
    options.onStart((why) => finish(why(progress())));
    try {
      if (options.publicOnly) requirePublic(destinationOf(hop));
      request = (secure ? https : http).request(optionsOf(hop, options));
    } catch (error) {
      return fail(error);
    }
    request.on('error', fail);
    request.on('socket', (socket) => observe(socket, secure, indirect, answer));
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      answer.connected = true;
      answer.status = response.statusCode ?? 0;
      fail({ code: 'UPGRADE', message: `it changed to ${response.headers.upgrade ?? 'another protocol'} without being asked to` });
    });
    request.on('response', (response) => {
      answer.connected = true;
      answer.status = response.statusCode ?? 0;
      answer.headers = headersOf(response.headers);
      options.onCookies(response.headers['set-cookie'] ?? []);
      response.on('data', (chunk: Buffer) => {
        if (!body.add(chunk)) finish();
      });
      response.on('end', () => finish());
      response.on('error', fail);
      response.on('close', () => fail({ code: 'ECONNRESET' }));
    });
    request.on('close', () => fail({ code: 'ECONNRESET' }));
    request.end(hop.body);
  });
}

/** Notes when the connection stands, and what its certificate says. */
function observe(socket: Socket, secure: boolean, indirect: boolean, answer: Answer): void {
  if (!secure) {
    if (!indirect) socket.once('connect', () => Object.assign(answer, { connected: true }));
    return;
  }
  socket.once('secureConnect', () => {
    if (!(socket instanceof tls.TLSSocket)) return;
    answer.connected = true;
    const end = Date.parse(socket.getPeerCertificate().valid_to);
    if (Number.isFinite(end)) answer.certificateExpiration = end - Date.now();
    const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1] ?? (socket.getProtocol() === 'TLSv1' ? '1.0' : undefined);
    if (version !== undefined) answer.tlsVersion = version;
  });
}

function optionsOf(hop: Hop, { cookie, publicOnly }: ExchangeOptions): https.RequestOptions {
  const { url } = hop;
  const destination = destinationOf(hop);
  const name = nameOf(hop);
  const login =
    url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const context = contextOf(hop.tls);
  return {
    ...('path' in destination ? { socketPath: destination.path } : destination),
    ...(publicOnly ? { lookup: publicLookup() } : {}),
    method: hop.method,
    path: `${url.pathname}${url.search}`,
    agent: false,
    setHost: false,
    // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
    headers: {
      ...hop.headers,
      ...(cookie === undefined ? {} : { cookie }),
      host: hop.host,
      'accept-encoding': 'identity',
      connection: 'close',
    },
    ...(login === undefined ? {} : { auth: login }),
    servername: isIP(name) === 0 ? name : '',
    rejectUnauthorized: !hop.tls.insecure,
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
    ...(context === undefined ? {} : { secureContext: context }),
  };
}

function headersOf(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
  );
  return Object.fromEntries(entries);
}
