import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { problemOf } from '../src/sbom.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace('planted', 'clean');
}, 90_000);
afterAll(() => place.close());

describe('the gate against the real scanner', () => {
  test('a planted vulnerable package is refused, and everything is told', async () => {
    const { work, host } = place.scan({ image: place.image('planted'), dockerfile: 'planted/Dockerfile' });
    const failure = await failureOf(work);
    expect(failure.reason).toBe('vulnerabilities');
    expect(failure.message).toContain('holds 2 vulnerabilities of critical,high with a fixed version');
    expect(failure.details.outputs).toMatchObject({
      critical: '1',
      high: '2',
      medium: '0',
      total: '3',
      fixable: '2',
      suppressed: '0',
      digest: place.image('planted').split('@')[1],
    });
    expect(failure.details.summary).toContain('| left-pad | 1.3.0 → 1.3.1 | [CVE-2026-10001]');
    expect(failure.details.annotations).toHaveLength(2);
    expect(failure.details.annotations?.[0]).toMatchObject({ file: 'planted/Dockerfile', line: 3, title: 'CVE-2026-10001 in left-pad' });
    expect(host.text()).toContain('critical CVE-2026-10001 left-pad 1.3.0 → 1.3.1');
    const sarif = JSON.parse(readFileSync(failure.details.outputs?.['sarif'] ?? '', 'utf8')) as { runs: { results: unknown[] }[] };
    expect(sarif.runs[0]?.results).toHaveLength(3);
    expect(readFileSync(failure.details.outputs?.['json'] ?? '', 'utf8')).toContain('CVE-2026-10001');
  }, 60_000);

  test('a clean image passes', async () => {
    const { work, host } = place.scan({ image: place.image('clean') });
    const result = await work;
    expect(result).toMatchObject({ outcome: 'passed', outputs: { total: '0', critical: '0' }, report: { packages: 1 } });
    expect(result.summary?.split('\n')[0]).toBe('### Scan passed');
    expect(host.text()).toContain('1 packages, 0 known vulnerabilities');
  }, 60_000);

  test('what the clean image is made of is written beside the scan, about the very digest', async () => {
    const image = place.image('clean');
    const { outputs } = await place.scan({ image, 'sbom-file': 'bills/clean.cdx.json' }).work;
    expect(outputs.sbom).toBe(join(place.folder, 'bills/clean.cdx.json'));
    const text = readFileSync(outputs.sbom ?? '', 'utf8');
    expect(JSON.parse(text)).toMatchObject({ bomFormat: 'CycloneDX', components: expect.arrayContaining([expect.anything()]) });
    expect(problemOf(text, image.split('@')[1])).toBeUndefined();
    expect(problemOf(text, `sha256:${'0'.repeat(64)}`)).toMatch(/is not about/);
    expect(problemOf('{}', undefined)).toBe('is no CycloneDX document');
    expect(problemOf('', undefined)).toBe('is no JSON');
  }, 60_000);
});
