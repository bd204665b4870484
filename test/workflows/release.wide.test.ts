import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkflowRun } from './act-log.ts';
import { startTeam, type Team } from './team.ts';

let team: Team;
const runs: WorkflowRun[] = [];
const minutes = (count: number): number => count * 60_000;

beforeAll(async () => {
  team = await startTeam();
}, minutes(4));
afterAll(() => team?.remove(), minutes(1));

async function dispatch(...given: Parameters<Team['dispatch']>): Promise<WorkflowRun> {
  const run = await team.dispatch(...given);
  runs.push(run);
  return run;
}

test(
  'the root action releases the first version',
  async () => {
    const run = await dispatch('release.yml', 'v1', 'v1');
    expectSuccess(run, ['release', 'record']);
    const { outputs } = run.step('release');
    expect(outputs).toMatchObject({
      outcome: 'released',
      reason: '',
      version: 'v1',
      'previous-version': '',
      live: 'blue',
      'backup-id': '',
    });
    await expectServed('v1');
    await expectImages(run, 'v1');
  },
  minutes(5),
);

test(
  'an environment that the Slipway file does not have ends the job, and nothing was changed',
  async () => {
    const slipway = team.stage.slipway.replace('  production:', '  staging:');
    await expectRefusal('unknown-environment', () => dispatch('release.yml', 'v1', 'v9', { slipway }));
  },
  minutes(2),
);

test(
  'a server that shows another key than the variable says ends the job, and nothing was changed',
  async () => {
    const [name = '', type = ''] = team.stage.target.ssh.knownHosts.split(' ');
    const other = `${name} ${type} AAAAC3NzaC1lZDI1NTE5AAAAIFNsaXB3YXlTbGlwd2F5U2xpcHdheVNsaXB3YXlTbGlw`;
    await expectRefusal('host-key-mismatch', () => dispatch('release.yml', 'v1', 'v9', { vars: { KNOWN_HOSTS: other } }));
  },
  minutes(2),
);

test('no run showed a secret', () => {
  const lines = Object.values(team.secrets).flatMap((secret) => secret.split('\n'));
  const values = [...lines.filter((line) => line !== '' && !line.startsWith('-----')), team.stage.password];
  expect(values.length).toBeGreaterThan(6);
  expect(runs).toHaveLength(3);
  for (const { log, steps } of runs) {
    const shown = [
      log,
      ...steps.flatMap(({ outputs, summary, annotations }) => [JSON.stringify(outputs), summary, JSON.stringify(annotations)]),
    ];
    expect(values.filter((value) => shown.some((text) => text.includes(value)))).toEqual([]);
    expect(shown.join('\n')).not.toMatch(/PRIVATE KEY|AGE-SECRET-KEY/);
  }
});

function expectSuccess(run: WorkflowRun, jobs: readonly string[]): void {
  if (run.code !== 0) throw new Error(run.log);
  expect(run.jobs).toEqual(Object.fromEntries(jobs.map((job) => [job, 'success'])));
}

/** Both images stand in the registry by digest and under the tag of the version, and reached the next job. */
async function expectImages(run: WorkflowRun, version: string): Promise<void> {
  const images = JSON.parse(run.step('release').outputs['images'] ?? '') as Record<string, string>;
  expect(Object.keys(images)).toEqual(['backend', 'frontend']);
  for (const [service, image] of Object.entries(images)) {
    const [repository, digest = ''] = image.split('@');
    expect(repository).toBe(`${team.stage.registry.address}/notes/${service}`);
    expect(await digestOf(service, digest)).toBe(digest);
    expect(await digestOf(service, version)).toBe(digest);
  }
  expect(run.steps.find(({ job }) => job === 'record')?.summary).toBe(`Production runs ${version}: ${JSON.stringify(images)}\n`);
}

async function digestOf(service: string, reference: string): Promise<string | null> {
  const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
  const url = `http://${team.stage.registry.address}/v2/notes/${service}/manifests/${reference}`;
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(5000) });
  return response.ok ? response.headers.get('docker-content-digest') : null;
}

/** Both services answer from the version, through the ports that people use. */
async function expectServed(version: string): Promise<void> {
  expect(await team.stage.served()).toBe(version);
  const page = await fetch(`http://127.0.0.1:${team.stage.target.port(3000)}/`, { signal: AbortSignal.timeout(5000) });
  expect(page.headers.get('x-version')).toBe(version);
}

async function expectRefusal(reason: string, work: () => Promise<WorkflowRun>): Promise<void> {
  const before = await everything();
  const run = await work();
  expect(run.code).toBe(1);
  expect(run.jobs).toEqual({ release: 'failure' });
  expect(run.step('release')).toMatchObject({ result: 'failure', outputs: { outcome: 'failed', reason } });
  expect(() => run.step('smoke')).toThrow('no step smoke ran');
  expect(await everything()).toBe(before);
  await expectServed('v1');
}

/** What stands on the server and in the registry. */
async function everything(): Promise<string> {
  const journal = await team.stage.target.exec(['sh', '-c', 'cat /home/deploy/.slipway/notes/*.jsonl']);
  const tags = ['backend', 'frontend'].map((name) => fetch(`http://${team.stage.registry.address}/v2/notes/${name}/tags/list`));
  const listed = await Promise.all(tags.map(async (answer) => (await answer).text()));
  return [await team.stage.state(), journal.stdout, ...listed].join('\n');
}
