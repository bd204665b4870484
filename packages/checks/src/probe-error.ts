import { isIPv6 } from 'node:net';
import { formatDuration } from '@slipway/action';
import type { ErrorClass, ProbeError } from './observation.ts';
import { show } from './show.ts';
import { tlsSentence } from './tls-error.ts';

/** How far an exchange came. */
export interface Progress {
  /** `app.example.com:443` */
  readonly endpoint: string;
  readonly connected: boolean;
  readonly answering: boolean;
  readonly secure: boolean;
  /** The connection goes through a tunnel or a unix socket, so that this side cannot see a refusal. */
  readonly indirect: boolean;
}

const classes: Readonly<Record<string, ErrorClass>> = {
  ECONNREFUSED: 'refused',
  ENOENT: 'refused',
  EACCES: 'refused',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls',
  PRIVATE_ADDRESS: 'private',
};

/** Any error of an exchange as a class, a sentence and a code. */
export function describeError(error: unknown, progress: Progress): ProbeError {
  const parts = partsOf(error);
  const kind = classOf(parts.code);
  return { class: kind, code: parts.code, message: sentence(kind, parts, progress) };
}

/** The exchange took longer than it may. */
export function describeTimeout(timeout: number, progress: Progress): ProbeError {
  const limit = formatDuration(timeout);
  const what = progress.answering
    ? `${progress.endpoint} began to answer and did not end within ${limit}`
    : progress.connected
      ? `${progress.endpoint} accepted the connection and did not answer within ${limit}`
      : `${progress.endpoint} did not ${progress.indirect ? 'answer' : 'accept a connection'} within ${limit}`;
  return { class: 'timeout', code: 'TIMEOUT', message: what };
}

interface Parts {
  readonly code: string;
  readonly message: string;
  /** Addresses that were tried, where the system says so. */
  readonly addresses: readonly string[];
}

function partsOf(error: unknown): Parts {
  // Where a name has several addresses, there is one error for each.
  const all: readonly unknown[] = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error];
  const inner = all[0];
  const code = fieldOf(inner, 'code') ?? fieldOf(error, 'code') ?? 'UNKNOWN';
  const message = fieldOf(inner, 'message') ?? String(inner);
  return { code, message, addresses: all.flatMap((one) => fieldOf(one, 'address') ?? []) };
}

function fieldOf(value: unknown, name: string): string | undefined {
  const field = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof field === 'string' ? field : undefined;
}

function classOf(code: string): ErrorClass {
  if (Object.hasOwn(classes, code)) return classes[code] ?? 'invalid';
  return /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)
    ? 'tls'
    : 'invalid';
}

function sentence(kind: ErrorClass, { code, message, addresses }: Parts, progress: Progress): string {
  const { endpoint } = progress;
  switch (kind) {
    case 'refused':
      return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
    case 'timeout':
      return `${endpoint} did not accept a connection: the system gave up`;
    case 'dns':
      return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
    case 'unreachable':
      return addresses.length > 0 && addresses.every(isIPv6)
        ? `${endpoint} has only IPv6 addresses (${show(addresses.join(', '), 100)}), and there is no way to them (${code})`
        : `there is no way to ${endpoint} (${code})`;
    case 'reset':
      return broken(progress);
    case 'tls':
      return tlsSentence(code, message, endpoint);
    case 'private':
      return `${endpoint} was not asked: ${show(message, 100)}`;
    case 'invalid':
      return invalid(code, message, endpoint);
  }
}

function broken({ endpoint, answering, secure, connected, indirect }: Progress): string {
  if (answering) return `${endpoint} broke off in the middle of its answer`;
  if (indirect) return `${endpoint} closed the connection without an answer, or nothing listens there`;
  return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}

function invalid(code: string, message: string, endpoint: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') return `${endpoint} sent more headers than fit in 16 KiB`;
  if (code === 'UPGRADE') return `${endpoint} answered a plain request with another protocol: ${show(message, 100)}`;
  return `${endpoint} answered something that is not HTTP (${code}): ${show(message, 100)}`;
}
