import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkout, type Version } from './apply.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notes-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (path: string): string => join(folder, path);
const migrations = async (): Promise<string[]> => (await readdir(at('backend/migrations/versions'))).toSorted();

// One folder all along, forwards and back: what a version does not have must not be left from another.
test.each<[Version, string[], boolean, boolean]>([
  ['v1', ['0001_create_notes.py'], false, false],
  ['v3', ['0001_create_notes.py', '0002_add_pinned.py', '0003_add_color.py'], true, false],
  ['v2', ['0001_create_notes.py', '0002_add_pinned.py'], false, false],
  ['v4', ['0001_create_notes.py', '0002_add_pinned.py'], false, true],
  ['v1', ['0001_create_notes.py'], false, false],
])('%s', async (version, revisions, crashes, unhealthy) => {
  await writeFile(at('.env'), 'POSTGRES_PASSWORD=kept\n');
  await checkout(version, folder);
  expect(await migrations()).toEqual(revisions);
  expect(existsSync(at('backend/app/crash.py'))).toBe(crashes);
  expect((await readFile(at('backend/app/health.py'), 'utf8')).includes('never becomes healthy')).toBe(unhealthy);
  expect((await readdir(folder)).toSorted()).toEqual(['.env', '.env.example', 'backend', 'docker-compose.yml', 'frontend']);
});
