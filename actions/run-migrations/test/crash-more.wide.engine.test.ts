import { describe, expect, it } from '@jest/globals';
import { openSsh } from '@slipway/shell';
import { eventually, watchCommandLines } from '../../../test/harness/processes.ts';
import { startSshd } from '../../../test/harness/sshd.ts';
import { linear, runCore } from './fixture.ts';
import { migrating, slow, useServer } from './server.ts';

describe('when a run is hit in the middle', () => {
  const { make, database, server } = useServer();

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
      const { password } = server();
      const encoded = encodeURIComponent(password);
      expect([...commandLines].filter((line) => line.includes(encoded) || line.includes(password))).toEqual([]);
      expect(sql('select version_num from alembic_version')).toBe('c3');
    } finally {
      await shell.close();
      await sshd.stop();
    }
  }, 120_000);
});
