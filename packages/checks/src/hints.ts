import type { ProbeRequest } from './check.ts';
import type { Observation, ProbeError } from './observation.ts';
import type { CheckFailure } from './report.ts';
import { show } from './show.ts';

/** What to do about an answer that is healthy and of the wrong version. */
export function identityHints(failure: CheckFailure | undefined): readonly string[] {
  if (failure === 'stale-version') {
    return ['The old version still serves: the router did not switch, the container was not made anew, or a cache stands before it.'];
  }
  return failure === 'version-not-found'
    ? ['Look at what the answer holds, and at the path or header that is said to name the version.']
    : [];
}

/** What to do about figures that are not good enough; undefined for a failure that is none of a measurement. */
export function measurementHints(failure: CheckFailure): readonly string[] | undefined {
  switch (failure) {
    case 'error-budget':
      return [
        'Single answers are good and some requests fail: look for a worker that crashes, a pool that runs out, or a second server that is old.',
      ];
    case 'regressed':
      return ['It is slower than what it is compared to, measured in the same minute: a cold cache, a missing index, or a slower version.'];
    case 'no-data':
      return ['It answered when it was asked alone and not when it was measured: it may have crashed, or limit how often it is asked.'];
    default:
      return undefined;
  }
}

type Asked = Pick<ProbeRequest, 'url' | 'address'>;

/** What usually causes an answer like this one, and what to do about it. */
export function hintsFor(asked: Asked, observation: Observation): readonly string[] {
  const { error, status } = observation;
  const hints = [error === undefined ? undefined : errorHint(error, asked, observation), redirectHint(observation)];
  if (status !== undefined && error === undefined) hints.push(statusHint(status, observation));
  const encoding = observation.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    hints.push(`The answer is compressed (${show(encoding, 20)}) although that was not asked for, so its body cannot be read.`);
  }
  return hints.filter((hint) => hint !== undefined);
}

function errorHint(error: ProbeError, asked: Asked, { connected }: Observation): string | undefined {
  const nothing =
    'The application may not have started yet, listen on another port, or be bound to 127.0.0.1 inside its container: bind it to 0.0.0.0 and look at its log.';
  switch (error.class) {
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
      return asked.url.startsWith('https:') ? tlsHint(error.code) : undefined;
    case 'private':
      return 'Only public addresses may be asked here, because somebody without trust can choose them: a pull request from a fork, for example.';
    case 'invalid':
      return undefined;
  }
}

function tlsHint(code: string): string {
  if (code === 'CERT_HAS_EXPIRED')
    return 'Renew the certificate. Where that was done already, the proxy still serves the old one: reload it.';
  if (/LEAF_SIGNATURE|GET_ISSUER_CERT/.test(code)) {
    return 'Let the proxy serve the whole chain (fullchain.pem), or give the authority in `ca` where it is one of your own.';
  }
  if (/SELF_SIGNED/.test(code)) return 'Let the proxy serve a certificate of an authority, or give your own authority in `ca`.';
  return 'Ask by the name that the certificate is for, and look at what the proxy serves for it.';
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
  if (status === 403 && /blocked host|invalid host|host[^.]{0,60}not allowed/i.test(body)) {
    return 'The application does not accept this host name: add it to config.hosts (Rails), allowedHosts (Vite, webpack) or the like, or send the Host header that it expects.';
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
