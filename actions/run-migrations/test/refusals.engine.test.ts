import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startPostgres } from '../../../test/engines/postgres.ts';
import { linear, runCore, syncEnv } from './fixture.ts';
import { useServer } from './server.ts';

describe('what is refused before anything is changed', () => {
  const { make, database } = useServer();
  const tables = "select count(*) from pg_class where relnamespace = 'public'::regnamespace";

  it('a database ahead of the image', async () => {
    const { inputs, sql } = database();
    await runCore(inputs, make({ revisions: linear }));
    for (const mode of ['apply', 'verify', 'plan', 'downgrade']) {
      const { failure } = await runCore({ ...inputs, mode }, make({ revisions: linear.slice(0, 2) }));
      expect(failure).toMatchObject({ reason: 'db-ahead', details: { outputs: { changed: 'false' } } });
      expect(failure?.text).toMatch(/is at c3, which .* does not know: it has revisions up to b2\. Nothing was changed\./);
    }
    expect(sql('select version_num from alembic_version')).toBe('c3');
  }, 60_000);

  it('a revision whose parent is missing, a circle, and a file that is no Python', async () => {
    const { inputs, sql } = database();
    const cases = [
      [{ id: 'a1', parent: 'nonexistent' }],
      [
        { id: 'a1', parent: 'b1' },
        { id: 'b1', parent: 'a1' },
      ],
      [{ id: 'a1', parent: null, up: 'this is no python' }],
    ];
    const hints: string[] = [];
    for (const revisions of cases) {
      const { failure } = await runCore(inputs, make({ revisions }));
      expect(failure).toMatchObject({ reason: 'broken-history' });
      hints.push(failure?.details.hint ?? '');
    }
    expect(hints[0]).toContain('Every down_revision must name');
    expect(hints[2]).toBe('Mend the file. On a machine of yours: alembic history.');
    expect(sql(tables)).toBe('0');
  }, 60_000);

  it('tables without a version table', async () => {
    const { inputs, sql } = database();
    sql('create table notes (id int)');
    const { failure } = await runCore(inputs, make({ revisions: linear }));
    expect(failure).toMatchObject({ reason: 'not-stamped' });
    expect(failure?.text).toMatch(/has a table \(public\.notes\) but no version table.*alembic stamp REVISION/s);
    expect(sql(tables)).toBe('1');
  });

  it('a wrong password and a port where nothing listens', async () => {
    const { inputs, url } = database();
    const folder = make({ revisions: linear });
    const wrong = await runCore({ ...inputs, 'database-url': url.replace(/:[^:@]*@/, ':not-the-one@') }, folder);
    expect(wrong.failure).toMatchObject({ reason: 'database-unreachable' });
    expect(wrong.failure?.text).toMatch(/password authentication failed.*Check user and password/s);
    const absent = await runCore({ ...inputs, 'database-url': 'postgresql+psycopg://app:geheim-hier@127.0.0.1:1/app' }, folder);
    expect(absent.failure).toMatchObject({ reason: 'database-unreachable' });
    expect(`${absent.failure?.text}${absent.log}`).not.toContain('geheim-hier');
    expect(absent.failure?.text).not.toContain('\t');
  });

  it('an application that falls back to SQLite', async () => {
    const { inputs } = database();
    const folder = make({
      revisions: linear,
      env: syncEnv.replace('os.environ["DATABASE_URL"]', 'os.environ.get("APP_DATABASE", "sqlite:///fallback.db")'),
    });
    const { failure } = await runCore(inputs, folder);
    expect(failure).toMatchObject({ reason: 'wrong-dialect' });
    expect(failure?.text).toContain('sqlite');
    expect(existsSync(join(folder, 'fallback.db'))).toBe(false);
  });

  it('an application whose database is not the one that is locked', async () => {
    const { inputs, url } = database();
    const name = new URL(url).pathname.slice(1);
    const other = await startPostgres();
    try {
      other.sql('postgres', `create database ${name}`);
      const env = syncEnv.replace(
        'os.environ["DATABASE_URL"]',
        JSON.stringify(other.url(name).replace('postgresql:', 'postgresql+psycopg:')),
      );
      const { failure } = await runCore(inputs, make({ revisions: linear, env }));
      expect(failure).toMatchObject({ reason: 'wrong-database' });
      expect(other.sql(name, tables)).toBe('0');
    } finally {
      await other.stop();
    }
  }, 60_000);

  it('no alembic.ini, no Alembic, no Python, no folder', async () => {
    const { inputs } = database();
    const none = await runCore(inputs, make({ revisions: linear, ini: null }));
    expect(none.failure).toMatchObject({ reason: 'no-alembic' });
    expect(none.failure?.text).toContain('alembic-ini');
    expect(none.failure?.text).not.toContain('image');
    const folder = make({ revisions: linear });
    const bare = await runCore({ ...inputs, python: '/usr/bin/python3' }, folder);
    expect(bare.failure).toMatchObject({ reason: 'no-alembic' });
    expect(bare.failure?.text).toContain('has no Alembic');
    const absent = await runCore({ ...inputs, python: 'python-nowhere' }, folder);
    expect(absent.failure?.text).toContain('no Python');
    const wrong = await runCore({ ...inputs, 'working-directory': 'nowhere' }, folder);
    expect(wrong.failure).toMatchObject({ reason: 'bad-input' });
  });

  it('an env.py that fails, ends the interpreter, or migrates several databases', async () => {
    const { inputs } = database();
    const raising = await runCore(inputs, make({ revisions: linear, env: `import os\nos.environ["NO_SUCH_SETTING"]\n` }));
    expect(raising.failure).toMatchObject({ reason: 'broken-environment' });
    expect(raising.failure?.text).toContain("KeyError at migrations/env.py:2: 'NO_SUCH_SETTING'");
    const ending = await runCore(inputs, make({ revisions: linear, env: 'import os\nos._exit(3)\n' }));
    expect(ending.failure).toMatchObject({ reason: 'broken-environment' });
    const leaving = await runCore(inputs, make({ revisions: linear, env: 'raise SystemExit("bye")\n' }));
    expect(leaving.failure).toMatchObject({ reason: 'broken-environment' });
    const twice = await runCore(inputs, make({ revisions: linear, env: `${syncEnv}${syncEnv}` }));
    expect(twice.failure).toMatchObject({ reason: 'broken-environment' });
    expect(twice.failure?.text).toContain('several databases');
  });
});
