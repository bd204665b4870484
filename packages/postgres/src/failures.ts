import { Failure } from '@slipway/action';
import { ProgramFailure } from '@slipway/shell';

/** A statement that the server refused. */
export class QueryFailure extends Failure {
  /** Five characters of the standard; empty where the server gave none. */
  readonly sqlstate: string;

  constructor(message: string, sqlstate: string, cause: unknown) {
    super('query-failed', message, { cause });
    this.sqlstate = sqlstate;
  }
}

/** The word of severity is in the language of the server (`FEHLER`), and a notice has the same form: the error, which ends it, comes last. */
const refused = /(?:^|\n)(?:psql:[^\n]*?: )?[^\s:]+: {2}([0-9A-Z]{5}): ([^\n]*)/g;

/**
 * What a failed psql means: it ends with 3 where a statement failed, with 2 where the connection did.
 * @returns Failure `query-failed` (with its SQLSTATE), `database-unreachable`, or what was thrown
 */
export function explain(error: unknown, where: string): unknown {
  if (!(error instanceof ProgramFailure)) return error;
  const [, sqlstate = '', message = ''] = [...error.stderr.matchAll(refused)].at(-1) ?? [];
  if (error.code === 3) return new QueryFailure(`${where} refused a statement: ${message || error.message}`, sqlstate, error);
  const said = error.stderr
    .trim()
    .replaceAll(/^psql: error: /gm, '')
    .split('\n')
    .slice(-3)
    .join(' ');
  return new Failure('database-unreachable', `The database ${where} does not answer: ${said || `exit code ${error.code}`}.`, {
    hint: hintFor(error.stderr),
    cause: error,
  });
}

function hintFor(stderr: string): string {
  if (/password authentication failed|no password supplied/i.test(stderr)) {
    return 'Check user and password in database-url; special characters in a password are percent-encoded (@ is %40).';
  }
  if (/no pg_hba\.conf entry/i.test(stderr))
    return "Allow this machine in the server's pg_hba.conf or in the provider's list of addresses.";
  if (/database ".*" does not exist/i.test(stderr)) return 'Check the name of the database.';
  if (/SSL|certificate/i.test(stderr)) return 'Check sslmode and sslrootcert in database-url.';
  return 'Check that the server runs and that this machine may reach it.';
}
