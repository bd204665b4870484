import { Failure, messageOf } from '@slipway/action';
import {
  createRoles,
  type Database,
  dropRoles,
  type Globals,
  globalStatements,
  identifier,
  missingRoles,
  type Role,
  roleStatements,
} from '@slipway/postgres';
import type { Job } from '../../job.ts';

export interface PreparedRoles {
  /** Takes those away that were made, once nothing is theirs; one that cannot go is named. */
  remove(): Promise<void>;
}

/**
 * Makes the roles that the backup needs and the server lacks: without a password, and without rights over the whole server, which are named instead.
 * @throws Failure `restore-failed`, and nothing was changed
 */
export async function prepareRoles(job: Job, database: Database, globals: Globals | undefined): Promise<PreparedRoles> {
  const missing = await missingRoles(database, globals?.roles ?? []);
  try {
    await createRoles(database, missing);
  } catch (error) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new Failure('restore-failed', `The roles ${names} are missing, and could not be created: ${messageOf(error)}`, {
      state: 'Nothing was changed.',
      hint: `A user with the right CREATEROLE can: ${roleStatements(missing).join('; ')};`,
      cause: error,
    });
  }
  for (const role of missing) job.log.warn(describeRole(role));
  return {
    remove: () =>
      dropRoles(database, missing).catch((error: unknown) =>
        job.log.warn(`The roles that were created stay: ${missing.map(({ name }) => name).join(', ')} (${messageOf(error)}).`),
      ),
  };
}

function describeRole({ name, login, powers }: Role): string {
  const password = login ? ` It has no password yet: alter role ${identifier(name)} password '…'.` : '';
  const without = powers.length > 0 ? ` It had ${powers.join(', ')}, which was not given back.` : '';
  return `The role ${name} was missing, and was created.${password}${without}`;
}

/** Settings and grants of the database; what the user may not set is named, and is no reason to be without the data. */
export async function giveGlobals(job: Job, target: Database, globals: Globals): Promise<void> {
  for (const { what, sql } of globalStatements(target.name, globals)) {
    await target.query(sql).catch((error: unknown) => job.log.warn(`${what} could not be given to the database: ${messageOf(error)}`));
  }
}
