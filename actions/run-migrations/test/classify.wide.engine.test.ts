import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { root, runBundle } from '../../../test/harness/action.ts';
import { asyncEnv, databaseOf, type ProjectOptions, perMigrationEnv, project, remove, runCore, syncEnv } from './fixture.ts';

const first = { id: 'a1', parent: null };

/** What the first revision made, without the time that running it takes. */
const applied = `create table notes (id int primary key, body text, title varchar(50), n int not null);
  insert into notes select i, null, null, i from generate_series(1, 1000) i; analyze notes`;

describe('the plan is classified', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  const make = (options: ProjectOptions): string => {
    const folder = project(options);
    folders.push(folder);
    return folder;
  };
  /** A database at revision a1, and what mode says of the revision after it. */
  const judged = async (up: string, more: Partial<ProjectOptions> = {}, inputs: Readonly<Record<string, string>> = {}) => {
    const database = databaseOf(server, `app_${++count}`);
    database.sql(
      `${applied}; create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('a1')`,
    );
    const folder = make({ revisions: [first, { id: 'b2', parent: 'a1', up }], ...more });
    const run = (given: Readonly<Record<string, string>>) => runCore({ ...database.inputs, ...given }, folder);
    return { ...(await run({ mode: 'plan', ...inputs })), run, sql: database.sql, inputs: database.inputs, folder };
  };

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));

  it('with the line of the revision, what to do instead, and what old code meets', async () => {
    const seen = await judged('x = 1\nop.drop_column(\n    "notes",\n    "body",\n)', {}, { sarif: 'out/report.sarif' });
    expect(seen.failure?.text).toBeUndefined();
    expect(seen.result).toMatchObject({ outcome: 'planned', outputs: { 'old-code-compatible': 'false', pending: '1' } });
    const findings = JSON.parse(seen.result?.outputs.findings ?? '') as { rule: string; class: string; path: string; line: number }[];
    const source = readFileSync(join(seen.folder, 'migrations/versions/b2.py'), 'utf8').split('\n');
    const line = source.findIndex((text) => text.includes('op.drop_column')) + 1;
    expect(findings.map((one) => [one.rule, one.class, one.path, one.line])).toEqual(
      ['brief-lock', 'breaks-old-code', 'destructive'].map((kind) => ['drop-column', kind, 'migrations/versions/b2.py', line]),
    );
    expect(seen.result?.summary).toMatch(/❌ destructive .*drop-column.*later release/);
    expect(seen.result?.annotations).toContainEqual(expect.objectContaining({ level: 'error', file: 'migrations/versions/b2.py', line }));
    const sarif = JSON.parse(readFileSync(join(seen.folder, 'out/report.sarif'), 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]?.results.map((one) => one.ruleId)).toEqual(['drop-column', 'drop-column']);
  });

  it('and refused before anything is changed, unless a person gave a reason', async () => {
    const seen = await judged('op.drop_column("notes", "body")');
    const lint = await seen.run({ mode: 'lint' });
    expect(lint.failure).toMatchObject({ reason: 'unsafe-migration', details: { outputs: { 'old-code-compatible': 'false' } } });
    const refused = await seen.run({});
    expect(refused.failure).toMatchObject({ reason: 'unsafe-migration', details: { state: 'Nothing was changed.' } });
    expect(refused.failure?.text).toContain('migrations/versions/b2.py');
    expect(seen.sql('select version_num from alembic_version')).toBe('a1');
    const allowed = await seen.run({ allow: 'drop-column: nothing reads it' });
    expect(allowed.result).toMatchObject({ outcome: 'migrated', outputs: { 'old-code-compatible': 'false' } });
    expect(allowed.result?.summary).toContain('Allowed: nothing reads it');
  });

  it('and a reason in the file counts, one without does not', async () => {
    const drop = 'op.drop_column("notes", "body")';
    const seen = await judged(`# slipway: allow drop-column because nothing reads it\n${drop}`);
    expect((await seen.run({ mode: 'lint' })).result).toMatchObject({ outcome: 'linted', outputs: { 'old-code-compatible': 'false' } });
    const silent = await judged(`# slipway: allow drop-column\n${drop}`);
    expect((await silent.run({ mode: 'lint' })).failure?.reason).toBe('unsafe-migration');
  });

  it.each([
    [
      'a table that the plan makes',
      'op.create_table("fresh", sa.Column("id", sa.Integer, primary_key=True))\nop.create_index("i", "fresh", ["id"])',
      'true',
      'safe',
    ],
    [
      'a column with a default',
      'op.add_column("notes", sa.Column("pinned", sa.Boolean, server_default=sa.false(), nullable=False))',
      'true',
      'brief-lock',
    ],
    [
      'a column whose default the same revision drops',
      'op.add_column("notes", sa.Column("p", sa.Integer, server_default="0", nullable=False))\nop.alter_column("notes", "p", server_default=None)',
      'false',
      'breaks-old-code',
    ],
    ['a limit that grows', 'op.alter_column("notes", "title", type_=sa.String(80))', 'true', 'brief-lock'],
    ['a limit that shrinks', 'op.alter_column("notes", "title", type_=sa.String(20))', 'false', 'breaks-old-code'],
    ['an index', 'op.create_index("i", "notes", ["n"])', 'true', 'scan-under-lock'],
    [
      'an index beside the traffic',
      'with op.get_context().autocommit_block():\n    op.create_index("i", "notes", ["n"], postgresql_concurrently=True)',
      'true',
      'safe',
    ],
    ['one in a transaction', 'op.create_index("i", "notes", ["n"], postgresql_concurrently=True)', 'true', 'wrong-transaction-form'],
    [
      'values with parameters',
      'op.get_bind().execute(sa.text("update notes set body = :a where id = :b"), {"a": "50%", "b": 3})',
      'true',
      'safe',
    ],
    [
      'a loop over what is in the database',
      'for row in op.get_bind().execute(sa.text("select id from notes")):\n    pass',
      'unknown',
      'unclassified',
    ],
    ['a look at the schema', 'if sa.inspect(op.get_bind()).has_table("notes"):\n    op.drop_table("notes")', 'unknown', 'unclassified'],
    [
      'a question whether it is offline',
      'from alembic import context\nif not context.is_offline_mode():\n    op.drop_table("notes")',
      'unknown',
      'unclassified',
    ],
    ['a block of code', `op.execute("do 'begin drop table notes; end'")`, 'unknown', 'unclassified'],
  ])('%s', async (_, up, compatible, kind) => {
    const seen = await judged(up);
    expect(seen.failure?.text).toBeUndefined();
    expect(seen.result?.outputs['old-code-compatible']).toBe(compatible);
    expect(seen.log).toContain(`b2.py): ${kind}`);
  });

  it.each([
    'import os, psycopg\npsycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", ""), autocommit=True).execute("drop table notes")',
    'import os\nwith sa.create_engine(os.environ["DATABASE_URL"]).begin() as other:\n    other.execute(sa.text("drop table notes"))',
    'import subprocess\ntry:\n    subprocess.run(["touch", "made.txt"])\nexcept Exception:\n    pass',
    'open("made.txt", "w").write("x")',
    'import os, socket\nurl = sa.engine.make_url(os.environ["DATABASE_URL"])\nsocket.create_connection((url.host, url.port)).close()',
  ])('without what a revision does outside of it: %s', async (up) => {
    const seen = await judged(up);
    expect(seen.result?.outputs['old-code-compatible']).toBe('unknown');
    expect(seen.sql('select count(*) from notes')).toBe('1000');
    expect(existsSync(join(seen.folder, 'made.txt'))).toBe(false);
  });

  it.each([
    ['async', asyncEnv],
    ['a transaction for each revision', perMigrationEnv],
  ])('with an env.py that is %s', async (_, env) => {
    const seen = await judged('op.drop_column("notes", "body")', { env });
    expect(seen.result?.outputs['old-code-compatible']).toBe('false');
  });

  it('as unknown where env.py does not run offline', async () => {
    const env = syncEnv.replace('engine =', 'if context.is_offline_mode():\n    raise SystemExit("not offline")\nengine =');
    const seen = await judged('op.drop_column("notes", "body")', { env });
    expect(seen.result?.outputs['old-code-compatible']).toBe('unknown');
    expect(seen.result?.summary).toContain('env.py does not run offline');
    // It is said, and stops nothing.
    expect((await seen.run({})).result).toMatchObject({ outcome: 'migrated', outputs: { 'old-code-compatible': 'unknown' } });
  });

  it('by the bundle too, which carries the parser inside', async () => {
    const seen = await judged('op.drop_column("notes", "body")');
    const inputs = { ...seen.inputs, mode: 'lint' };
    const step = await runBundle('run-migrations', { inputs, env: { GITHUB_WORKSPACE: seen.folder } });
    expect(step).toMatchObject({ code: 1, outputs: { reason: 'unsafe-migration', 'old-code-compatible': 'false' } });
    expect(step.annotations).toContainEqual(expect.objectContaining({ file: 'migrations/versions/b2.py', title: 'drop-column' }));
    const dist = join(root, 'dist/run-migrations');
    const bytes = globSync('*', { cwd: dist }).reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('by what the parts of a partitioned table hold, at every depth, whether or not anybody counted the parent', async () => {
    const seen = await judged('op.execute("alter table parts alter n type bigint")');
    seen.sql(`create table parts (id int, n int) partition by range (id); create table parts_a partition of parts for values from (0) to (500);
      create table parts_b partition of parts for values from (500) to (2000) partition by range (id);
      create table parts_c partition of parts_b for values from (500) to (2000);
      insert into parts select i, i from generate_series(1, 1000) i; analyze parts_a; analyze parts_c`);
    const small = await seen.run({ mode: 'lint', 'max-lock-rows': '999' });
    expect(small.failure).toMatchObject({
      reason: 'unsafe-migration',
      message: expect.stringContaining('change-type (rewrite) on parts.n'),
    });
    expect((await seen.run({ mode: 'lint', 'max-lock-rows': '1000' })).result?.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', title: 'change-type' }),
    );
  });

  it('by the size of the table', async () => {
    const seen = await judged('op.create_index("i", "notes", ["n"])');
    expect(seen.result?.annotations).toContainEqual(expect.objectContaining({ level: 'warning', title: 'create-index' }));
    const small = await seen.run({ mode: 'lint', 'max-lock-rows': '999' });
    expect(small.failure?.reason).toBe('unsafe-migration');
    expect((await seen.run({ mode: 'lint', 'max-lock-rows': '1000' })).result?.outcome).toBe('linted');
  });
});
