import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { type Ask, program } from '../src/program/index.ts';
import { databaseOf, linear, project, python, remove, runCore, syncEnv } from './fixture.ts';

/** Says its password in every way that a program has. */
const hostile = `
import os, sys, subprocess, logging
secret = "hunter2-" + "from-a-file"
print("settings", secret, os.environ["DATABASE_URL"])
print("\\x1e{\\"kind\\": \\"answer\\", \\"heads\\": [\\"forged\\"]}")
print("::set-output name=x::" + secret, file=sys.stderr)
sys.stdout.write("no line break " + secret)
os.write(1, secret.encode()); os.write(2, secret.encode())
subprocess.run(["sh", "-c", "echo $0; echo $0 >&2", secret])
logging.basicConfig(level=logging.DEBUG); logging.info(secret)
`;

describe('what an application prints', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('while it is imported reaches no log and does not confuse the answer; what a migration prints is shown', async () => {
    const { inputs } = databaseOf(server, 'printing');
    const folder = project({
      env: `import settings\n${syncEnv}`,
      files: { 'settings.py': hostile },
      revisions: [
        {
          id: 'a1',
          parent: null,
          doc: 'prints',
          up: `import gc, os\nprint("memory is tidied:", gc.isenabled())\nprint("moving 17 rows")\nprint("with", os.environ["DATABASE_URL"])\nop.execute("create table a (x int)")`,
        },
      ],
    });
    try {
      const ended = await runCore(inputs, folder);
      expect(ended.failure?.text).toBeUndefined();
      expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { heads: 'a1', to: 'a1' } });
      const seen = `${ended.log}${JSON.stringify(ended.result)}`;
      expect(seen).toContain('moving 17 rows');
      expect(seen).toContain('memory is tidied: True');
      expect(seen).not.toContain('hunter2');
      expect(seen).not.toContain(encodeURIComponent(server.password));
      expect(seen).not.toContain(server.password);
      writeFileSync(join(folder, 'migrations/env.py'), `import settings\nraise ValueError("first line\\n" + settings.secret)`);
      const failing = await runCore(inputs, folder);
      expect(failing.failure?.reason).toBe('broken-environment');
      expect(`${failing.log}${failing.failure?.text}`).not.toContain('hunter2');
    } finally {
      remove(folder);
    }
  });
});

describe('the program beside Alembic', () => {
  it('lets nothing of what is imported out, on either stream', () => {
    const folder = project({
      env: 'import settings\nraise ValueError("no database")\n',
      files: { 'settings.py': hostile },
      revisions: linear,
    });
    const ask: Ask = {
      ...{ task: 'probe', mark: 'mark', ini: 'alembic.ini', direction: 'upgrade', target: 'head', connect: true, fingerprint: false },
      ...{ key: null, end: false, sql: false, capture: false, lockTimeout: 5000, run: 'x', expect: [] },
    };
    const env = { ...process.env, DATABASE_URL: 'postgresql+psycopg://a:b@127.0.0.1:1/x' };
    const ran = spawnSync(python, ['-c', program, JSON.stringify(ask)], { cwd: folder, env });
    remove(folder);
    expect(ran.stderr.toString()).toBe('');
    const lines = ran.stdout.toString().split('\n');
    expect(lines).toEqual([expect.stringContaining('"phase": "environment"'), '']);
    expect(lines[0]?.startsWith('\u001emark{')).toBe(true);
    expect(ran.stdout.toString()).not.toContain('hunter2');
  });
});

describe('where alembic.ini stands', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('is found from the repository, with paths relative to it or to the working directory', async () => {
    const { inputs } = databaseOf(server, 'places');
    const inner = project({ revisions: linear });
    const outer = project({ revisions: linear, ini: null, files: { 'config/alembic.ini': '[alembic]\nscript_location = migrations\n' } });
    try {
      const beside = await runCore({ ...inputs, mode: 'plan', 'alembic-ini': join(inner, 'alembic.ini') }, outer);
      expect(beside.result?.outputs).toMatchObject({ pending: '3' });
      const apart = await runCore({ ...inputs, mode: 'plan', 'alembic-ini': 'config/alembic.ini' }, outer);
      expect(apart.result?.outputs).toMatchObject({ pending: '3' });
      const nested = project({
        revisions: [],
        ini: null,
        files: {
          'backend/alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
          'backend/alembic/env.py': syncEnv,
          'backend/alembic/__init__.py': '',
          'backend/alembic/versions/a1.py': 'revision = "a1"\ndown_revision = None\ndef upgrade(): pass\n',
        },
      });
      const found = await runCore({ ...inputs, mode: 'plan' }, nested);
      expect(found.failure?.text).toBeUndefined();
      expect(found.result?.outputs).toMatchObject({ pending: '1' });
      remove(nested);
    } finally {
      remove(inner);
      remove(outer);
    }
  });
});
