// What ci, publish and update promise beyond the rules for all workflows (test/workflows/static).
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../harness/runner/action-yml.ts';
import { read } from './sources.ts';

interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: object;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly env?: Readonly<Record<string, string>> }[];
}

function jobsOf(name: string): Readonly<Record<string, Job>> {
  return (parseYaml(read(`.github/workflows/${name}.yml`)) as { jobs: Readonly<Record<string, Job>> }).jobs;
}

function job(workflow: string, name: string): Job {
  const found = jobsOf(workflow)[name];
  if (!found) throw new Error(`${workflow}.yml has no job ${name}`);
  return found;
}

const commands = ({ steps }: Job): string[] => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
const writes = ({ permissions }: Job): string[] => Object.keys(permissions).filter((name) => permissions[name] === 'write');

describe('ci', () => {
  const last = job('ci', 'ci');

  test('its last job waits for every other one, whatever became of them', () => {
    expect([...(last.needs ?? [])].sort()).toEqual(
      Object.keys(jobsOf('ci'))
        .filter((name) => name !== 'ci')
        .sort(),
    );
    expect(last.if).toBe('always()');
    expect(last.steps.map(({ env }) => env?.['RESULTS'])).toEqual(["${{ join(needs.*.result, ' ') }}"]);
  });

  test.each([
    ['success', 0],
    ['success success', 0],
    ['success failure', 1],
    ['cancelled', 1],
    ['skipped success', 1],
  ])('where the others ended with %s, it ends with %i', (results, code) => {
    const [command = ''] = commands(last);
    expect(spawnSync('bash', ['-e', '-c', command], { env: { RESULTS: results } }).status).toBe(code);
  });

  test('a pull request gets a token that reads, and no secret', () => {
    for (const each of Object.values(jobsOf('ci'))) expect(writes(each)).toEqual([]);
    expect(read('.github/workflows/ci.yml')).not.toMatch(/\bsecrets\.|github\.token/);
  });
});

describe('publish', () => {
  test('a version passes all of CI and a person before it is published, and only that job may write', () => {
    expect(commands(job('publish', 'verify'))).toEqual(['script/release check "$VERSION"', expect.stringContaining('.ci/run')]);
    expect(job('publish', 'verify').if).toBe("github.ref == 'refs/heads/main'");
    expect(job('publish', 'approve')).toMatchObject({ needs: ['verify'], environment: 'release-approval', permissions: {} });
    expect(job('publish', 'publish').needs).toEqual(['verify', 'approve']);
    expect(['verify', 'approve', 'publish'].map((name) => writes(job('publish', name)))).toEqual([
      [],
      [],
      ['contents', 'id-token', 'attestations'],
    ]);
  });

  test('nobody waits for a person inside the lock, and nothing is installed beside the token', () => {
    expect(job('publish', 'approve').concurrency).toBeUndefined();
    expect(job('publish', 'publish').concurrency).toEqual({ group: 'slipway-release', 'cancel-in-progress': false, queue: 'max' });
    expect(commands(job('publish', 'publish'))).toEqual(['script/release checksums', 'script/release publish "$VERSION"']);
  });

  test('the files are attested before anybody can get them', () => {
    const steps = job('publish', 'publish').steps.map(({ uses = '', run = '' }) => run || uses.replace(/@.*/, ''));
    expect(steps).toEqual([
      '$/actions/gate',
      'actions/checkout',
      'actions/setup-node',
      'script/release checksums',
      'actions/attest-build-provenance',
      'script/release publish "$VERSION"',
    ]);
  });
});

describe('update', () => {
  test('what comes from registries runs without the token, and the token with nothing of it', () => {
    expect(JSON.stringify(job('update', 'find'))).not.toContain('secrets.');
    expect([writes(job('update', 'find')), writes(job('update', 'propose'))]).toEqual([[], []]);
    expect(commands(job('update', 'propose'))).toEqual(['script/update propose']);
  });
});
