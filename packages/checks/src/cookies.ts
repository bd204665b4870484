/** The most that a server may leave on the way; each request has a limit of its own for its headers. */
const most = 50;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Only the host that set it gets it back. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
}

/** Where a cookie was set, or may go. */
export interface CookiePlace {
  /** The name of the server, as the `Host` header has it, without its port. */
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
}

/** Cookies of one attempt, kept over its redirects as a browser keeps them (RFC 6265); the next attempt begins without any. */
export class CookieJar {
  #cookies: Cookie[] = [];

  /** Takes the lines of `Set-Cookie`. */
  store(lines: readonly string[], from: CookiePlace): void {
    for (const line of lines.slice(0, most)) {
      const { cookie, gone } = readCookie(line, from) ?? {};
      if (cookie === undefined) continue;
      const others = this.#cookies.filter(
        (other) => other.name !== cookie.name || other.domain !== cookie.domain || other.path !== cookie.path,
      );
      this.#cookies = gone === true || others.length >= most ? others : [...others, cookie];
    }
  }

  /** The `Cookie` header for a request, with those that the user gave; a server's own take their place. */
  header(to: CookiePlace, given = ''): string | undefined {
    const ours = this.#cookies.filter((cookie) => goesTo(cookie, to)).sort((a, b) => b.path.length - a.path.length);
    const names = new Set(ours.map(({ name }) => name));
    const kept = given.split(/;\s*/).filter((pair) => pair !== '' && !names.has(pair.replace(/\s*=.*$/s, '').trim()));
    const pairs = [...kept, ...ours.map(({ name, value }) => `${name}=${value}`)];
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }
}

function readCookie(line: string, from: CookiePlace): { cookie: Cookie; gone: boolean } | undefined {
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  if (equals < 1 || name === '' || line.length > 4096 || /[^\t\x20-\x7e]/.test(name + value)) return undefined;
  const given = new Map(
    attributes.map((text) => [text.replace(/=.*$/s, '').trim().toLowerCase(), text.replace(/^[^=]*=?/, '').trim()] as const),
  );
  const domain = (given.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  // A domain of one label would be a whole top level.
  if (domain !== '' && (!domain.includes('.') || !isWithin(from.host, domain))) return undefined;
  const secure = given.has('secure');
  if (secure && !from.secure) return undefined;
  const path = given.get('path')?.startsWith('/') ? (given.get('path') ?? '/') : from.path.replace(/\/[^/]*$/, '') || '/';
  const cookie = { name, value, domain: domain || from.host.toLowerCase(), hostOnly: domain === '', path, secure };
  return { cookie, gone: isOver(given) };
}

function isOver(given: ReadonlyMap<string, string>): boolean {
  const age = given.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  const expires = given.get('expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}

function goesTo(cookie: Cookie, to: CookiePlace): boolean {
  const host = to.host.toLowerCase();
  if (cookie.hostOnly ? host !== cookie.domain : !isWithin(host, cookie.domain)) return false;
  if (cookie.secure && !to.secure) return false;
  return to.path === cookie.path || to.path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`);
}

function isWithin(host: string, domain: string): boolean {
  return host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`);
}
