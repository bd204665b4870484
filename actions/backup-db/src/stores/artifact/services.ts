import type { IncomingHttpHeaders } from 'node:http';
import { type Connections, openConnections, type Request } from '../objects/http.ts';
import { type Dialect, openService, type Patience, type Service } from '../objects/service.ts';
import { text } from '../objects/xml.ts';
import { explainArtifact, limited, type Side } from './explain.ts';

export interface Services {
  /** Artifacts of this very job: words in Twirp's JSON. */
  readonly results: Service;
  /** The same for a last word that GitHub at times refuses although all was right. */
  readonly stubborn: Service;
  /** Artifacts of all runs. */
  readonly rest: Service;
  /** Bytes, behind addresses that are their own proof. */
  readonly blobs: Service;
  close(): void;
}

interface Tokens {
  /** Of the job; undefined outside of one. */
  readonly runtime: string | undefined;
  /** For the API. */
  readonly github: string;
}

type Said = ReturnType<Dialect['read']>;

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const readTwirp = (body: string): Said => ({ code: words(fieldsOf(body)['code']), said: words(fieldsOf(body)['msg']) });

/** GitHub says both that a token may not, and that it may not now, with the same status. */
function readRest(body: string, headers: IncomingHttpHeaders): Said {
  const said = words(fieldsOf(body)['message']).split('\n')[0] ?? '';
  const spent = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined || /rate limit/i.test(said);
  return { code: spent ? limited : '', said };
}

const readBlob = (body: string, headers: IncomingHttpHeaders): Said => ({
  code: text(body, 'Code') ?? words(headers['x-ms-error-code']),
  said: (text(body, 'Message') ?? '').split('\n')[0] ?? '',
});

export function openServices(tokens: Tokens, patience: Patience): Services {
  const connections: Connections = openConnections(patience.stall);
  const open = (side: Side, read: Dialect['read'], headers: Readonly<Record<string, string>>, ...passing: string[]): Service => {
    let host = '';
    const dialect: Dialect = {
      prove: (request: Request) => {
        host = request.url.host;
        return { ...request, headers: { ...headers, ...request.headers } };
      },
      read,
      explain: (error) => explainArtifact(error, side, host),
      passing: new Set(passing),
    };
    return openService(connections, dialect, patience);
  };
  const agent = { 'user-agent': 'slipway-backup-db' };
  const twirp = { ...agent, authorization: `Bearer ${tokens.runtime ?? ''}`, 'content-type': 'application/json' };
  const api = {
    ...agent,
    authorization: `Bearer ${tokens.github}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  };
  return {
    results: open('results', readTwirp, twirp),
    stubborn: open('results', readTwirp, twirp, 'permission_denied'),
    rest: open('rest', readRest, api),
    blobs: open('blobs', readBlob, { ...agent, 'x-ms-version': '2021-12-02' }, 'ServerBusy', 'OperationTimedOut', 'InternalError'),
    close: () => connections.close(),
  };
}
