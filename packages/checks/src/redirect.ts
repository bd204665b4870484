import type { Answer } from './exchange.ts';
import type { Hop } from './hop.ts';
import { withoutIdentity } from './tls-settings.ts';

/** The request that a redirect asks for; undefined where there is none to follow. */
export function follow(hop: Hop, answer: Answer): Hop | undefined {
  const location = answer.headers['location'];
  if (answer.error !== undefined || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status ?? 0)) return undefined;
  const url = URL.canParse(location, hop.url.href) ? new URL(location, hop.url.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const same = isSameOrigin(url, hop);
  // An address was given for one server: nothing says that it leads to another one, or that the other may see the headers.
  if (!same && hop.address !== undefined) return undefined;
  const keeps = answer.status === 307 || answer.status === 308 || hop.method === 'GET' || hop.method === 'HEAD';
  const { body: _body, ...rest } = hop;
  if (same) {
    url.host = hop.url.host;
    url.username = hop.url.username;
    url.password = hop.url.password;
  } else {
    url.username = '';
    url.password = '';
  }
  const headers = same ? hop.headers : { accept: hop.headers['accept'] ?? '*/*', 'user-agent': hop.headers['user-agent'] ?? 'slipway' };
  const host = same ? hop.host : url.host;
  const tls = same ? hop.tls : withoutIdentity(hop.tls);
  if (keeps) return { ...hop, url, host, tls, headers: { ...headers, ...length(hop) } };
  const { 'content-length': _length, 'content-type': _type, ...bare } = headers;
  return { ...rest, url, host, tls, headers: bare, method: 'GET' };
}

function length(hop: Hop): Readonly<Record<string, string>> {
  return hop.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(hop.body)) };
}

/** Servers write themselves into `Location` by their name, which is that of the `Host` header where one is given. */
function isSameOrigin(url: URL, hop: Hop): boolean {
  return url.protocol === hop.url.protocol && (url.host === hop.url.host || url.host === new URL(`${hop.url.protocol}//${hop.host}`).host);
}
