import { Failure, messageOf } from '@slipway/action';
import { type Database, databaseExists, identifier, literal } from '@slipway/postgres';
import { stamp } from '../../names.ts';

/** Where a replaced database is found again. */
export function keptName(name: string, at: Date): string {
  return `${name}_before_${stamp(at)}`;
}

/**
 * Gives the restored database its name. The two renames of a replacement are one transaction: at every moment there is one database of that name,
 * and the old one keeps all it has. Its sessions are ended, because a database with sessions cannot be renamed.
 * @returns the name under which the old one is kept
 * @throws Failure `swap-failed`, and the old one has its name
 */
export async function takePlace(
  database: Database,
  scratch: string,
  name: string,
  owner: string,
  replace: boolean,
  at: Date,
): Promise<string | undefined> {
  const desk = await maintenance(database, [scratch, name]);
  const [from, to] = [identifier(scratch), identifier(name)];
  await ownedBy(desk, scratch, owner);
  if (!replace) {
    await desk.query(`alter database ${from} rename to ${to}`);
    return undefined;
  }
  const kept = keptName(name, at);
  const old = identifier(kept);
  try {
    await desk.query(
      [
        `alter database ${to} with allow_connections false;`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${literal(name)};`,
        'select pg_sleep(0.2);',
        `begin; alter database ${to} rename to ${old}; alter database ${from} rename to ${to}; commit;`,
        `alter database ${old} with allow_connections true;`,
      ].join('\n'),
    );
    return kept;
  } catch (error) {
    for (const candidate of [name, kept]) {
      if (await databaseExists(desk, candidate)) await desk.query(`alter database ${identifier(candidate)} with allow_connections true`);
    }
    throw new Failure('swap-failed', `The restored database could not take the name ${name}: ${messageOf(error)}`, {
      state: `${name} is as it was.`,
      hint: 'Close what keeps connecting to it, and run again.',
      cause: error,
    });
  }
}

/** A database to stand in while others are renamed. */
async function maintenance(database: Database, taken: readonly string[]): Promise<Database> {
  for (const name of ['postgres', 'template1', database.name]) {
    if (!taken.includes(name) && (await databaseExists(database, name))) return database.sibling(name);
  }
  throw new Failure('swap-failed', `There is no database besides ${taken.join(' and ')} to connect to meanwhile.`, {
    state: 'Nothing was changed.',
  });
}

/** The owner that the database had, where the server knows the role. */
async function ownedBy(desk: Database, name: string, owner: string): Promise<void> {
  const [[known] = []] = await desk.query(`select count(*) from pg_roles where rolname = ${literal(owner)}`);
  if (known === '1') await desk.query(`alter database ${identifier(name)} owner to ${identifier(owner)}`);
}
