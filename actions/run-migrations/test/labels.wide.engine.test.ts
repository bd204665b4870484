import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { type Label, labels, schema } from './labels.ts';

const modes = ['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock'];
const strongest = [...modes, 'ExclusiveLock', 'AccessExclusiveLock'];
/** From here on writers wait. */
const share = strongest.indexOf('ShareLock') + 1;

/** What a statement did to the relations that were there before it. */
interface Seen {
  /** Strongest new lock: 0 for none, 8 is ACCESS EXCLUSIVE. */
  readonly lock: number;
  /** Whether one of them has another file. */
  readonly rewritten: boolean;
  /** Whether one of them was read from beginning to end. */
  readonly scanned: boolean;
  readonly error: string;
}

/** `fresh` is what statements make themselves. */
const relations = "pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm') and relname <> 'fresh'";
const scans = 'select coalesce(sum(pg_stat_get_xact_numscans(s.oid)), 0) from seen s';
const newLocks = `select 'lock ' || l.mode from pg_locks l join seen s on s.oid = l.relation
  where l.pid = pg_backend_pid() and not exists (select from held h where h.relation = l.relation and h.mode = l.mode)`;

describe('the labels, executed', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres({ timezone: 'UTC' });
    server.sql('postgres', 'create database labels');
    server.sql('labels', schema);
  }, 60_000);
  afterAll(() => server.stop());

  /** Executes a label in a transaction that is rolled back, and looks at it from inside. */
  const watch = ({ sql, before = [] }: Label): Seen => {
    const lines = [
      'begin',
      ...before,
      `create temp table seen as select oid, pg_relation_filenode(oid) as node from ${relations}`,
      `create temp table held as select relation, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'`,
      `create temp table counted as ${scans}`,
      sql,
      newLocks,
      "select 'rewritten' from seen join pg_class c on c.oid = seen.oid where pg_relation_filenode(c.oid) is distinct from seen.node",
      `select 'scanned' where (${scans}) > (select * from counted)`,
      'rollback',
    ];
    try {
      const said = server.sql('labels', lines.map((line) => `${line};`).join('\n')).split('\n');
      const locks = said.filter((line) => line.startsWith('lock ')).map((line) => strongest.indexOf(line.slice(5)) + 1);
      return { lock: Math.max(0, ...locks), rewritten: said.includes('rewritten'), scanned: said.includes('scanned'), error: '' };
    } catch (error) {
      const { stderr } = error as { stderr?: Buffer };
      return { lock: 0, rewritten: false, scanned: false, error: String(stderr ?? error).trim() };
    }
  };

  const executed = labels.filter((label) => !label.loose && !label.wordsOnly);
  it.each(executed.map((label) => [[...(label.before ?? []), label.sql].join('; '), label] as const))('%s', (_, label) => {
    const seen = watch(label);
    const has = (kind: string): boolean => label.found.some((one) => one.endsWith(kind));
    if (has('wrong-transaction-form')) return expect(seen.error).toMatch(/cannot (run|be executed) (inside|from)|unsafe use of new value/);
    if (seen.error.includes('contains null values')) return expect(label.found).toContain('add-required-column may-fail-on-data');
    expect(seen.error).toBe('');
    // An emptied table is a new file, and no rewriting; rows of a view that is refreshed beside its readers are read only.
    const exempt = /^(truncate|refresh materialized view concurrently)/.test(label.sql);
    if (!exempt) expect(seen.rewritten).toBe(has(' rewrite'));
    const changesRows = /^(update|delete|insert|select|analyze)/.test(label.sql);
    const reads = has(' rewrite') || has(' scan-under-lock') || label.found.includes('validate-constraint may-fail-on-data');
    if (!changesRows && !exempt) expect(seen.scanned).toBe(reads);
    const heavy = has(' rewrite') || has(' scan-under-lock') || has('brief');
    // Locks that the statements before it took are not new.
    if (heavy && !changesRows && label.before === undefined) expect(seen.lock).toBeGreaterThanOrEqual(share);
    if (label.found.length === 0 && !exempt) expect(seen.lock).toBeLessThan(share);
  });
});
