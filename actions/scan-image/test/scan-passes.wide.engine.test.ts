import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { writeTrivyDb } from '../../../test/engines/trivy-db.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace('planted', 'clean', 'nothing', 'old', 'bookworm');
}, 90_000);
afterAll(() => place.close());

describe('what the scanner itself lets pass', () => {
  test('a distribution package is found by its source, and a medium does not refuse', async () => {
    const result = await place.scan({ image: place.image('bookworm') }).work;
    expect(result.decision.reported.map(({ id, package: name }) => `${id} ${name}`)).toEqual(['CVE-2026-10004 zlib1g']);
    expect(result.report.system).toMatchObject({ name: expect.stringMatching(/^debian 12/), endOfLife: false });
  }, 60_000);

  test('an accepted vulnerability is hidden, and only by the file that is named', async () => {
    place.write('accepted', 'CVE-2026-10001\nCVE-2026-10002 exp:2099-01-01\n');
    place.write('.trivyignore', 'CVE-2026-10001\nCVE-2026-10002\n');
    expect((await failureOf(place.scan({ image: place.image('planted') }).work)).reason).toBe('vulnerabilities');
    expect((await place.scan({ image: place.image('planted'), 'ignore-file': 'accepted' }).work).outcome).toBe('passed');
    place.write('accepted', 'CVE-2026-10001\nCVE-2026-10002 exp:2020-01-01\n');
    expect((await failureOf(place.scan({ image: place.image('planted'), 'ignore-file': 'accepted' }).work)).message).toContain(
      'CVE-2026-10002',
    );
    rmSync(join(place.folder, '.trivyignore'));
  }, 90_000);

  test('an archive', async () => {
    const archive = join(place.folder, 'planted.tar');
    execFileSync('docker', ['save', '-o', archive, `${place.registry}/acme/planted:test`]);
    const { image: _, ...rest } = { image: '', path: 'planted.tar' };
    const failure = await failureOf(place.scan(rest).work);
    expect(failure).toMatchObject({ reason: 'vulnerabilities', details: { outputs: { critical: '1', digest: '' } } });
  }, 60_000);

  test('an empty database', async () => {
    const folder = join(place.folder, 'empty');
    await writeTrivyDb(folder, []);
    expect((await failureOf(place.scan({ image: place.image('planted'), 'db-path': folder }).work)).reason).toBe('database-empty');
  });

  test('a database of last week', async () => {
    const folder = join(place.folder, 'stale');
    const advisory = { id: 'CVE-2026-1', ecosystem: 'npm', package: 'x', severity: 'LOW', title: 'x' } as const;
    await writeTrivyDb(folder, [advisory], { updatedAt: new Date(Date.now() - 7 * 86_400_000) });
    expect((await failureOf(place.scan({ image: place.image('clean'), 'db-path': folder }).work)).reason).toBe('database-stale');
    expect((await place.scan({ image: place.image('clean'), 'db-path': folder, 'db-max-age': '8d' }).work).outcome).toBe('passed');
  }, 60_000);

  test('a distribution past its end', async () => {
    const failure = await failureOf(place.scan({ image: place.image('old') }).work);
    expect(failure).toMatchObject({ reason: 'end-of-life', message: expect.stringContaining('debian 9.13') });
    expect((await place.scan({ image: place.image('old'), 'fail-on-eol': 'false' }).work).outcome).toBe('passed');
  }, 60_000);

  test('an image in which nothing is recognised', async () => {
    expect((await failureOf(place.scan({ image: place.image('nothing') }).work)).reason).toBe('nothing-found');
    expect((await place.scan({ image: place.image('nothing'), 'allow-empty': 'true' }).work).outcome).toBe('passed');
  }, 60_000);
});
