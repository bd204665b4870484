// A fake of GitHub's OpenID Connect provider: signed tokens for jobs, and the keys to check them with.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Fault, Planted } from './injector.ts';
import { type Received, type Recorded, type Reply, startServer } from './server.ts';

export interface OidcJob {
  /** owner/name */
  readonly repository: string;
  /** With `immutableSubject`, which repositories made since July 2026 have by default. */
  readonly ownerId?: number;
  readonly repositoryId?: number;
  /** `repo:OWNER@ID/REPO@ID:…` instead of `repo:OWNER/REPO:…`. */
  readonly immutableSubject?: boolean;
  /** Full ref; in the subject only where there is no environment. */
  readonly ref?: string;
  readonly environment?: string;
  /** `pull_request` has a subject of its own. */
  readonly event?: string;
  /** Any other claims, such as `job_workflow_ref`. */
  readonly claims?: Readonly<Record<string, string>>;
}

export interface FakeOidc {
  /** Issuer of the tokens. */
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** What a runner gives to a job with `id-token: write`. */
  environment(job: OidcJob): Readonly<Record<string, string>>;
  fail(fault: Fault): Planted;
  close(): Promise<void>;
}

/** Seconds for which a token counts. */
const lifetime = 300;
const keyId = 'fake-key-1';

export async function startOidc(): Promise<FakeOidc> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jobs = new Map<string, OidcJob>();
  const jobOf = ({ headers }: Received): OidcJob | undefined => jobs.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');

  const server = await startServer({
    answer: (request) => {
      if (request.path === '/.well-known/openid-configuration') return reply(200, discovery(server.url));
      if (request.path === '/.well-known/jwks') return reply(200, { keys: [publicJwk(publicKey)] });
      if (request.path !== '/token') return reply(404, { message: 'Not Found' });
      const job = jobOf(request);
      if (!job) return reply(401, { message: 'The request token is missing or was not given to a job with id-token: write.' });
      const [owner = ''] = job.repository.split('/');
      const audience = request.query.get('audience') ?? `https://github.com/${owner}`;
      return reply(200, { count: 1, value: jwt(privateKey, claimsOf(job, audience, server.url)) });
    },
    actor: (request) => jobOf(request)?.repository,
    failure: (status, fault) => ({ ...reply(status, { message: 'planted by the test' }), ...(fault.body ? { body: fault.body } : {}) }),
  });

  return {
    ...server,
    environment: (job) => {
      const token = `fake-request-token-${jobs.size + 1}-${'0'.repeat(24)}`;
      jobs.set(token, job);
      // Clients append `&audience=…`, so the address has to have a query already.
      return { ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token };
    },
  };
}

/** The subject that trust policies compare. */
export function subjectOf(job: OidcJob): string {
  const [owner = '', name = ''] = job.repository.split('/');
  const { ownerId = 1, repositoryId = 2, ref = 'refs/heads/main' } = job;
  const repository = job.immutableSubject ? `${owner}@${ownerId}/${name}@${repositoryId}` : `${owner}/${name}`;
  if (job.environment) return `repo:${repository}:environment:${job.environment}`;
  return job.event === 'pull_request' ? `repo:${repository}:pull_request` : `repo:${repository}:ref:${ref}`;
}

function claimsOf(job: OidcJob, audience: string, issuer: string): object {
  const [owner = ''] = job.repository.split('/');
  const now = Math.floor(Date.now() / 1000);
  const { ownerId = 1, repositoryId = 2, ref = 'refs/heads/main', event = 'push', environment } = job;
  return {
    jti: crypto.randomUUID(),
    sub: subjectOf(job),
    aud: audience,
    iss: issuer,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    repository: job.repository,
    repository_id: String(repositoryId),
    repository_owner: owner,
    repository_owner_id: String(ownerId),
    ref,
    event_name: event,
    ...(environment ? { environment } : {}),
    ...job.claims,
  };
}

function jwt(key: KeyObject, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ typ: 'JWT', alg: 'RS256', kid: keyId })}.${part(claims)}`;
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`;
}

const publicJwk = (key: KeyObject): object => ({ ...key.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: keyId });

const discovery = (issuer: string): object => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks`,
  response_types_supported: ['id_token'],
  id_token_signing_alg_values_supported: ['RS256'],
});

const reply = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
