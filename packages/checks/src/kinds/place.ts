import { isIP } from 'node:net';
import { addSecret, Failure, nearest } from '@slipway/action';
import type { Kind, KindRequest } from '../kind.ts';

/** The parts of an address that is not HTTP. */
export interface Place {
  readonly scheme: string;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Without the first slash, decoded. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  /** `db.internal:5432` */
  readonly endpoint: string;
  /** For people: without credentials and without parameters, which may hold some. */
  readonly shown: string;
}

export interface PlaceRules {
  /** The port where the address names none; without it, the address must. */
  readonly port?: number;
  readonly host?: 'optional';
  /** A path and parameters may hold an `@`, as those of the web do. */
  readonly web?: boolean;
  /** A whole address as it should be. */
  readonly example: string;
}

/** What is wrong with an address, in sentences that never show it. */
export function placeProblems(url: string, rules: PlaceRules): readonly string[] {
  const place = readPlace(url, rules);
  return typeof place === 'string' ? [`${place} Example: ${rules.example}`] : [];
}

/** @throws Failure `bad-input`; whoever called `check` first never sees it */
export function placeOf(url: string, rules: PlaceRules): Place {
  const place = readPlace(url, rules);
  if (typeof place === 'string') throw new Failure('bad-input', `${place} Example: ${rules.example}`, { state: 'Nothing was asked.' });
  if (place.password !== '') addSecret(place.password);
  return place;
}

function readPlace(text: string, rules: PlaceRules): Place | string {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  // A URL ends its host at the first slash, so a password with a bare one would name another host.
  if (!rules.web && /[/?#].*@/s.test(trimmed.slice((scheme ?? '').length + 3)))
    return 'The credentials in the url are not written as a URL writes them: / is %2F, ? is %3F, # is %23 and @ is %40.';
  if (scheme === undefined || !URL.canParse(trimmed)) return 'The url is not an address, or its credentials are not percent-encoded.';
  const url = new URL(trimmed);
  const parts = [url.username, url.password, url.pathname.replace(/^\//, '')].map(decode);
  const [user, password, path] = parts;
  if (user === undefined || password === undefined || path === undefined) return 'The url is not percent-encoded as a URL is: % is %25.';
  const bracketed = url.hostname.startsWith('[');
  const host = bracketed ? url.hostname.slice(1, -1) : url.hostname;
  if (host === '' && rules.host !== 'optional') return 'The url names no host.';
  if (bracketed ? isIP(host) !== 6 : !/^[\w.-]*$/.test(host)) return 'The host of the url is no name and no address.';
  const port = url.port === '' ? (defaultPorts[scheme] ?? rules.port) : Number(url.port);
  if (port === undefined || port === 0) return 'The url names no port.';
  const endpoint = `${url.hostname}:${port}`;
  const name = host === '' ? '' : url.port === '' ? url.hostname : endpoint;
  const shown = `${scheme}://${name}${url.pathname}`;
  return { scheme, host, port, user, password, path, parameters: url.searchParams, endpoint, shown };
}

/** What a URL leaves out because its scheme says it. */
const defaultPorts: Readonly<Record<string, number>> = { ws: 80, wss: 443 };

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Options that a kind does not know, and values that are of the wrong form. */
export function optionProblems(
  request: KindRequest,
  { options }: Pick<Kind, 'options'>,
  forms: Readonly<Record<string, OptionForm>> = {},
): string[] {
  return Object.entries(request.options ?? {}).flatMap(([name, value]) => {
    if (!options.includes(name)) {
      const near = nearest(name, options);
      const known = options.length === 0 ? 'There are none here.' : `There are ${options.join(', ')}.`;
      return [`${name} is no option of this check. ${near === undefined ? known : `Did you mean ${near}?`}`];
    }
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    return form === undefined || form.pattern.test(String(value)) ? [] : [`${name} is not ${form.what}.`];
  });
}

export interface OptionForm {
  readonly pattern: RegExp;
  /** `a name such as app.example.com` */
  readonly what: string;
}

export const flag: OptionForm = { pattern: /^(true|false)$/, what: 'true or false' };

/** The text of an option; undefined where it is not given. */
export function option({ options = {} }: KindRequest, name: string): string | undefined {
  return Object.hasOwn(options, name) ? String(options[name]) : undefined;
}
