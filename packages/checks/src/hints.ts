import type { CheckFailure, ProbeRequest } from './check.ts';
import type { ErrorClass, Observation } from './observation.ts';
import { show } from './show.ts';

/** What to do about an answer that is healthy and of the wrong version. */
export function versionHints(failure: CheckFailure | undefined): readonly string[] {
  if (failure === 'stale-version') {
    return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
  }
  return failure === 'version-not-found'
    ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
    : [];
}

type Asked = Pick<ProbeRequest, 'url' | 'address'>;

/** What usually causes an answer like this one, and what to do about it. */
export function hintsFor(asked: Asked, observation: Observation): readonly string[] {
  const { error, status } = observation;
  const hints = [error === undefined ? undefined : errorHint(error.class, asked, observation), redirectHint(observation)];
  if (status !== undefined && error === undefined) hints.push(statusHint(status, observation));
  const encoding = observation.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    hints.push(`The answer is compressed (${show(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
  }
  return hints.filter((hint) => hint !== undefined);
}

function errorHint(kind: ErrorClass, asked: Asked, { connected }: Observation): string | undefined {
  const nothing =
    'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
  switch (kind) {
    case 'refused':
      return `Nothing listens on that port. ${nothing}`;
    case 'reset':
      return asked.address !== undefined && 'path' in asked.address
        ? `Nothing listens on that port on the server, or it crashed while answering. ${nothing}`
        : 'The application crashed while answering, is restarting, or speaks TLS where http was asked for.';
    case 'timeout':
      return connected
        ? 'The application accepted the connection and hangs: look for a database or service that it waits for.'
        : 'A firewall that drops packets looks like this, and so does a wrong address.';
    case 'dns':
      return 'Look for a typing slip in the host, or a DNS record that is not there yet.';
    case 'unreachable':
      return 'The network of this machine has no way there; runners on GitHub have no IPv6.';
    case 'tls':
      return asked.url.startsWith('https:')
        ? 'Ask by the name that the certificate is for, and look at what the proxy serves for it.'
        : undefined;
    case 'invalid':
      return undefined;
  }
}

function redirectHint({ url, status, headers, redirects, error }: Observation): string | undefined {
  const last = status !== undefined && status >= 300 && status < 400 ? (headers['location'] ?? '') : '';
  const targets = [...redirects.map((redirect) => redirect.location), last];
  const secure = targets.some((target) => /^https:/i.test(target)) && [url, ...redirects.map((redirect) => redirect.url)].some(isPlain);
  if (secure) {
    return 'The application redirects http to https. Ask by its https address, or send the header `X-Forwarded-Proto: https` as its proxy does.';
  }
  if (targets.some((target) => /\/(log-?in|sign-?in|auth)\b/i.test(target)))
    return 'The path asks for a login; give a path that is public, such as /health.';
  if (error?.code === 'REDIRECTS')
    return 'The redirects lead in a circle: look at the proxy and at what the application thinks its own address is.';
  return last === '' ? undefined : `The answer redirects to ${show(last, 120)}, which was not followed.`;
}

const isPlain = (url: string): boolean => url.startsWith('http:');

function statusHint(status: number, observation: Observation): string | undefined {
  const body = observation.body.slice(0, 4000);
  if (status === 400 && /host|^\s*$|bad request \(400\)/i.test(body)) {
    return 'The application may not accept this host name: add it to ALLOWED_HOSTS (Django) or TrustedHostMiddleware (Starlette, FastAPI), or send the Host header that it expects.';
  }
  if (status === 401 || status === 403) return 'The path needs credentials; give a path that is public, or send them in `headers`.';
  if (status === 404)
    return 'There is nothing at this path: look for a prefix such as /api, and whether the proxy passes the path on unchanged.';
  if (status === 405) return 'The path does not take this method.';
  if (status === 421) return 'The server does not serve this host name on this connection.';
  if (status === 502 || status === 503 || status === 504) {
    return 'A proxy answers and what stands behind it does not, or the application says that it is not ready: look at the log of the application.';
  }
  return status >= 500 ? 'The application answers with an error of its own: look at its log.' : undefined;
}
