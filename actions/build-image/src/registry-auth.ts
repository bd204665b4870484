import type { Credentials } from './credentials.ts';
import { isLoopback } from './repository.ts';

export interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly parameters: Readonly<Record<string, string>>;
}

/** The challenge of a `WWW-Authenticate` header; undefined where it asks for something unknown. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const scheme = /^\s*(basic|bearer)\b/i.exec(header ?? '')?.[1]?.toLowerCase();
  if (scheme !== 'basic' && scheme !== 'bearer') return undefined;
  const parameters: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of (header ?? '').matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,]+))/gi)) {
    parameters[name.toLowerCase()] = quoted ?? bare ?? '';
  }
  return { scheme, parameters };
}

export interface TokenRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * The request for a bearer token (distribution's token specification; with an identity token, its OAuth2 form). Undefined where the registry sends
 * us to a token server that would see the credentials in the open.
 */
export function tokenRequest(challenge: Challenge, scope: string, credentials: Credentials | undefined): TokenRequest | undefined {
  const { realm = '', service } = challenge.parameters;
  const url = URL.parse(realm);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host)))) return undefined;
  if (credentials && 'identityToken' in credentials) {
    const form = { grant_type: 'refresh_token', refresh_token: credentials.identityToken, client_id: 'slipway', scope };
    return { url: url.href, init: { method: 'POST', body: new URLSearchParams({ ...form, ...(service ? { service } : {}) }) } };
  }
  if (service) url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  return { url: url.href, init: credentials ? { headers: { authorization: basic(credentials) } } : {} };
}

/** The token of a token server's answer. */
export function tokenOf(answer: string): string | undefined {
  const body: unknown = parse(answer);
  if (typeof body !== 'object' || body === null) return undefined;
  const { token, access_token: accessToken } = body as { token?: unknown; access_token?: unknown };
  const found = token ?? accessToken;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function basic(credentials: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}
