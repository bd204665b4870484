import { randomBytes } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { type RunningRegistry, startRegistry } from '../../../test/engines/registry.ts';
import { buildImage, docker, password, type Stack, startStack } from '../../run-migrations/test/stack.ts';
import { type Platform, startPlatform } from './platform.ts';

let registry: RunningRegistry;
let image: string;
let digest: string;
let stack: Stack;
let platform: Platform;

beforeAll(async () => {
  registry = await startRegistry();
  image = `${registry.address}/notes-${randomBytes(4).toString('hex')}`;
  buildImage(`${image}:v1`);
  docker('push', '--quiet', `${image}:v1`);
  digest = /sha256:\w+/.exec(docker('image', 'inspect', '--format', '{{json .RepoDigests}}', `${image}:v1`))?.[0] ?? '';
  stack = startStack(`${image}:v1`, {
    revisions: [{ id: 'a1', parent: null, up: "op.execute('create table notes (id int, body text)')" }],
  });
  platform = await startPlatform();
}, 240_000);

afterAll(async () => {
  await platform.remove();
  stack.down();
  docker('image', 'rm', '--force', `${image}:v1`, `${image}@${digest}`);
  await registry.stop();
}, 60_000);

/** The Slipway file of the platform, with a database of its own. */
async function describeSchema(more: object): Promise<void> {
  const path = join(platform.folder, 'slipway.yml');
  const config = JSON.parse(await readFile(path, 'utf8')) as object;
  const own = { project: stack.name, images: { backend: { image } }, directory: join(stack.folder, 'server') };
  const migrate = { service: 'backend', allow: { 'rename-column': 'the next version reads it' } };
  await writeFile(path, JSON.stringify({ ...config, ...own, migrate, ...more }));
  await copyFile(join(stack.folder, 'docker-compose.yml'), join(platform.folder, 'docker-compose.yml'));
}

test('old code is never brought back by itself onto a schema that it cannot work with', async () => {
  const address = docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', `${stack.name}-db-1`);
  const given = {
    digests: JSON.stringify({ backend: digest }),
    'database-url': `postgresql+psycopg://notes:${password}@${address}:5432/notes`,
  };
  await describeSchema({});
  expect((await platform.release('v1', given)).outcome).toBe('released');
  expect(stack.sql('select version_num from alembic_version')).toBe('a1');

  stack.add({ id: 'b2', parent: 'a1', up: "op.execute('alter table notes rename body to content')" });
  const refused = await failureOf(platform.release('bad2', given));
  expect(refused).toMatchObject({ reason: 'contract', details: { state: 'Neither the database nor the traffic was changed.' } });
  expect(stack.sql('select version_num from alembic_version')).toBe('a1');
  expect(await platform.serving()).toBe('v1');

  await describeSchema({ switch: { 'allow-contract': true } });
  const failure = await failureOf(platform.release('bad3', given));
  expect(failure).toMatchObject({ reason: 'unhealthy', details: { state: expect.stringContaining('so that v1 cannot work with it') } });
  expect(failure.details.outcome).toBeUndefined();
  expect(stack.sql('select version_num from alembic_version')).toBe('b2');
  expect(await platform.serving()).toBe('bad3');
}, 300_000);
