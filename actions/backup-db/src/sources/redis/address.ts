export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Empty for the default user. */
  readonly user: string;
  /** Empty where there is none. */
  readonly password: string;
}

/** The parts of a `redis://` or `rediss://` URL; undefined where it is none. The number of a database is ignored: a backup holds all of them. */
export function redisAddress(text: string): RedisAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '' || !/^(\/\d{0,5})?$/.test(url.pathname)) return undefined;
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || 6379),
      tls: url.protocol === 'rediss:',
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}
