import { addSecret, badInputs } from '@slipway/action';

/** Where a database is, as libpq's own variables: nothing of it ever stands on a command line. */
export interface Connection {
  readonly database: string;
  /** For messages: `on db.example.com:5432`. */
  readonly where: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the URL's parameters say; stronger than our own settings. */
  readonly more: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** True where the address looks like a pooler's: sessions, and so locks, are shared there. */
  readonly pooled: boolean;
}

/**
 * `scheme://user:password@host:port/database?parameters`. The password ends at the first `@` behind which everything has this form, so that one
 * which was pasted without percent-encoding works as it does with SQLAlchemy.
 */
const form =
  /^([a-z][a-z0-9+_]*):\/\/(?:([^:/@?]*)(?::(.*?))?@)?((?:\[[^\]]*\]|[^@/?#[\]])*)(?:\/([^?@]*))?(?:\?((?:[\w-]+=[^&]*&?)*))?$/is;

const schemes = /^postgres(ql)?(\+\w+)?$/i;

/** URL parameters that libpq and the drivers share, and the variable that psql and pg_dump read instead. */
const variables: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  ssl: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslcrl: 'PGSSLCRL',
  sslnegotiation: 'PGSSLNEGOTIATION',
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  options: 'PGOPTIONS',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  gssencmode: 'PGGSSENCMODE',
  require_auth: 'PGREQUIREAUTH',
  krbsrvname: 'PGKRBSRVNAME',
};

/**
 * Reads `postgresql://`, `postgres://` and SQLAlchemy's `postgresql+driver://`.
 * @throws Failure `bad-input`, which never shows the URL
 */
export function parseUrl(url: string, input = 'database-url'): Connection {
  const [, scheme = '', user = '', password, authority = '', path = '', query = ''] = form.exec(url.trim()) ?? [];
  const example = 'Example: postgresql://user:password@db.example.com:5432/app';
  if (!schemes.test(scheme))
    throw badInputs([{ input, message: `is not a PostgreSQL URL (a value of ${url.length} characters). ${example}` }]);
  const parameters = new Map(query.split('&').filter(Boolean).map(parameter));
  const hosts = authority.split(',').map(splitPort);
  const host = parameters.get('host') ?? hosts.map((entry) => entry.host).join(',');
  const port = parameters.get('port') ?? (hosts.some((entry) => entry.port) ? hosts.map((entry) => entry.port || '5432').join(',') : '');
  const login = parameters.get('user') ?? decode(user);
  const database = parameters.get('dbname') ?? (decode(path) || login);
  if (!database) throw badInputs([{ input, message: `names no database. ${example}` }]);
  const secret = parameters.get('password') ?? (password === undefined ? undefined : decode(password));
  if (secret) addSecret(secret);
  const more = [...parameters].flatMap(([name, value]) => {
    const variable = variables[name];
    return variable ? [[variable, name === 'ssl' ? sslMode(value) : value]] : [];
  });
  return {
    database,
    where: `on ${host || 'the local socket'}${port ? `:${port}` : ''}`,
    env: {
      PGHOST: host,
      // A stray variable of the machine would lead elsewhere.
      PGHOSTADDR: '',
      PGPORT: port || '5432',
      PGDATABASE: database,
      ...(login ? { PGUSER: login } : {}),
    },
    more: Object.fromEntries(more),
    secrets: secret === undefined ? {} : { PGPASSWORD: secret },
    pooled: /(^|,)6543(,|$)/.test(port) || /-pooler\.|\.pooler\./.test(host) || parameters.get('pgbouncer') === 'true',
  };
}

function parameter(text: string): [string, string] {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  return [decode(name), decode(value)];
}

function splitPort(entry: string): { host: string; port: string } {
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(decode(entry)) ?? [];
  return { host: bracketed ?? (plain || decode(entry)), port };
}

/** asyncpg's `ssl=true` and `ssl=require` in libpq's words. */
function sslMode(value: string): string {
  if (/^(true|1|on)$/i.test(value)) return 'require';
  return /^(false|0|off)$/i.test(value) ? 'disable' : value;
}

/** Percent-decoding that leaves alone what is none: `100%` stays `100%`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
