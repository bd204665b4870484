import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { createJob } from '../src/job.ts';
import type { Manifest } from '../src/manifest.ts';
import { nothingLeft, unmade } from '../src/nothing.ts';
import type { BackupResult } from '../src/result.ts';
import { run } from '../src/run.ts';
import { settle } from '../src/settle.ts';
import { openStore } from '../src/stores/open.ts';
import { failureOf, filesOf, inputsOf, newFolder, portsOf, type Recorded } from './fixture.ts';
import { manifestOf, plant, unproven } from './manifests.ts';

const day = 86_400_000;
let folder: string;
let ports: Recorded;
beforeEach(() => {
  folder = newFolder();
  // A machine on which Docker knows of nothing.
  ports = portsOf({ ...localShell(), run: async () => ({ stdout: '', stderr: '', code: 0, duration: 1 }) });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const given = (more: Record<string, string> = {}): Record<string, string> => ({
  'project-name': 'notes',
  'database-url': '',
  destination: `file://${folder}`,
  encryption: 'none',
  ...more,
});
const held = (more: Partial<Manifest> = {}): Manifest => {
  const manifest = manifestOf(Date.now() - day, more);
  plant(folder, manifest);
  return manifest;
};

describe('nothing of the project is on the machine', () => {
  const firstRelease = { outcome: 'nothing-to-back-up', reason: 'first-release' };

  test('is a first release while the destination has nothing of it either', async () => {
    held({ project: 'other' });
    expect(await run(inputsOf(given()), ports)).toMatchObject(firstRelease);
    held({ database: 'another' });
    expect(await run(inputsOf(given({ database: 'app' })), ports)).toMatchObject(firstRelease);
    expect(await run(inputsOf(given({ destination: `file://${folder}/none` })), ports)).toMatchObject(firstRelease);
  });

  test.each<Record<string, string>>([{}, { database: 'app' }, { databases: '*' }, { 'dry-run': 'true' }])(
    'while the destination has backups of it is a failure, with %j',
    async (more) => {
      const { id } = held();
      const failure = await failureOf(run(inputsOf(given(more)), ports));
      expect(failure.reason).toBe('no-container');
      expect(failure.text).toMatch(
        new RegExp(`^Nothing of notes is on .*, but ${folder} holds 1 backup of notes(/app)?, the newest ${id}\\.`),
      );
      expect(failure.text).toContain('No backup was made. A secret that does not exist arrives empty: check database-url.');
    },
  );
});

describe('a database that holds nothing', () => {
  const look = { reason: 'no-tables', text: 'The database app has no tables: there is nothing to back up.' };
  const left = async (more: Record<string, string> = {}): Promise<BackupResult> => {
    const job = createJob(await settle(inputsOf(given(more)), '/nowhere'), ports);
    return nothingLeft(job, await openStore(job), 'app', look);
  };
  const quiet = { outcome: 'nothing-to-back-up', reason: 'no-tables' };

  test('and never did is none to back up', async () => {
    plant(folder, unproven(Date.now() - day));
    held({ database: 'another' });
    expect(await left({ 'on-shrink': 'fail' })).toMatchObject(quiet);
    const { facts } = manifestOf(0);
    held({ facts: { ...facts, tables: [] } as Manifest['facts'] });
    expect(await left({ 'on-shrink': 'fail' })).toMatchObject(quiet);
  });

  test('and did before is the largest loss: on-shrink decides, and what the last backup holds is said', async () => {
    const { id } = held();
    const loss = `there is nothing to back up. The last backup, ${id}, holds 1 table with 3 rows.`;
    const before = filesOf(folder);
    const warned = await left();
    expect(warned).toMatchObject(quiet);
    expect(warned.summary).toContain(loss);
    expect(ports.lines.join('')).toContain(`${loss} No backup was made. Check that`);
    expect(await failureOf(left({ 'on-shrink': 'fail' }))).toMatchObject({
      reason: 'shrunk',
      text: expect.stringContaining(`${loss} No backup was made, and no older one was removed. Check that`),
    });
    expect((await left({ 'on-shrink': 'ignore' })).summary).not.toContain('The last backup');
    expect(filesOf(folder)).toEqual(before);
  });
});

test('what fails before there is a backup says so, and keeps what it says itself', async () => {
  expect(await failureOf(unmade(Promise.reject(new Failure('query-failed', 'No.'))))).toMatchObject({ text: 'No. No backup was made.' });
  expect(await failureOf(unmade(Promise.reject(new Failure('locked', 'No.', { state: 'Still.' }))))).toMatchObject({ text: 'No. Still.' });
});
