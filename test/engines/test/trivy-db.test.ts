import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inspectBuckets } from '../../../actions/scan-image/src/bolt.ts';
import { encodeBolt } from '../bolt.ts';
import { writeTrivyDb } from '../trivy-db.ts';

/** That the real scanner reads it is proven in the engine tests of scan-image; here a second reader of the format does. */
test('the database holds a bucket for every ecosystem, and its date', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-trivy-db-'));
  try {
    const updatedAt = new Date('2026-11-20T10:00:00Z');
    const many = Array.from({ length: 2000 }, (_, index) => ({
      id: `CVE-2026-${index}`,
      ecosystem: index % 2 ? 'npm' : 'debian 12',
      package: `package-${index}`,
      severity: 'HIGH' as const,
      title: 'x'.repeat(index),
    }));
    await writeTrivyDb(folder, many, { updatedAt });
    const found = await inspectBuckets(join(folder, 'db', 'trivy.db'), ['vulnerability', 'data-source', 'debian 12']);
    expect(found.buckets).toEqual(['data-source', 'debian 12', 'npm::GitHub Security Advisory Npm', 'vulnerability']);
    expect(found.filled).toEqual(['data-source', 'debian 12', 'vulnerability']);
    expect(JSON.parse(readFileSync(join(folder, 'db', 'metadata.json'), 'utf8'))).toMatchObject({
      Version: 2,
      UpdatedAt: '2026-11-20T10:00:00.000Z',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('pages are whole, numbered, and counted in the meta page', () => {
  const bytes = encodeBolt({ b: { key: 'v'.repeat(10_000) }, a: {} });
  expect(bytes.length % 4096).toBe(0);
  expect(bytes.readUInt32LE(16)).toBe(0xed0cdaed);
  expect(Number(bytes.readBigUInt64LE(16 + 40)) * 4096).toBe(bytes.length);
});
