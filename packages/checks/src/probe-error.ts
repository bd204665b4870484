import { formatDuration } from '@slipway/action';
import type { ErrorClass, ProbeError } from './observation.ts';
import { show } from './show.ts';

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
};

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
  CERT_REVOKED: 'was revoked',
};

/** Any error of an exchange as a class, a sentence and a code. */
export function describeError(error: unknown, progress: Progress): ProbeError {
  const { code, message } = partsOf(error);
  const kind = classOf(code);
  return { class: kind, code, message: sentence(kind, code, message, progress) };
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

function partsOf(error: unknown): { code: string; message: string } {
  // Where a name has several addresses, there is one error for each.
  const inner = error instanceof AggregateError ? ((error.errors as unknown[])[0] ?? error) : error;
  const code = (inner as NodeJS.ErrnoException | undefined)?.code ?? (error as NodeJS.ErrnoException | undefined)?.code;
  return { code: typeof code === 'string' ? code : 'UNKNOWN', message: inner instanceof Error ? inner.message : String(inner) };
}

function classOf(code: string): ErrorClass {
  if (Object.hasOwn(classes, code)) return classes[code] ?? 'invalid';
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_PURPOSE|PATH_LENGTH)/.test(code) ? 'tls' : 'invalid';
}

function sentence(kind: ErrorClass, code: string, message: string, progress: Progress): string {
  const { endpoint } = progress;
  switch (kind) {
    case 'refused':
      return code === 'ECONNREFUSED' ? `${endpoint} refused the connection` : `${endpoint} has no socket that can be opened (${code})`;
    case 'timeout':
      return `${endpoint} did not accept a connection: the system gave up`;
    case 'dns':
      return `the name of ${endpoint} has no address${code === 'EAI_AGAIN' ? ': the name server did not answer' : ''}`;
    case 'unreachable':
      return `there is no way to ${endpoint} (${code})`;
    case 'reset':
      return broken(progress);
    case 'tls':
      return tlsSentence(code, message, endpoint);
    case 'invalid':
      return `${endpoint} answered something that is not HTTP (${code}): ${show(message, 100)}`;
  }
}

function broken({ endpoint, answering, secure, connected, indirect }: Progress): string {
  if (answering) return `${endpoint} broke off in the middle of its answer`;
  if (indirect) return `${endpoint} closed the connection without an answer, or nothing listens there`;
  return `${endpoint} closed the connection ${secure && !connected ? 'during the TLS handshake' : 'without an answer'}`;
}

function tlsSentence(code: string, message: string, endpoint: string): string {
  const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
  if (certificate !== undefined) return `the certificate of ${endpoint} ${certificate}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate of ${endpoint} is not for that name but for ${show(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
  if (code === 'EPROTO' && /wrong version number|packet length too long/i.test(message)) return `${endpoint} does not speak TLS`;
  return `TLS with ${endpoint} failed (${code}): ${show(message, 160)}`;
}
