import { Failure, type FailureDetails } from '@slipway/action';
import type { Trouble } from './answer.ts';
import type { Work } from './work.ts';

export interface Meaning {
  readonly reason: string;
  readonly sentence: string;
  readonly hint: string;
}

/** Somebody's lock keeps the schema from being read. */
export class SchemaLocked extends Failure {
  readonly database: string;

  constructor(database: string, said: string, details: FailureDetails = {}) {
    super('lock-timeout', `The schema could not be read, because somebody holds a lock on it: ${said}`, {
      state: 'Nothing was changed.',
      hint: 'Look for long transactions in pg_stat_activity, then run again.',
      ...details,
    });
    this.database = database;
  }
}

/** What the program beside Alembic reported, as a failure with a reason of the contract. */
export function explain(trouble: Trouble, work: Work, details: FailureDetails): Failure {
  if (trouble.phase === 'database' && trouble.sqlstate === '55P03' && trouble.database)
    return new SchemaLocked(trouble.database, work.scrub(trouble.message), details);
  const { reason, sentence, hint } = work.tool.meaning?.(trouble, work) ?? meaning(trouble, work);
  return new Failure(reason, work.scrub(sentence), { hint, ...details });
}

/** The error in one line: where, what, and the server's own word for it. */
export function wordsOf(trouble: Trouble): string {
  const place = trouble.place ? ` at ${trouble.place.path}:${trouble.place.line}` : '';
  const state = trouble.sqlstate ? ` (SQLSTATE ${trouble.sqlstate})` : '';
  return `${trouble.type}${state}${place}: ${trouble.message}`;
}

function meaning(trouble: Trouble, work: Work): Meaning {
  const { transport, inputs } = work;
  switch (trouble.phase) {
    case 'no-ini':
      return {
        reason: 'no-alembic',
        sentence: `Alembic is in ${transport.where}, but its configuration is not: ${trouble.message}.`,
        hint: `Set the input alembic-ini to the path of the file there${copied(inputs)}.`,
      };
    case 'dialect':
      return {
        reason: 'wrong-dialect',
        sentence: `The application would connect to ${trouble.message}, not to PostgreSQL: its settings fell back to a default.`,
        hint: `Check that ${inputs['database-variable']} reaches it (input database-url, or the environment of ${inputs.service} in the compose file).`,
      };
    case 'connect':
      return {
        reason: 'database-unreachable',
        sentence: `The application cannot connect to its database: ${trouble.type}: ${trouble.message}`,
        hint: connectHint(trouble.message, inputs['database-variable']),
      };
    case 'database':
      return {
        reason: trouble.sqlstate === '55P03' ? 'lock-timeout' : 'query-failed',
        sentence: `The schema could not be read: ${wordsOf(trouble)}`,
        hint:
          trouble.sqlstate === '55P03'
            ? 'Look for long transactions in pg_stat_activity, then run again.'
            : 'Check the rights of the database user.',
      };
    case 'several':
      return {
        reason: 'broken-environment',
        sentence: 'env.py migrates several databases in one run, which cannot be planned or undone as one.',
        hint: 'Let env.py choose one database by an environment variable, and use one step for each.',
      };
    case 'changed':
      return {
        reason: 'plan-changed',
        sentence: `Alembic would run other revisions than planned: ${trouble.message}.`,
        hint: 'Run again.',
      };
    case 'history':
    case 'config':
      return {
        reason: 'broken-history',
        sentence: `The revisions in ${transport.where} cannot be read: ${wordsOf(trouble)}`,
        hint: `${isCode(trouble.type) ? 'Mend the file.' : 'Every down_revision must name a revision that is there.'} On a machine of yours: alembic history.`,
      };
    default:
      return {
        reason: 'broken-environment',
        sentence: `env.py failed before it reached the database: ${wordsOf(trouble)}`,
        hint: `Try it there: ${transport.command(['current'])}`,
      };
  }
}

/** What goes wrong in the text of a file; a history that does not hold together is a KeyError, or of Alembic's own. */
function isCode(type: string): boolean {
  return /^(Syntax|Indentation|Tab|Name|Import|ModuleNotFound|Attribute|Type|Value)Error$/.test(type);
}

/** Only a container has what an image copied. */
export function copied({ transport }: Pick<Work['inputs'], 'transport'>): string {
  return transport === 'local' ? '' : ', and check that the image copies it';
}

function connectHint(message: string, variable: string): string {
  if (/password authentication|no password supplied/i.test(message))
    return `Check user and password in ${variable}; a volume keeps the password it was created with.`;
  if (/translate host name|name or service|getaddrinfo|name resolution/i.test(message))
    return 'Check the host name; inside compose it is the name of the database service.';
  if (/does not exist/i.test(message)) return 'Check the names of database and user.';
  return 'Check that the database runs and that host and port are right as seen from there.';
}
