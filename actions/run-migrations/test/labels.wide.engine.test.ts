import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { type Label, labels, oldCode, schema } from './labels.ts';

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

/** A session that goes on after an error, with its errors where they came. */
function talk({ host, port, user, password }: Postgres, input: string): string {
  const env = { ...process.env, PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password };
  return execFileSync('sh', ['-c', 'exec psql -X -q -A -t -w -d labels 2>&1'], { env, input, encoding: 'utf8' });
}

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

  /** What old code would get for each of its statements, after a label in the same transaction; an error is its first line. */
  const asOldCode = (sql: readonly string[]): Record<string, string> => {
    const asked = oldCode.flatMap((statement, index) => [
      'savepoint old',
      `\\echo == ${index}`,
      statement,
      // After an error this takes the transaction up again.
      'rollback to savepoint old',
    ]);
    const lines = ['begin', ...sql, 'set local role application', ...asked, 'rollback'];
    const text = talk(server, lines.map((line) => (line.startsWith('\\') ? line : `${line};`)).join('\n'));
    const parts = text.split(/^== \d+$/m).slice(1);
    return Object.fromEntries(
      oldCode.map((statement, index) => [statement, (parts[index] ?? '').trim().split('\n').slice(0, 4).join('\n')]),
    );
  };

  it.each(executed.map((label) => [[...(label.before ?? []), label.sql].join('; '), label] as const))('old code beside: %s', (_, label) => {
    if (label.found.some((one) => one.endsWith('wrong-transaction-form'))) return;
    const before = asOldCode([]);
    expect(Object.values(before).filter((answer) => answer.startsWith('ERROR'))).toEqual([]);
    const after = asOldCode([...(label.before ?? []), label.sql]);
    const changed = oldCode
      .filter((statement) => after[statement] !== before[statement])
      .map((statement) => `${statement}: ${after[statement]}`);
    if (label.found.some((one) => one.endsWith('breaks-old-code'))) expect(changed).not.toEqual([]);
    else expect(changed).toEqual([]);
  });
});
