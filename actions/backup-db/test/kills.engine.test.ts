// The action is killed, as a runner that dies kills it: at each of its steps, and at instants between them.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { runBundle } from '../../../test/harness/action.ts';
import { sample } from '../../../test/harness/sample.ts';
import { run } from '../src/run.ts';
import { filesOf, fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf } from './fixture.ts';

let server: Postgres;
let key: Key;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  key = await newKeyPair();
  folder = newFolder();
  fillDatabase(server, 'app');
  for (let count = 0; count < 2; count++) await run(inputsOf(given()), portsOf());
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const given = (more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': 'notes',
  'database-url': server.url('app'),
  destination: folder,
  'age-recipients': key.recipient,
  'age-identity': key.identity,
  prune: 'true',
  'keep-last': '2',
  'min-keep': '1',
  'allow-prune': '100',
  ...more,
});

const steps = [/Dump of/, /tables with/, /Proof of/, /is stored in/, /[Rr]emoved/] as const;
const instants = Array.from({ length: 30 }, (_, index) => 40 + index * 40);

/** Backups that count. */
async function proven(): Promise<readonly string[]> {
  const lines = portsOf();
  await run(inputsOf(given({ mode: 'list' })), lines);
  return [...lines.lines.join('').matchAll(/(notes-app-\d{8}T\d{6}Z-[0-9a-f]{4}) .* archive /g)].map(([, id = '']) => id);
}

const rows = [...sample('steps of a backup', steps, 2), ...sample('instants of a backup', instants, 4)];

test.each(rows)(
  'killed at %s: what counts can be read back, nothing was removed before its time, and the next run cleans up',
  async (when) => {
    const before = await proven();
    expect(before).toHaveLength(2);
    const killed = await runBundle('backup-db', { inputs: given(), interrupt: { when, signal: 'SIGKILL' }, deadline: 60_000 });
    const after = await proven();
    // Old ones go only when a new one counts.
    const kept = before.filter((id) => after.includes(id)).length;
    const added = after.filter((id) => !before.includes(id)).length;
    expect({ added, lost: kept + added >= 2 ? 0 : 2 - kept - added }).toEqual({ added, lost: 0 });
    if (added === 0) expect(after).toEqual(before);
    for (const id of after) expect((await run(inputsOf(given({ mode: 'verify', id })), portsOf())).outcome).toBe('verified');
    const next = await run(inputsOf(given()), portsOf());
    expect(next.outcome).toBe('backed-up');
    expect(filesOf(folder).filter((name) => /partial|^\./.test(name))).toEqual([]);
    expect(await proven()).toHaveLength(2);
    process.stderr.write(`killed at ${when}: ${killed.signal ?? 'ended before'}, ${added} new\n`);
  },
  120_000,
);
