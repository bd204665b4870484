import { badInputs } from '@slipway/action';
import type { Connection } from '@slipway/postgres';
import type { Work } from '../work.ts';
import { applicationConnection, ownName, parameterOf } from './database.ts';
import { sessionEnvironment } from './program.ts';

/** How a program in Java is told where the database is. */
export interface Jdbc {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Parameters of the URL in libpq's words, and in those of Java's driver. */
const renamed: Readonly<Record<string, string>> = {
  PGSSLMODE: 'sslmode',
  PGSSLROOTCERT: 'sslrootcert',
  PGSSLCERT: 'sslcert',
  PGSSLKEY: 'sslkey',
  PGCHANNELBINDING: 'channelBinding',
  PGCONNECT_TIMEOUT: 'connectTimeout',
  PGGSSENCMODE: 'gssEncMode',
};

/** The bound for locks and the session's name stand in the URL: the team's own first statements of a session are left to it. @throws Failure `bad-input` */
export function jdbcOf(work: Work): Jdbc {
  const connection = applicationConnection(work);
  const { env, more, secrets, database } = connection;
  const schema = parameterOf(work, 'search_path') === undefined ? parameterOf(work, 'schema') : undefined;
  const parameters = [
    ['ApplicationName', ownName(work.runName)],
    ['options', sessionEnvironment(work)['PGOPTIONS'] ?? ''],
    ...Object.entries(renamed).map(([name, own]) => [own, more[name] ?? '']),
    ['currentSchema', schema ?? ''],
  ];
  const query = parameters.filter(([, value]) => value !== '').map((pair) => pair.map(encoded).join('='));
  return {
    url: `jdbc:postgresql://${authorityOf(connection)}/${encoded(database)}?${query.join('&')}`,
    user: env['PGUSER'] ?? '',
    password: secrets['PGPASSWORD'] ?? '',
  };
}

const encoded = (text: string | undefined): string => encodeURIComponent(text ?? '');

function authorityOf({ env }: Connection): string {
  const hosts = (env['PGHOST'] ?? '').split(',');
  if (hosts.some((host) => host === '' || host.startsWith('/'))) {
    const message = 'leads to a local socket, which programs in Java cannot use; name a host';
    throw badInputs([{ input: 'database-variable', message }]);
  }
  const ports = (env['PGPORT'] ?? '5432').split(',');
  return hosts.map((host, at) => `${host.includes(':') ? `[${host}]` : host}:${ports[at] ?? ports[0]}`).join(',');
}
