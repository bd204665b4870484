import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { type Advisory, writeTrivyDb } from '../../../test/engines/trivy-db.ts';
import { checkDatabase } from '../src/database.ts';

const advisory: Advisory = { id: 'CVE-2026-1', ecosystem: 'npm', package: 'lodash', severity: 'HIGH', title: 'x', fixed: '2' };
const hour = 3_600_000;
const limit = 48 * hour;
const now = Date.now();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reason = async (): Promise<string> => (await failureOf(checkDatabase(folder, limit, now))).reason;
const write = (age: number, advisories: readonly Advisory[] = [advisory]): Promise<void> =>
  writeTrivyDb(folder, advisories, { updatedAt: new Date(now - age) });

describe('the database', () => {
  test('a current one with advisories is good', async () => {
    await write(hour);
    expect((await checkDatabase(folder, limit, now)).updatedAt.getTime()).toBe(now - hour);
  });

  test('age counts to the minute', async () => {
    await write(limit - 60_000);
    await checkDatabase(folder, limit, now);
    await write(limit + 60_000);
    expect(await reason()).toBe('database-stale');
  });

  test('one from the future says nothing about its age', async () => {
    await write(-48 * hour);
    expect(await reason()).toBe('database-stale');
  });

  test('one without advisories is empty, however new', async () => {
    await write(0, []);
    expect(await reason()).toBe('database-empty');
  });

  test('none at all, a metadata file that is none, an unknown schema', async () => {
    expect(await reason()).toBe('database-empty');
    await write(0);
    writeFileSync(join(folder, 'db', 'metadata.json'), '<html>');
    expect(await reason()).toBe('database-empty');
    writeFileSync(join(folder, 'db', 'metadata.json'), `{"Version":3,"UpdatedAt":"${new Date(now).toISOString()}"}`);
    expect(await reason()).toBe('database-empty');
  });

  test.each([0, 100, 5000, 4096 * 4])('one that was cut at %d bytes', async (size) => {
    await write(0);
    truncateSync(join(folder, 'db', 'trivy.db'), size);
    expect(await reason()).toBe('database-empty');
  });

  test('one that is something else', async () => {
    await write(0);
    writeFileSync(join(folder, 'db', 'trivy.db'), Buffer.alloc(65_536, 'SQLite format 3'));
    expect(await reason()).toBe('database-empty');
  });
});
