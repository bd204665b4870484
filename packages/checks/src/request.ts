import { validateHeaderName, validateHeaderValue } from 'node:http';
import { Failure } from '@slipway/action';
import type { ProbeRequest } from './check.ts';
import type { Hop } from './hop.ts';
import { parseResolve } from './resolve-to.ts';
import { contextOf, type TlsSettings } from './tls-settings.ts';
import { parsePath } from './version.ts';

/** Headers that belong to the connection; setting them by hand would break it. */
const ours = /^(host|connection|accept-encoding|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;

/** The first hop of a request. @throws Failure `bad-input` for a request that cannot be sent; values of headers are not shown */
export function prepare(request: ProbeRequest): Hop {
  const url = parseUrl(request.url);
  const method = request.method ?? 'GET';
  if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT') refuse(`${method} is not a method such as GET or POST.`);
  const given = Object.entries(request.headers ?? {});
  const named = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
  for (const [name, value] of given) checkHeader(name, value);
  const headers = Object.fromEntries(given.filter(([name]) => !ours.test(name)).map(([name, value]) => [name.toLowerCase(), value]));
  const { redirects = 5, timeout = 1 } = request;
  if (!Number.isInteger(redirects) || redirects < 0 || redirects > 5) refuse('redirects goes from 0 to 5.');
  if (!(timeout > 0)) refuse('The timeout of a request is more than 0.');
  if (request.version?.path !== undefined) parsePath(request.version.path);
  return {
    url,
    method,
    headers: {
      accept: '*/*',
      'user-agent': 'slipway',
      ...headers,
      ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.address === undefined ? {} : { address: request.address }),
    resolve: checkResolve(request),
    tls: checkTls(request),
    host: checkHost(request.hostHeader ?? named ?? url.host),
  };
}

/** @throws Failure `bad-input` */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return refuse('The url is not an address such as https://app.example.com/health.');
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    return refuse('The credentials in the url are not written as a URL writes them: % is %25.');
  }
  return url;
}

/** Parameters of a query whose values are nobody else's business. */
const sensitive = /([?&][^=&#]*(?:pass|pwd|token|secret|signature|credential|api[-_]?key)[^=&#]*=)[^&#]*/gi;

/** An address for people: without credentials. */
export function displayUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return maskQuery(shown.href);
}

/** An address, whole or in part, with `***` for the values of parameters that look like credentials. */
export function maskQuery(address: string): string {
  return address.replaceAll(sensitive, '$1***');
}

function checkResolve({ resolve, address }: ProbeRequest): Hop['resolve'] {
  const entries = resolve === undefined ? [] : [resolve].flat();
  if (entries.length > 0 && address !== undefined) refuse('resolve and a given address both say where to connect; give one of them.');
  const parsed = parseResolve(entries);
  return typeof parsed === 'string' ? refuse(parsed) : parsed;
}

function checkTls({ ca, clientCertificate: certificate, clientKey: key, insecure = false }: ProbeRequest): TlsSettings {
  if ((certificate === undefined) !== (key === undefined)) {
    refuse(`The client ${certificate === undefined ? 'key has no certificate' : 'certificate has no key'}; both are needed.`);
  }
  const settings: TlsSettings = {
    insecure,
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
  };
  try {
    contextOf(settings);
  } catch (error) {
    // OpenSSL names what is wrong and shows nothing of it.
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    refuse(
      `The certificates or the key for TLS cannot be read, or do not belong together (${code}). They are PEM, as they stand in their files.`,
    );
  }
  return settings;
}

function checkHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    refuse(`The header ${JSON.stringify(name.slice(0, 60))} has a name or value that HTTP cannot carry.`);
  }
}

function checkHost(host: string): string {
  if (!/^[A-Za-z0-9._[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`))
    refuse('The Host header is not a host name such as app.example.com.');
  return host;
}

function refuse(problem: string): never {
  throw new Failure('bad-input', problem, { state: 'Nothing was asked.' });
}
