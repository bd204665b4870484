import { describe, expect, test } from '@jest/globals';
import { caidence } from './seeds/caidence.ts';
import { deita } from './seeds/deita.ts';
import { fastvue } from './seeds/fastvue.ts';
import type { Seed } from './seeds/seed.ts';
import { expectFailed, expectHealthy, file, smoke } from './seeds/smoke.ts';
import { threadr } from './seeds/threadr.ts';

describe('versions', () => {
  test('S3: the old version is healthy, and stale', async () => {
    const told = { reason: 'stale-version', words: /version 1\.3\.9 answers, and 1\.4\.0 was expected/ };
    expectFailed(await smoke(fastvue, 'old version', { ...file, 'expect-version': '1.4.0' }), fastvue, told);
  });

  test('S3: at one address without a file too', async () => {
    const told = { reason: 'stale-version', words: /version 1\.3\.9 answers, and 1\.4\.0 was expected/ };
    expectFailed(await smoke(fastvue, 'old version', { 'expect-version': '1.4.0' }, '/health'), fastvue, told);
  });

  test('S2: so it is where only one of two answers names a version', async () => {
    const told = { reason: 'stale-version', words: /version 0\.1\.0 answers, and 0\.2\.0 was expected/ };
    expectFailed(await smoke(caidence, 'old version', { ...file, 'expect-version': '0.2.0' }), caidence, told);
  });

  test.each([
    ['S3', fastvue, '1.4.0'],
    ['S2', caidence, '0.2.0'],
  ])('%s: the new one is proven', async (_, seed, version) => {
    const result = await smoke(seed, 'healthy', { ...file, 'expect-version': version });
    expectHealthy(result);
    expect(result.outputs).toMatchObject({ identity: 'proven', version });
  });

  test('S4: who names no version passes, and is never called proven', async () => {
    const result = await smoke(deita, 'healthy', { ...file, 'expect-version': '1.0.0' });
    expectHealthy(result);
    expect(result.outputs).toMatchObject({ identity: 'unproven', version: '' });
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('not proven') }),
    );
  });

  test('S3: a version like 1.4.0 neither proves nor disproves the commit of the run', async () => {
    const result = await smoke(fastvue, 'healthy', { ...file, 'expect-version': '' });
    expectHealthy(result);
    expect(result.outputs).toMatchObject({ identity: 'unproven' });
  });
});

describe('one address, without a file', () => {
  test.each<[string, Seed, string, string, RegExp]>([
    ['S1', threadr, 'Redis away, told in a body with 200', '/health', /status is 200, but the body says status: degraded/],
    ['S2', caidence, 'model away', '/health', /the body says ai\.status: disconnected/],
    ['S2, its queue', caidence, 'Redis away', '/api/v1/jobs/health', /the body says redis: disconnected/],
  ])('%s: a gate on the status alone passes, and shows the line of the body that says otherwise', async (_, seed, state, path, words) => {
    const result = await smoke(seed, state, {}, path);
    expectHealthy(result);
    expect(result.annotations).toContainEqual(expect.objectContaining({ level: 'warning', message: expect.stringMatching(words) }));
  });

  test('S4: the path of the image, which the application does not have', async () => {
    const result = await smoke(deita, 'healthy', {}, '/health');
    expectFailed(result, deita, { reason: 'unhealthy', words: /404.*path/s });
  });
});
