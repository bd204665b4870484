import { describe, expect, test } from '@jest/globals';
import { type ScanPlan, scanArguments, scanEnvironment } from '../src/engine.ts';

const plan: ScanPlan = {
  tool: 'trivy',
  subject: { image: 'r/a@sha256:x' },
  cache: '/c',
  offline: true,
  ignoreFile: undefined,
  reportFile: '/r.json',
  dockerConfig: undefined,
  timeout: 600_000,
};

describe('the scanner', () => {
  test('gets a command line that any version knows', () => {
    expect(scanArguments(plan, [])).toEqual(['env', 'trivy', 'image', '--', 'r/a@sha256:x']);
    expect(scanArguments({ ...plan, subject: { archive: '/a.tar' } }, [])).toEqual(['env', 'trivy', 'image']);
  });

  test('loses every variable of the job but the few it needs', () => {
    const variables = [
      'PATH',
      'HOME',
      'HTTPS_PROXY',
      'no_proxy',
      'GITHUB_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'TRIVY_EXIT_CODE',
      'TRIVY_FORMAT',
      'INPUT_REGISTRY-PASSWORD',
    ];
    const words = scanArguments(plan, variables);
    expect(words.filter((_, index) => words[index - 1] === '-u')).toEqual(['GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'TRIVY_EXIT_CODE']);
  });

  test.each<[string, Partial<ScanPlan>, object]>([
    ['an image comes from its registry, never from an engine that has another under this name', {}, { TRIVY_IMAGE_SRC: 'remote' }],
    ['an archive', { subject: { archive: '/a.tar' } }, { TRIVY_INPUT: '/a.tar' }],
    ['nothing is downloaded offline', {}, { TRIVY_SKIP_DB_UPDATE: 'true', TRIVY_SKIP_JAVA_DB_UPDATE: 'true', TRIVY_OFFLINE_SCAN: 'true' }],
    ['an ignore file', { ignoreFile: '/i' }, { TRIVY_IGNOREFILE: '/i' }],
    ['credentials in a folder', { dockerConfig: '/d' }, { DOCKER_CONFIG: '/d' }],
    ['a deadline of its own', {}, { TRIVY_TIMEOUT: '600s' }],
    ['all packages, so that none can be noticed', {}, { TRIVY_LIST_ALL_PKGS: 'true' }],
  ])('%s', (_, changed, expected) => {
    expect(scanEnvironment({ ...plan, ...changed })).toMatchObject(expected);
  });

  test('is not told to gate, to filter or to skip', () => {
    const names = Object.keys(scanEnvironment({ ...plan, offline: false }));
    expect(names.filter((name) => /EXIT|SEVERITY|UNFIXED|SKIP_DB|OFFLINE/.test(name))).toEqual([]);
  });
});
