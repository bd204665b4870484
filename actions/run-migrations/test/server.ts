import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { databaseOf, type ProjectOptions, project, remove } from './fixture.ts';

/** What most tests of a file work with: one server for all of them, a database and a project of its own for each. */
export function useServer(): {
  readonly make: (options: ProjectOptions) => string;
  readonly database: () => ReturnType<typeof databaseOf>;
  readonly server: () => Postgres;
} {
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
    server: () => server,
  };
}

/** A revision that is at work for seconds. */
export const slow = [
  {
    id: 'a1',
    parent: null,
    up: "op.execute('create table a (x int)')\nop.execute('select pg_sleep(6)')",
    down: "op.execute('drop table a')",
  },
];

/** How many sessions run it now. */
export const migrating =
  "select count(*) from pg_stat_activity where application_name like 'slipway-migrate %' and query like '%pg_sleep%'";
