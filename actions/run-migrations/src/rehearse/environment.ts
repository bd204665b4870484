import { randomInt } from 'node:crypto';
import { telling } from '../scrub.ts';

type Environment = Readonly<Record<string, string | null>>;

/**
 * An environment without its secrets: each has a stand-in of the same form, so that what reads it (a key of so many characters, a URL with a
 * password) still can. The rehearsal's server asks for no password.
 */
export function withoutSecrets(environment: Environment): Record<string, string | null> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value === null ? null : standIn(name, value)]));
}

/** The password of a database may hold any sign; addresses of the web have theirs before the first slash. */
const url = /^(https?:\/\/)([^/@]*@)?(.*)$|^([a-z][a-z0-9+.-]*:\/\/)(.*@)?([^@]*)$/is;

function standIn(name: string, value: string): string {
  const [, web, webLogin, webRest, other, otherLogin, otherRest] = url.exec(value) ?? [];
  const [scheme, login = '', rest = ''] = [web ?? other, webLogin ?? otherLogin, webRest ?? otherRest];
  if (scheme !== undefined) {
    const [, user = '', password] = /^([^:]*):(.*)@$/s.exec(login) ?? [];
    // Of a login without a password, as trackers of errors have them, the name is the secret.
    const own = web !== undefined && telling.test(name) && login !== '' ? `${alike(login.slice(0, -1))}@` : login;
    const query = rest.replaceAll(/([?&](?:password|sslpassword)=)([^&]*)/gi, (_, start: string, secret: string) => start + alike(secret));
    return `${scheme}${password === undefined ? own : `${user}:${alike(password)}@`}${query}`;
  }
  // A path leads to a file that is not there anyway.
  return telling.test(name) && !/_FILE$|_PATH$/i.test(name) && !/^(\d{1,7}|true|false)$/i.test(value) ? alike(value) : value;
}

const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';
const large = small.toUpperCase();

/** Other letters where letters are, other digits where digits are; the rest as it stands. */
function alike(text: string): string {
  return [...text]
    .map((sign) => {
      const set = [digits, small, large].find((one) => one.includes(sign));
      return set === undefined ? sign : (set[randomInt(set.length)] ?? sign);
    })
    .join('');
}

/** The address of a URL that was given, led to the rehearsal's server; what it says of encryption has no meaning there. */
export function redirected(address: string, host: string): string {
  const [, start = '', path = '', query = ''] =
    /^([a-z][a-z0-9+_]*:\/\/(?:.*@)?)[^@/?#]*(\/[^?]*)?(?:\?(.*))?$/is.exec(address.trim()) ?? [];
  const kept = query
    .split('&')
    .filter((one) => one !== '' && !/^(ssl\w*|channel_binding|gssencmode|host|hostaddr|port|pgbouncer)=/i.test(one));
  return `${start}${host}:5432${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
