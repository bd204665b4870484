import { badInputs, Failure } from '@slipway/action';
import {
  createRoles,
  createScratch,
  type Database,
  databaseArgument,
  databaseExists,
  dropDatabase,
  type Globals,
  globalStatements,
  identifier,
  missingRoles,
  readGlobals,
  readProperties,
  readRoles,
} from '@slipway/postgres';
import { pipe } from '@slipway/shell';
import type { Work } from '../work.ts';

/**
 * Fills the rehearsal's server with a database of the live one's name, with its roles and settings. The live one is asked for those, and is not
 * read beyond.
 */
export async function makeCopy(work: Work, live: Database, server: Database): Promise<Database> {
  const { log, proof } = work.ports;
  const query = (sql: string): Promise<string[][]> => live.query(sql);
  const roles = await readRoles(query);
  // An image may bring roles, and a database, of its own.
  await createRoles(server, await missingRoles(server, roles));
  for (const { name, powers } of roles) {
    const rights = powers.filter((power) => /^[A-Z]+$/.test(power)).map((power) => `alter role ${identifier(name)} ${power}`);
    const groups = powers.filter((power) => power.startsWith('pg_')).map((power) => `grant ${identifier(power)} to ${identifier(name)}`);
    for (const sql of [...rights, ...groups]) await server.query(sql);
  }
  const properties = await readProperties(live);
  await dropDatabase(server, live.name);
  const copy = await createScratch(server, live.name, properties, 'rehearsal of slipway/run-migrations');
  await server.query(`alter database ${identifier(live.name)} owner to ${identifier(properties.owner)}`);
  if (work.inputs.rehearse === 'clone') await clone(work, live, copy);
  else if (proof?.restore) await proof.restore(copy);
  else throw new Error('there is no proven backup of this release');
  const globals = await readGlobals(query);
  const settings = [...(await roleSettings(query)), ...globals.settings];
  for (const { what, sql } of globalStatements(live.name, { ...globals, settings }))
    await server.query(sql).catch(() => log.debug(`The copy has not ${what}.`));
  await copy.query('analyze', { deadline: work.remaining() });
  return copy;
}

/** Of ALTER ROLE … SET for every database: a search path often stands there. */
async function roleSettings(query: (sql: string) => Promise<string[][]>): Promise<Globals['settings']> {
  const rows = await query(`select r.rolname, split_part(line, '=', 1), substr(line, strpos(line, '=') + 1)
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line where s.setdatabase = 0 and r.rolname !~ '^pg_'`);
  return rows.map(([role = '', name = '', value = '']) => ({ role, name, value }));
}

/** @throws Failure `bad-input`, `rehearsal-impossible` */
async function clone(work: Work, live: Database, copy: Database): Promise<void> {
  const name = work.inputs['rehearse-database'] ?? '';
  if (name === live.name) {
    throw badInputs([{ input: 'rehearse-database', message: `is ${name}, the live database. Restore a backup beside it, with backup-db` }]);
  }
  if (!(await databaseExists(live, name))) {
    throw new Failure('rehearsal-impossible', `There is no database ${name} beside ${live.where}.`, {
      state: 'Nothing was changed.',
      hint: `Restore a backup into it first: backup-db with mode: restore and into: ${name}.`,
    });
  }
  const options = { deadline: work.remaining(), signal: work.signal, application: 'slipway rehearsal' };
  const dumped = live.sibling(name).start('pg_dump', ['-Fc', '-Z0', '-w', '--lock-wait-timeout=60000'], options);
  const restored = copy.start('pg_restore', ['-w', '--exit-on-error', '-d', databaseArgument(copy.name)], { ...options, from: dumped });
  await pipe(dumped, restored);
}
