import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../../test/harness/processes.ts';
import type { SqliteFacts } from '../src/facts.ts';
import { run } from '../src/run.ts';
import { failureOf, filesOf, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Thrown } from './fixture.ts';

let key: Key;
let place: string;
let file: string;
let destination: string;

const sqlite = (path: string, sql: string): string => execFileSync('sqlite3', [path], { input: sql }).toString().trim();

beforeAll(async () => {
  key = await newKeyPair();
  place = mkdtempSync(join(tmpdir(), 'slipway-sqlite-test-'));
  file = join(place, "it's notes.db");
  sqlite(
    file,
    `pragma journal_mode = wal; pragma user_version = 7;
    create table notes(id integer primary key, body text); create table "Table, ""with"" | signs;
and lines"(a, b blob); create table empty(x);
    create virtual table search using fts5(body); insert into search values ('words');
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) insert into notes(body) select 'note ' || i from n;
    insert into "Table, ""with"" | signs;
and lines" values (1, x'00ff'), (2, null);`,
  );
});
beforeAll(() => {
  destination = newFolder();
});
afterAll(() => {
  for (const folder of [place, destination]) rmSync(folder, { recursive: true, force: true });
});

const inputs = (more: Record<string, string> = {}) =>
  inputsOf({
    kind: 'sqlite',
    file,
    'project-name': 'notes',
    destination,
    'age-recipients': key.recipient,
    'age-identity': key.identity,
    ...more,
  });

const copies = (): string[] =>
  ['/var/tmp', '/tmp'].flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith('slipway-sqlite.')));

/** Another test file may have one for a moment. */
const expectNoCopies = (): Promise<void> => eventually(() => copies().length === 0, 'no copy is left', 10_000);

/** Without sqlite3, as in images of Python. */
async function withPythonOnly<T>(work: () => Promise<T>): Promise<T> {
  const bin = mkdtempSync(join(tmpdir(), 'slipway-path-'));
  for (const folder of ['/usr/bin', '/bin'])
    for (const name of readdirSync(folder))
      if (name !== 'sqlite3' && !existsSync(join(bin, name))) symlinkSync(join(folder, name), join(bin, name));
  const before = process.env['PATH'];
  process.env['PATH'] = bin;
  try {
    return await work();
  } finally {
    process.env['PATH'] = before;
    rmSync(bin, { recursive: true });
  }
}

describe('an SQLite database', () => {
  test.each([
    ['sqlite3', (work: () => Promise<void>) => work()],
    ['Python', withPythonOnly],
  ])(
    'is copied by %s while something writes to it, proven, and comes back whole',
    async (name, by) => {
      // A transaction is open, and what was committed stands in the write-ahead log.
      const writer = spawn('sqlite3', [file]);
      writer.stdin.write(
        "insert into notes(body) values ('committed');\nbegin immediate;\ninsert into notes(body) values ('not yet');\n.print ready\n",
      );
      await new Promise((resolve) => writer.stdout.once('data', resolve));
      expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
      const into = join(place, `back-by-${name}.db`);
      const rows = Number(sqlite(file, 'select count(*) from notes'));
      await by(async () => {
        const made = await run(inputs({ verify: 'restore' }), portsOf());
        expect(made.outputs).toMatchObject({ verified: 'true', database: `sqlite:${file}` });
        const tables = (made.manifest?.facts as SqliteFacts | undefined)?.tables ?? [];
        expect(tables.filter(({ name: table }) => !table.startsWith('search_'))).toEqual([
          { name: 'Table, "with" | signs;\nand lines', rows: 2 },
          { name: 'empty', rows: 0 },
          { name: 'notes', rows },
        ]);
        await run(inputs({ mode: 'restore', into, id: made.outputs.id ?? '' }), portsOf());
      });
      writer.stdin.end('rollback;\n');
      await new Promise((resolve) => writer.once('close', resolve));
      expect(sqlite(into, `select count(*) from notes; pragma user_version; select body from search where search match 'words'`)).toBe(
        `${rows}\n7\nwords`,
      );
      // Statements in another order: a copy writes tables before virtual ones.
      expect(sqlite(into, '.dump').split('\n').sort()).toEqual(sqlite(file, '.dump').split('\n').sort());
      await expectNoCopies();
    },
    60_000,
  );

  test('is replaced under confirmation; the old one is kept with its write-ahead log', async () => {
    const into = join(place, 'live.db');
    const writer = spawn('sqlite3', [into]);
    writer.stdin.write("pragma journal_mode = wal; create table t(x); insert into t values ('old');\n.print ready\n");
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    writer.kill('SIGKILL');
    await new Promise((resolve) => writer.once('close', resolve));
    expect(existsSync(`${into}-wal`)).toBe(true);
    execFileSync('chmod', ['640', into]);
    expect(await failureOf(run(inputs({ mode: 'restore', into }), portsOf()))).toMatchObject({ reason: 'exists' });
    const { outputs } = await run(inputs({ mode: 'restore', into, confirm: into }), portsOf());
    expect(sqlite(into, 'select count(*) > 2999 from notes')).toBe('1');
    expect(sqlite(outputs.kept ?? '', 'select x from t')).toBe('old');
    expect((statSync(into).mode & 0o777).toString(8)).toBe('640');
  }, 60_000);

  test('that is none, is not there, or is empty says so, and nothing is stored', async () => {
    const elsewhere = newFolder();
    const ask = (path: string): Promise<Thrown> => failureOf(run(inputs({ file: path, destination: elsewhere }), portsOf()));
    writeFileSync(join(place, 'text'), 'this is no database, '.repeat(100));
    expect(await ask(join(place, 'text'))).toMatchObject({ reason: 'database-unreachable', text: expect.stringMatching(/not a database/) });
    expect(await ask(join(place, 'none.db'))).toMatchObject({ reason: 'database-unreachable', text: expect.stringMatching(/is no file/) });
    expect(existsSync(join(place, 'none.db'))).toBe(false);
    sqlite(join(place, 'new.db'), 'pragma user_version = 1;');
    const empty = await run(inputs({ file: join(place, 'new.db'), destination: elsewhere }), portsOf());
    expect(empty).toMatchObject({ outcome: 'nothing-to-back-up', reason: 'no-tables' });
    expect(filesOf(elsewhere)).toEqual([]);
    await expectNoCopies();
  }, 60_000);

  test('whose stored copy has other rows than its manifest says, or damaged pages, is found by the default proof', async () => {
    const elsewhere = newFolder();
    const made = await run(inputs({ destination: elsewhere }), portsOf());
    const [id, manifest] = [made.outputs.id ?? '', `${elsewhere}/${made.outputs.id}.json`];
    const good = JSON.parse(readFileSync(manifest, 'utf8')) as { facts: SqliteFacts };
    const tables = good.facts.tables.map((table) => ({ ...table, rows: table.rows + 1 }));
    writeFileSync(manifest, `${JSON.stringify({ ...good, facts: { ...good.facts, tables } })}\n`);
    const verify = (level: string): Promise<Thrown> =>
      failureOf(run(inputs({ mode: 'verify', verify: level, id, destination: elsewhere }), portsOf()));
    expect(await verify('archive')).toMatchObject({ reason: 'archive-corrupt', text: expect.stringContaining('instead of') });
    writeFileSync(manifest, `${JSON.stringify({ ...good, facts: { ...good.facts, tables } })}\n`);
    expect(await verify('restore')).toMatchObject({ reason: 'count-mismatch' });
    await expectNoCopies();
  }, 60_000);

  test('is backed up by two runs at once, each with a destination of its own', async () => {
    const places = [newFolder(), newFolder(), newFolder()];
    const made = await Promise.all(places.map((one) => run(inputs({ destination: one }), portsOf())));
    expect(made.map(({ outcome }) => outcome)).toEqual(places.map(() => 'backed-up'));
    await expectNoCopies();
  }, 60_000);

  test('that is gone comes back', async () => {
    const [lost, elsewhere] = [join(place, 'lost.db'), newFolder()];
    cpSync(join(place, 'back-by-sqlite3.db'), lost);
    await run(inputs({ file: lost, destination: elsewhere }), portsOf());
    rmSync(lost);
    await run(inputs({ file: lost, destination: elsewhere, mode: 'restore', into: lost }), portsOf());
    expect(sqlite(lost, 'select count(*) > 2999 from notes')).toBe('1');
  }, 60_000);

  test('with damaged pages is not copied', async () => {
    const [broken, elsewhere] = [join(place, 'broken.db'), newFolder()];
    cpSync(join(place, 'back-by-sqlite3.db'), broken);
    const root = Number(sqlite(broken, "select rootpage from sqlite_master where name = 'notes'"));
    const page = Number(sqlite(broken, 'pragma page_size'));
    writeFileSync(broken, readFileSync(broken).fill(0xa5, (root - 1) * page + 12, root * page));
    const failure = await failureOf(run(inputs({ file: broken, destination: elsewhere }), portsOf()));
    expect(failure).toMatchObject({ reason: 'dump-failed', text: expect.stringMatching(/malformed[\s\S]*No backup was stored/) });
    expect(filesOf(elsewhere)).toEqual([]);
    await expectNoCopies();
  }, 60_000);

  test('in the container of a service is copied by the Python there', async () => {
    const project = `slipway-test-${randomBytes(4).toString('hex')}`;
    const docker = (...args: readonly string[]): string => execFileSync('docker', args).toString().trim();
    const labels = [`project=${project}`, 'service=web', 'oneoff=False'].flatMap((label) => ['--label', `com.docker.compose.${label}`]);
    const id = docker('run', '--detach', '--network=none', ...labels, 'python:3.13-slim', 'sleep', '300');
    try {
      docker(
        'exec',
        id,
        'python3',
        '-c',
        "import sqlite3; c = sqlite3.connect('/srv/app.db'); c.execute('create table t(x)'); c.executemany('insert into t values (?)', [(i,) for i in range(9)]); c.commit()",
      );
      const given = { 'project-name': project, service: 'web', file: '/srv/app.db' };
      const made = await run(inputs({ ...given, verify: 'restore' }), portsOf());
      expect(made.outputs).toMatchObject({ verified: 'true', rows: '9', tables: '1' });
      await run(inputs({ ...given, mode: 'restore', into: '/srv/back.db' }), portsOf());
      expect(
        docker(
          'exec',
          id,
          'python3',
          '-c',
          "import sqlite3; print(sqlite3.connect('/srv/back.db').execute('select count(*) from t').fetchone()[0])",
        ),
      ).toBe('9');
      expect(docker('exec', id, 'sh', '-c', 'ls /var/tmp /tmp')).not.toContain('slipway');
    } finally {
      docker('rm', '--force', id);
    }
  }, 60_000);
});
