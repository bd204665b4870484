import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Address } from '@slipway/shell';
import type { ProbeError } from './observation.ts';
import { describeError, type Progress } from './probe-error.ts';

/** One request to one address. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly address?: Address;
  /** Host and port of the `Host` header. */
  readonly host: string;
  readonly ca?: string;
}

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

const bodyLimit = 1024 * 1024;

/** Sends one request on a connection of its own and reads the answer to its end. Never rejects. `onStart` gives the way to end it early. */
export function exchange(hop: Hop, onStart: (stop: (why: (progress: Progress) => ProbeError) => void) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const answer: Answer = { connected: false, headers: {}, body: '', truncated: false };
    const indirect = hop.address !== undefined && 'path' in hop.address;
    const secure = hop.url.protocol === 'https:';
    const chunks: Buffer[] = [];
    let size = 0;
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
      answer.body = Buffer.concat(chunks).toString();
      if (error !== undefined) answer.error = error;
      request.destroy();
      resolve(answer);
    };
    const request = (secure ? https : http).request(optionsOf(hop));
    onStart((why) => finish(why(progress())));
    request.on('error', (error) => finish(describeError(error, progress())));
    request.on('socket', (socket) => observe(socket, secure, indirect, answer));
    request.on('response', (response) => {
      answer.connected = true;
      answer.status = response.statusCode ?? 0;
      answer.headers = headersOf(response.headers);
      response.on('data', (chunk: Buffer) => {
        chunks.push(size + chunk.length > bodyLimit ? chunk.subarray(0, bodyLimit - size) : chunk);
        size += chunk.length;
        if (size <= bodyLimit) return;
        answer.truncated = true;
        finish();
      });
      response.on('end', () => finish());
      response.on('error', (error) => finish(describeError(error, progress())));
      response.on('close', () => finish(describeError({ code: 'ECONNRESET' }, progress())));
    });
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
    const version = /^TLSv(\d\.\d)$/.exec(socket.getProtocol() ?? '')?.[1];
    if (version !== undefined) answer.tlsVersion = version;
  });
}

function optionsOf(hop: Hop): https.RequestOptions {
  const { url, address } = hop;
  const host = bare(url.hostname);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const name = bare(new URL(`${url.protocol}//${hop.host}`).hostname);
  const login =
    url.username === '' && url.password === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    ...(address === undefined ? { host, port } : 'path' in address ? { socketPath: address.path } : address),
    method: hop.method,
    path: `${url.pathname}${url.search}`,
    agent: false,
    setHost: false,
    // A body that is compressed could not be read, and a connection that is kept could not prove a fresh one.
    headers: { ...hop.headers, host: hop.host, 'accept-encoding': 'identity', connection: 'close' },
    ...(login === undefined ? {} : { auth: login }),
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
    ...(hop.ca === undefined ? {} : { ca: [...trusted(), hop.ca] }),
  };
}

/** What Node trusts by itself; older versions cannot say what the user added to it. */
function trusted(): readonly string[] {
  const source: { readonly getCACertificates?: (kind: 'default') => string[] } = tls;
  return source.getCACertificates?.('default') ?? tls.rootCertificates;
}

function headersOf(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
  );
  return Object.fromEntries(entries);
}

/** An IPv6 address without the brackets that it has in a URL. */
function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

export function endpointOf(url: URL): string {
  return `${url.hostname}:${Number(url.port) || (url.protocol === 'https:' ? 443 : 80)}`;
}
