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

const url = /^([a-z][a-z0-9+.-]*:\/\/)([^/@]*@)?(.*)$/is;

function standIn(name: string, value: string): string {
  const [, scheme, login = '', rest = ''] = url.exec(value) ?? [];
  if (scheme !== undefined) {
    const [, user = '', password] = /^([^:]*):(.*)@$/s.exec(login) ?? [];
    return password === undefined ? value : `${scheme}${user}:${alike(password)}@${rest}`;
  }
  return telling.test(name) && !/^(\d{1,7}|true|false)$/i.test(value) ? alike(value) : value;
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
