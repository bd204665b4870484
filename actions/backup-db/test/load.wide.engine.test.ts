// Containers that several connections cannot load in, and one whose caller goes away while they load.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ComposePostgres, startComposePostgres } from '../../../test/engines/compose-postgres.ts';
import { runFixture } from '../../../test/harness/fixture.ts';
import { eventually } from '../../../test/harness/processes.ts';
import { run } from '../src/run.ts';
import { content, fingerprint, inputsOf, newFolder, portsOf } from './fixture.ts';

const main = new URL('../src/main.ts', import.meta.url);

let folder: string;

beforeAll(() => {
  folder = newFolder();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const given = (server: ComposePostgres, more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': server.projectName,
  destination: folder,
  encryption: 'none',
  ...more,
});

/** @param flags of `docker run` */
async function within(flags: readonly string[], work: (server: ComposePostgres) => Promise<void>): Promise<void> {
  const server = await startComposePostgres(flags);
  try {
    server.sql('notes_prod', content);
    await work(server);
  } finally {
    server.remove();
  }
}

test.each([
  ['a root file system that is only read', ['--read-only', '--tmpfs=/tmp', '--tmpfs=/var/run/postgresql']],
  ['memory for all that is temporary', ['--tmpfs=/tmp', '--tmpfs=/var/tmp']],
])(
  '%s: one connection loads, as it comes',
  async (_, flags) => {
    await within(flags, async (server) => {
      await run(inputsOf(given(server)), portsOf());
      const ports = portsOf();
      await run(inputsOf(given(server, { mode: 'restore', into: 'back' })), ports);
      expect(ports.lines.join('')).not.toMatch(/connections/);
      expect(fingerprint(server, 'back')).toBe(fingerprint(server, 'notes_prod'));
    });
  },
  60_000,
);

const slowly = `
create function late() returns bigint language plpgsql as $$ begin if current_database() <> 'notes_prod' then perform pg_sleep(120); end if; return 1; end $$;
create materialized view late as select public.late();
`;
const asleep = "select count(*) from pg_stat_activity where application_name = 'slipway restore' and wait_event = 'PgSleep'";
const others = "select count(*) from pg_database where datname like 'back%'";
const programs = 'cat /proc/[0-9]*/cmdline | tr "\\0" " " | grep -c "[s]elf/fd/3" || :';

test('a run that is cancelled, or killed and followed by another, leaves nothing at work', async () => {
  await within([], async (server) => {
    server.sql('notes_prod', slowly);
    await run(inputsOf(given(server)), portsOf());
    const start = (signal: NodeJS.Signals) => {
      let end = (): void => {};
      const onStart = (pid: number): void => {
        end = () => void process.kill(pid, signal);
      };
      const step = runFixture(main, { inputs: given(server, { mode: 'restore', into: 'back' }), onStart });
      return { step, end: () => end() };
    };
    const atWork = (): string => server.docker('exec', server.id, 'sh', '-c', programs);
    const cancelled = start('SIGTERM');
    await eventually(() => server.sql('postgres', asleep) === '1', 'it loads', 30_000);
    cancelled.end();
    expect((await cancelled.step).outputs['reason']).toBe('cancelled');
    expect(server.sql('postgres', others)).toBe('0');
    await eventually(() => atWork() === '0', 'pg_restore has ended');
    const killed = start('SIGKILL');
    await eventually(() => server.sql('postgres', asleep) === '1', 'it loads', 30_000);
    killed.end();
    expect((await killed.step).signal).toBe('SIGKILL');
    const next = run(inputsOf(given(server, { mode: 'restore', into: 'back', timeout: '12s' })), portsOf());
    await expect(next).rejects.toMatchObject({ reason: 'timeout' });
    expect(server.sql('postgres', others)).toBe('0');
    await eventually(() => atWork() === '0', 'pg_restore has ended');
  });
}, 120_000);
