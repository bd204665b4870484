// Migrations as the guides run them by hand, and as their teams would have them run: from a start script, a service of their own, inside the
// running backend, and after a backup with a way back.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { run as backUp } from '../../actions/backup-db/src/run.ts';
import { inputsOf, newKeyPair, portsOf } from '../../actions/backup-db/test/fixture.ts';
import { linear, type RevisionFile, runCore } from '../../actions/run-migrations/test/fixture.ts';
import { buildImage, docker, type Stack, startStack } from '../../actions/run-migrations/test/stack.ts';

const image = `migrations-${randomBytes(4).toString('hex')}:v1`;
let stack: Stack;
beforeAll(() => buildImage(image), 120_000);
afterEach(() => stack?.down(), 60_000);
afterAll(() => void docker('image', 'rm', '--force', image));

const [create, add, color] = linear as readonly [RevisionFile, RevisionFile, RevisionFile];
const version = (): string => stack.sql('select version_num from alembic_version');

test('a start script that migrates, and a service that does: what the action did before leaves them nothing to do', async () => {
  const service = `  migrate:
    image: IMAGE
    command: ["alembic", "upgrade", "head"]
    environment: { DATABASE_URL: "postgresql+psycopg://notes:pr0duction-Pa55word@db:5432/notes" }
    volumes: ["FOLDER:/app:ro"]
`;
  stack = startStack(image, { revisions: [create, add] }, service);
  const migrated = await runCore({ ...stack.inputs, service: 'migrate' }, stack.folder);
  expect(migrated.failure?.text).toBeUndefined();
  expect(migrated.result?.outputs).toMatchObject({ applied: 'a1,b2', to: 'b2' });
  const start = ['run', '--rm', '-T', 'backend', 'sh', '-c', 'alembic upgrade head && echo started'];
  expect(stack.compose(...start)).toBe('started');
  expect(version()).toBe('b2');
  // Its next version comes: the action first, so that no two start scripts meet.
  stack.add(color);
  expect((await runCore({ ...stack.inputs, service: 'migrate' }, stack.folder)).result?.outputs).toMatchObject({ applied: 'c3' });
  expect(stack.compose(...start)).toBe('started');
}, 180_000);

test('inside the running backend: up, current, and one back', async () => {
  stack = startStack(image, { revisions: [create, add] });
  stack.compose('up', '--detach', 'backend');
  const { image: _, ...inputs } = stack.inputs;
  const exec = { ...inputs, transport: 'exec' };
  expect((await runCore({ ...exec, mode: 'verify' }, stack.folder)).failure).toMatchObject({ reason: 'verify-mismatch' });
  expect((await runCore(exec, stack.folder)).result).toMatchObject({ outcome: 'migrated', outputs: { to: 'b2' } });
  expect((await runCore({ ...exec, mode: 'verify' }, stack.folder)).result?.outcome).toBe('verified');
  const back = await runCore({ ...exec, mode: 'downgrade', revision: '-1' }, stack.folder);
  expect(back.result).toMatchObject({ outcome: 'downgraded', outputs: { from: 'b2', to: 'a1' } });
  expect(version()).toBe('a1');
}, 180_000);

test('a backup, the upgrade that loses data, what is there afterwards, one back, and the data out of the backup', async () => {
  stack = startStack(image, { revisions: [create, add] });
  await runCore(stack.inputs, stack.folder);
  stack.sql("insert into notes select n, 'note ' || n, true from generate_series(1, 50) n");
  stack.add({
    id: 'c3',
    parent: 'b2',
    up: "# slipway: allow drop-column because nobody reads it\nop.execute('alter table notes drop column pinned')",
    down: "op.execute('alter table notes add pinned bool')",
  });
  const upgrade = { ...stack.inputs, backup: 'auto' };
  const refused = await runCore(upgrade, stack.folder);
  expect(refused.failure).toMatchObject({ reason: 'backup-needed' });
  expect(refused.failure?.text).toContain('c3 is destructive (drop-column on notes.pinned)');
  expect(version()).toBe('b2');

  const key = await newKeyPair();
  const common = { 'project-name': stack.name, service: 'db', destination: join(stack.folder, 'backups') };
  const { outputs } = await backUp(inputsOf({ ...common, 'age-recipients': key.recipient }), portsOf());
  const proof = { 'backup-id': outputs.id ?? '', 'backup-verified': outputs.verified ?? '' };
  expect((await runCore({ ...upgrade, ...proof, 'backup-verified': 'false' }, stack.folder)).failure).toMatchObject({
    reason: 'backup-needed',
  });
  const up = await runCore({ ...upgrade, ...proof }, stack.folder);
  expect(up.failure?.text).toBeUndefined();
  expect(up.result?.outputs).toMatchObject({ applied: 'c3', 'backup-id': outputs.id });
  expect((await runCore({ ...stack.inputs, mode: 'verify' }, stack.folder)).result?.outcome).toBe('verified');

  expect((await runCore({ ...stack.inputs, mode: 'downgrade' }, stack.folder)).result).toMatchObject({ outcome: 'downgraded' });
  // The column is back, and what was in it is not: that is in the backup.
  expect(stack.sql('select count(*), count(pinned) from notes')).toBe('50|0');
  const restored = { ...common, mode: 'restore', into: 'before', 'age-identity': key.identity };
  await backUp(inputsOf(restored), portsOf());
  expect(stack.sql('select count(*), count(pinned) from notes', 'before')).toBe('50|50');
}, 240_000);
