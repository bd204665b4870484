import { Failure } from '@slipway/action';
import { type Database, literal } from '@slipway/postgres';
import type { Work } from '../../work.ts';
import { endOwn, ownName, type Table } from '../database.ts';

/** How Liquibase names the run in its lock: behind the machine's name, and without a space, because programs split what Java is told. */
export function holderOf(work: Work): string {
  return ownName(work.runName).replace(' ', '_');
}

/**
 * Liquibase's own lock is a row, which stays when its holder is killed. That of a run of ours that is at work does not count: ours is waited for, and is given
 * back when Liquibase ends.
 * @throws Failure `locked`
 */
export async function refuseLocked(work: Work, database: Database, table: Table): Promise<void> {
  const [[holder, since = ''] = []] = await database.query(`select lockedby, lockgranted from ${table.quoted} where locked limit 1`);
  if (holder === undefined) return;
  const [, ours] = /#(slipway-migrate_\S+)/.exec(holder) ?? [];
  if (ours === holderOf(work)) return;
  const name = ours?.replace('_', ' ');
  if (name !== undefined && (await isThere(database, name))) return;
  const gone = name === undefined ? '' : ' That run is gone: it was killed before it could give the lock back.';
  const wait = name === undefined ? 'Where another Liquibase is at work, wait for its end. Where none is, it was killed: ' : '';
  const look = 'look with mode plan once it is given back';
  throw new Failure('locked', `Liquibase's own lock, in ${table.name}, is held by ${holder || 'nobody named'} since ${since}.${gone}`, {
    state: 'Nothing was changed.',
    hint: `${wait}${wait ? 'say so' : 'Say so'} with liquibase release-locks, and ${look}.`,
  });
}

async function isThere(database: Database, application: string): Promise<boolean> {
  const found = await database.query(`select 1 from pg_stat_activity where application_name = ${literal(application)} limit 1`);
  return found.length > 0;
}

/** A program of ours that was ended has no session any more, so the lock that it left stands for nobody. */
export async function giveBack(work: Work, database: Database, find: () => Promise<Table | undefined>): Promise<void> {
  await endOwn(work);
  const table = await find();
  if (!table) return;
  const own = literal(`%#${holderOf(work).replaceAll(/[\\%_]/g, '\\$&')} %`);
  await database.query(
    `update ${table.quoted} set locked = false, lockgranted = null, lockedby = null where locked and lockedby like ${own} escape '\\'`,
  );
}
