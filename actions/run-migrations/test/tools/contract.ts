import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../../test/engines/postgres.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { remove, runCore } from '../fixture.ts';
import { type Kit, type Move, makeFolder } from './kit.ts';

const notes: Move = { name: 'notes', up: 'create table notes (id int primary key, body text);', down: 'drop table notes;' };
const pinned: Move = { name: 'pinned', up: 'alter table notes add pinned bool;', down: 'alter table notes drop pinned;' };
const color: Move = { name: 'color', up: 'alter table notes add color text;', down: 'alter table notes drop color;' };
const broken: Move = { name: 'broken', up: 'create table half (x int);\nalter table nowhere add x int;', down: 'drop table half;' };
const linear = [notes, pinned, color];

/** The schema without the tools' own tables. */
const shape = `select coalesce(string_agg(c.relname || ':' || a.attname, ' ' order by c.relname, a.attname), '') from pg_class c
  join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = 'public' and c.relkind = 'r' and c.relname !~ '(migrations|_history|changelog|changeloglock)$'`;

/** Lines of a file that stand ahead of the second statement, besides the first one. */
const linesAhead: Readonly<Record<string, number>> = { dbmate: 1, drizzle: 1, liquibase: 2 };

/** Each starts a program a dozen times, and some of them take seconds to start. */
jest.setTimeout(120_000);

/**
 * What is promised of every tool: the same cases, against a real server, with the real tool.
 * @param whole false for the three cases that say most
 */
export function keepsTheContract(kit: Kit, whole = true): void {
  describe(`the tool ${kit.tool}`, () => {
    let server: Postgres;
    let count = 0;
    const folders: string[] = [];
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(() => server.stop());
    afterEach(() => folders.splice(0).forEach(remove));

    const make = (moves: readonly Move[]): string => {
      const folder = makeFolder();
      folders.push(folder);
      kit.write(folder, moves);
      return folder;
    };
    const database = (): { inputs: Record<string, string>; plain: string; sql: (text: string) => string } => {
      const name = `app_${++count}`;
      server.sql('postgres', `create database ${name}`);
      const plain = server.url(name);
      const inputs = { tool: kit.tool, transport: 'local', 'database-url': kit.url(plain), ...kit.inputs };
      return { inputs, plain, sql: (text) => server.sql(name, text) };
    };
    const ids = (moves: readonly Move[]): string[] => moves.map((_, at) => kit.id(moves, at + 1));

    it('applies a linear history, and a second run finds nothing to do', async () => {
      const { inputs, sql } = database();
      const folder = make(linear);
      const plan = await runCore({ ...inputs, mode: 'plan' }, folder);
      expect(plan.failure?.text).toBeUndefined();
      expect(plan.result).toMatchObject({
        outcome: 'planned',
        outputs: { from: 'base', to: 'base', pending: '3', 'old-code-compatible': 'true' },
      });
      expect(sql(shape)).toBe('');
      const first = await runCore(inputs, folder);
      expect(first.failure?.text).toBeUndefined();
      const [, , last = ''] = ids(linear);
      expect(first.result).toMatchObject({
        outcome: 'migrated',
        outputs: { changed: 'true', from: 'base', to: last, heads: last, pending: '3', applied: ids(linear).join() },
      });
      expect(first.log).toContain(`3 of 3: ${last}`);
      expect(first.log).not.toContain(server.password);
      expect(first.log).not.toContain('a secret that nobody should read');
      expect(sql(shape)).toBe('notes:body notes:color notes:id notes:pinned');
      const second = await runCore(inputs, folder);
      expect(second.result).toMatchObject({ outcome: 'up-to-date', outputs: { changed: 'false', from: last, to: last, pending: '0' } });
      expect((await runCore({ ...inputs, mode: 'verify' }, folder)).result?.outcome).toBe('verified');
      expect(sql("select count(*) from pg_locks where locktype = 'advisory'")).toBe('0');
    });

    it('leaves nothing of a migration that fails, and goes on once it is mended', async () => {
      const { inputs, sql } = database();
      await runCore(inputs, make([notes]));
      const before = sql(shape);
      const { failure } = await runCore(inputs, make([notes, broken]));
      const [first, second] = ids([notes, broken]);
      expect(failure).toMatchObject({
        reason: 'failed-clean',
        details: { outputs: { changed: 'false', from: first, to: first, pending: '1', applied: '' } },
      });
      expect(failure?.message).toContain(`${second}`);
      expect(failure?.text).toContain(`The database is at ${first} and its schema is as it was before.`);
      if (!kit.silent) expect(failure?.text).toContain('nowhere');
      expect(sql(shape)).toBe(before);
      const mended = await runCore(inputs, make([notes, { ...broken, up: 'create table half (x int);' }]));
      expect(mended.failure?.text).toBeUndefined();
      expect(mended.result).toMatchObject({ outcome: 'migrated', outputs: { from: first, to: second } });
    });

    it('says what is true where others were committed before the one that fails', async () => {
      const { inputs, sql } = database();
      await runCore(inputs, make([notes]));
      const before = sql(shape);
      const all = [notes, pinned, broken];
      const { failure } = await runCore(inputs, make(all));
      const [first, second] = ids(all);
      if (['golang-migrate', 'prisma'].includes(kit.tool)) {
        // Its own mark of the failure stays where the schema is not what it was, and nothing is undone behind it: a person looks first.
        const outputs = { changed: 'true', from: first, to: second, applied: second };
        expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs } });
        return;
      }
      if (kit.together || kit.undoes) {
        expect(failure).toMatchObject({
          reason: kit.together ? 'failed-clean' : 'failed-rolled-back',
          details: { outputs: { changed: 'false', from: first, to: first, applied: '' } },
        });
        expect(sql(shape)).toBe(before);
      } else {
        expect(failure).toMatchObject({
          reason: 'failed-partial',
          details: { outputs: { changed: 'true', from: first, to: second, applied: second } },
        });
        expect(failure?.text).toContain(`The database is at ${second}; it was at ${first}.`);
      }
      const mended = await runCore(inputs, make([notes, pinned, { ...broken, up: 'create table half (x int);' }]));
      expect(mended.failure?.text).toBeUndefined();
    });

    if (!whole) return;

    it('judges what is pending, at its line, and lets a reason beside it stand', async () => {
      const { inputs, sql } = database();
      await runCore(inputs, make(linear));
      const gone: Move = { name: 'gone', up: 'alter table notes add extra int;\nalter table notes drop body;', down: 'select 1;' };
      const { failure } = await runCore(inputs, make([...linear, gone]));
      expect(failure).toMatchObject({ reason: 'unsafe-migration', details: { outputs: { 'old-code-compatible': 'false', pending: '1' } } });
      const findings = JSON.parse(failure?.details.outputs?.['findings'] ?? '[]') as { rule: string; path: string; line?: number }[];
      const found = findings.find(({ rule }) => rule === 'drop-column');
      expect(found?.path).toMatch(kit.file);
      if (kit.comments === '--') expect(found?.line).toBe(2 + (linesAhead[kit.tool] ?? 0));
      expect(failure?.text).toContain(`${kit.comments} slipway: allow drop-column because ...`);
      expect(sql(shape)).toContain('notes:body');
      const said = `-- slipway: allow drop-column because nobody reads it\n${gone.up}`;
      const allowed = await runCore(inputs, make([...linear, { ...gone, up: said }]));
      expect(allowed.failure?.text).toBeUndefined();
      expect(sql(shape)).not.toContain('notes:body');
    });

    it('lets one of two runs migrate while the other waits and finds nothing to do', async () => {
      const { inputs } = database();
      const folder = make([notes, { name: 'slow', up: 'create table slow as select 1 as x from pg_sleep(2);', down: 'drop table slow;' }]);
      const both = await Promise.all(['1', '2'].map((runId) => runCore(inputs, folder, { runId })));
      expect(both.map((one) => one.failure?.text)).toEqual([undefined, undefined]);
      expect(both.map((one) => one.result?.outcome).sort()).toEqual(['migrated', 'up-to-date']);
    });

    it('waits as well where the other run keeps it from reading the schema', async () => {
      const { inputs, sql } = database();
      await runCore(inputs, make([notes]));
      const slow = { name: 'slow', up: 'alter table notes add late int;\nselect pg_sleep(2);', down: 'alter table notes drop late;' };
      const folder = make([notes, slow]);
      const first = runCore(inputs, folder, { runId: '1' });
      const held =
        "select count(*) from pg_locks l join pg_class c on c.oid = relation where relname = 'notes' and mode = 'AccessExclusiveLock'";
      await eventually(() => sql(held) !== '0', 'the first run is under way', 60_000);
      const second = await runCore({ ...inputs, 'ddl-lock-timeout': '200ms' }, folder, { runId: '2' });
      expect((await first).failure?.text).toBeUndefined();
      expect(second.failure?.text).toBeUndefined();
      expect(second.result?.outcome).toBe('up-to-date');
      expect(second.log).toMatch(/Waiting .* for the lock, held by .*runs\/1 /);
    });

    it('waits for a lock no longer than ddl-lock-timeout', async () => {
      const { inputs, sql, plain } = database();
      await runCore(inputs, make([notes]));
      const holder = spawn('psql', ['-X', '-q', plain], { stdio: ['pipe', 'ignore', 'inherit'] });
      try {
        holder.stdin.write('begin; select * from notes;\n');
        const held = "select count(*) from pg_locks l join pg_class c on c.oid = relation where relname = 'notes'";
        await eventually(() => sql(held) !== '0', 'a reader holds its lock');
        const started = Date.now();
        const { failure } = await runCore({ ...inputs, 'ddl-lock-timeout': '500ms' }, make([notes, pinned]));
        expect(failure?.text).toContain('lock timeout');
        expect(failure).toMatchObject({ reason: 'lock-timeout', details: { outputs: { changed: 'false', to: kit.id([notes], 1) } } });
        expect(Date.now() - started).toBeLessThan(30_000);
      } finally {
        holder.stdin.end('rollback;\n');
      }
    });

    it('refuses a database that is ahead, one without a table of its own, and a folder that is not there', async () => {
      const { inputs, sql } = database();
      await runCore(inputs, make([notes, pinned]));
      const before = sql(shape);
      const ahead = await runCore(inputs, make([notes]));
      expect(ahead.failure).toMatchObject({ reason: 'db-ahead', details: { state: 'Nothing was changed.' } });
      expect(ahead.failure?.message).toContain(`The database is at ${kit.ahead ?? kit.id([notes, pinned], 2)}, which`);
      expect(ahead.failure?.message).toContain(`up to ${kit.id([notes], 1)}.`);
      expect(sql(shape)).toBe(before);
      const other = database();
      other.sql('create table theirs (x int)');
      expect((await runCore(other.inputs, make([notes]))).failure?.reason).toBe('not-stamped');
      expect((await runCore(other.inputs, makeEmpty())).failure?.reason).toBe(kit.missing ?? 'no-tool');
      expect(other.sql(shape)).toBe('theirs:x');
    });
    const makeEmpty = (): string => {
      const folder = makeFolder();
      folders.push(folder);
      return folder;
    };

    it(kit.stops ? 'stops at the target' : 'says that it cannot stop at a target', async () => {
      const { inputs } = database();
      const [, second = ''] = ids(linear);
      const ended = await runCore({ ...inputs, target: second }, make(linear));
      if (kit.stops)
        expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: second, applied: ids(linear).slice(0, 2).join() } });
      else expect(ended.failure).toMatchObject({ reason: 'unknown-revision' });
      const wrong = await runCore({ ...inputs, target: 'nowhere' }, make(linear));
      expect(wrong.failure?.reason).toBe('unknown-revision');
    });

    it(kit.undoes ? 'goes back' : 'says that it cannot go back', async () => {
      const { inputs, sql } = database();
      const folder = make(linear);
      await runCore(inputs, folder);
      const one = await runCore({ ...inputs, mode: 'downgrade' }, folder);
      const [first, second, last] = ids(linear);
      if (!kit.undoes) {
        expect(one.failure).toMatchObject({ reason: 'unknown-revision' });
        expect(one.failure?.message).toContain('it has no way back');
        return;
      }
      expect(one.failure?.text).toBeUndefined();
      expect(one.result).toMatchObject({ outcome: 'downgraded', outputs: { from: last, to: second, applied: last } });
      const base = await runCore({ ...inputs, mode: 'downgrade', revision: 'base' }, folder);
      expect(base.failure?.text).toBeUndefined();
      expect(base.result).toMatchObject({ outcome: 'downgraded', outputs: { from: second, to: 'base', applied: `${second},${first}` } });
      expect(sql(shape)).toBe('');
    });

    if (kit.remembers) {
      it('refuses where an applied migration was edited', async () => {
        const { inputs } = database();
        await runCore(inputs, make([notes]));
        const edited = await runCore(inputs, make([{ ...notes, up: `${notes.up} -- more` }, pinned]));
        expect(edited.failure).toMatchObject({ reason: 'edited-migration', details: { state: 'Nothing was changed.' } });
        expect(edited.failure?.message).toContain(kit.id([notes], 1));
      });
    }

    const { spoil } = kit;
    if (spoil) {
      it('refuses where a migration failed in the middle at another time', async () => {
        const { inputs, sql } = database();
        await runCore(inputs, make([notes]));
        const second = kit.id([notes, pinned], 2);
        sql(spoil(second));
        const dirty = await runCore(inputs, make([notes, pinned]));
        expect(dirty.failure).toMatchObject({ reason: 'dirty' });
        expect(dirty.failure?.message).toContain(`${second} failed in the middle`);
        expect(sql(shape)).toBe('notes:body notes:id');
      });
    }

    if (kit.looses) {
      it('says which part stands where a migration ran outside of a transaction', async () => {
        const { inputs } = database();
        await runCore(inputs, make([notes]));
        const up = 'begin;\ncreate table half (x int);\ncommit;\nalter table nowhere add x int;';
        const { failure } = await runCore(inputs, make([notes, { ...broken, up, loose: true }]));
        expect(failure).toMatchObject({ reason: 'failed-partial', details: { outputs: { changed: 'true' } } });
        expect(failure?.text).toContain('added relation public.half');
      });
    }
  });
}
