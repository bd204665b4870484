import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { databaseOf, type ProjectOptions, project, type RevisionFile, remove } from './fixture.ts';

/** The schema as pg_dump would see it, without Alembic's own table. */
export const shape = `select string_agg(c.relname || ':' || coalesce((select string_agg(attname, ',' order by attname) from pg_attribute a where a.attrelid = c.oid
  and attnum > 0 and not attisdropped), ''), ' ' order by c.relname) from pg_class c where relnamespace = 'public'::regnamespace and relname not like 'alembic%'`;

export const create = (id: string, parent: string | null): RevisionFile => ({
  id,
  parent,
  doc: `create ${id}`,
  up: `op.execute('create table t_${id} (x int)')`,
  down: `op.execute('drop table t_${id}')`,
});
export const broken = (id: string, parent: string | null, before = ''): RevisionFile => ({
  id,
  parent,
  doc: 'breaks',
  up: `${before}op.execute('alter table nowhere add x int')`,
});
export const aside = (statement: string): string => `with op.get_context().autocommit_block():\n    op.execute('${statement}')\n`;

/** A server for the tests of a file, whose databases and projects are new ones each time. */
export function failing(): { make(options: ProjectOptions): string; database(): ReturnType<typeof databaseOf> } {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));
  return {
    make(options) {
      const folder = project(options);
      folders.push(folder);
      return folder;
    },
    database: () => databaseOf(server, `app_${++count}`),
  };
}
