import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openSsh } from '@slipway/shell';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { eventually, watchCommandLines } from '../../../test/harness/processes.ts';
import { startSshd } from '../../../test/harness/sshd.ts';
import { databaseOf, linear, type ProjectOptions, project, remove, runCore } from './fixture.ts';

const slow = [
  {
    id: 'a1',
    parent: null,
    up: "op.execute('create table a (x int)')\nop.execute('select pg_sleep(6)')",
    down: "op.execute('drop table a')",
  },
];

describe('when a run is hit in the middle', () => {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  const make = (options: ProjectOptions): string => {
    const folder = project(options);
    folders.push(folder);
    return folder;
  };
  const database = (): ReturnType<typeof databaseOf> => databaseOf(server, `app_${++count}`);
  const migrating = "select count(*) from pg_stat_activity where application_name like 'slipway-migrate %' and query like '%pg_sleep%'";

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));

  it('a session of the migration that is ended by somebody leaves the schema as before', async () => {
    const { inputs, sql } = database();
    const running = runCore(inputs, make({ revisions: slow }));
    await eventually(() => sql(migrating) === '1', 'the migration is under way', 60_000);
    sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'slipway-migrate %'");
    const { failure } = await running;
    expect(failure).toMatchObject({ reason: 'failed-clean', details: { outputs: { changed: 'false', to: 'base' } } });
  }, 120_000);

  it('works over SSH, where no command line shows the URL', async () => {
    const { inputs, sql } = database();
    const folder = make({ revisions: linear });
    const sshd = await startSshd();
    const shell = await openSsh({ host: sshd.host, port: sshd.port, username: sshd.username, key: sshd.key, knownHosts: sshd.knownHosts });
    try {
      const { result: ended, commandLines } = await watchCommandLines(() =>
        runCore({ ...inputs, 'working-directory': folder }, '/', { shell }),
      );
      expect(ended.failure?.text).toBeUndefined();
      expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { to: 'c3' } });
      const encoded = encodeURIComponent(server.password);
      expect([...commandLines].filter((line) => line.includes(encoded) || line.includes(server.password))).toEqual([]);
      expect(sql('select version_num from alembic_version')).toBe('c3');
    } finally {
      await shell.close();
      await sshd.stop();
    }
  }, 120_000);
});
