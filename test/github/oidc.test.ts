import { createPublicKey, verify } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toolkit } from './clients/process.ts';
import { type FakeOidc, type OidcJob, startOidc, subjectOf } from './oidc.ts';

let oidc: FakeOidc;

beforeAll(async () => {
  oidc = await startOidc();
});

afterAll(() => oidc.close());

interface Claims {
  readonly sub: string;
  readonly aud: string;
  readonly iss: string;
  readonly exp: number;
  readonly iat: number;
}

/** As a cloud does it: the keys from the address that the provider names, then the signature over what was sent. */
async function verified(token: string): Promise<Claims & Record<string, unknown>> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  const { kid, alg } = read(head) as { kid: string; alg: string };
  const { jwks_uri } = (await (await fetch(`${oidc.url}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
  const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: Readonly<Record<string, string>>[] };
  const key = createPublicKey({ key: keys.find((candidate) => candidate['kid'] === kid) ?? {}, format: 'jwk' });
  expect(alg).toBe('RS256');
  expect(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  return read(body) as Claims & Record<string, unknown>;
}

test('the official client gets a token for its audience, signed by the published key', async () => {
  const env = oidc.environment({
    repository: 'acme/notes',
    environment: 'production',
    claims: { job_workflow_ref: 'slipway/slipway/x@v1' },
  });
  const { outcomes } = await toolkit(tmpdir(), [env, 'token', 'https://vault.test/a b']);
  const claims = await verified(String(outcomes[0]?.result));
  expect(claims).toMatchObject({ sub: 'repo:acme/notes:environment:production', aud: 'https://vault.test/a b', iss: oidc.url });
  expect(claims).toMatchObject({ repository: 'acme/notes', environment: 'production', job_workflow_ref: 'slipway/slipway/x@v1' });
  expect(claims.exp - claims.iat).toBe(300);
});

test('a changed token does not verify', async () => {
  const env = oidc.environment({ repository: 'acme/notes' });
  const headers = { authorization: `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` };
  const answer = (await (await fetch(`${env['ACTIONS_ID_TOKEN_REQUEST_URL']}`, { headers })).json()) as { value: string };
  const [head, , signature] = answer.value.split('.');
  const other = Buffer.from('{"sub":"repo:eve/notes:ref:refs/heads/main"}').toString('base64url');
  expect((await verified(answer.value)).aud).toBe('https://github.com/acme');
  await expect(verified([head, other, signature].join('.'))).rejects.toThrow();
});

const subjects: readonly (readonly [string, OidcJob])[] = [
  ['repo:acme/notes:ref:refs/heads/main', { repository: 'acme/notes' }],
  ['repo:acme/notes:environment:production', { repository: 'acme/notes', environment: 'production', ref: 'refs/heads/x' }],
  ['repo:acme/notes:pull_request', { repository: 'acme/notes', event: 'pull_request' }],
  [
    'repo:acme@11/notes@22:ref:refs/tags/v1',
    { repository: 'acme/notes', ownerId: 11, repositoryId: 22, immutableSubject: true, ref: 'refs/tags/v1' },
  ],
  [
    'repo:acme@11/notes@22:environment:production',
    { repository: 'acme/notes', ownerId: 11, repositoryId: 22, immutableSubject: true, environment: 'production' },
  ],
];

test.each(subjects)('the subject %s', (subject, job) => {
  expect(subjectOf(job)).toBe(subject);
});

test('without a token of a job there is none, and failures can be planted', async () => {
  const before = oidc.requests.length;
  expect((await fetch(`${oidc.url}/token?audience=x`)).status).toBe(401);
  oidc.fail({ path: /token/, status: 503 });
  expect((await fetch(`${oidc.url}/token`)).status).toBe(503);
  const env = oidc.environment({ repository: 'acme/notes' });
  const { outcomes } = await toolkit(tmpdir(), [{ ...env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'guessed' }, 'token']);
  expect(outcomes[0]?.error).toMatch(/401/);
  expect(oidc.requests.slice(before).map(({ status, actor }) => [status, actor])).toEqual([
    [401, undefined],
    [503, undefined],
    [401, undefined],
  ]);
});
