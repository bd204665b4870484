import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runBundle, type StepOptions, type StepResult } from '../harness/action.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const folder = mkdtempSync(join(tmpdir(), 'slipway-smoke-'));
let server: Server;
let base: string;

const answers: RequestListener = (request, response) => {
  const allowed = request.headers.authorization === 'Bearer tok-12345678';
  const body = { status: 'ok', version: commit.slice(0, 10), cache: 'down', you: request.headers.authorization };
  response.writeHead(request.url === '/private' && !allowed ? 401 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

beforeAll(async () => {
  server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const quick = { 'retry-delay': '100ms', deadline: '1s', 'expect-version': 'any' };
const ask = (inputs: Record<string, string>, options: StepOptions = {}): Promise<StepResult> =>
  runBundle('smoke-health', { ...options, inputs: { ...quick, ...inputs }, cwd: folder });

describe('a file of checks', () => {
  const file = [
    '- name: private',
    '  url: /private',
    '  headers: { Authorization: "Bearer ${HEALTH_TOKEN}" }',
    '- name: cache',
    '  url: /health',
    '  conditions:',
    '    - "[STATUS] == 200"',
    '    - "[BODY].cache == up"',
  ].join('\n');

  test('is annotated at its line, reported as JUnit, and its secrets stay secret', async () => {
    writeFileSync(join(folder, 'checks.yml'), file);
    const step = await ask(
      { url: base, 'checks-file': 'checks.yml', 'junit-file': 'smoke.xml' },
      { env: { HEALTH_TOKEN: 'tok-12345678' } },
    );
    expect(step).toMatchObject({ code: 1, stderr: '', complaints: [], undeclared: [], dropped: [] });
    expect(step.outputs).toMatchObject({ outcome: 'failed', reason: 'unhealthy', healthy: 'false', failed: '1' });
    expect(step.annotations).toContainEqual({
      level: 'error',
      title: '[BODY].cache == up',
      message: 'expected == up, found down',
      file: 'checks.yml',
      line: 8,
    });
    expect(step.summary).toMatch(/^### Smoke checks: 1 of 2 failed\n/);
    const junit = readFileSync(join(folder, 'smoke.xml'), 'utf8');
    expect(junit).toContain('tests="2" failures="1"');
    for (const text of [step.log, step.summary, JSON.stringify(step.outputs), junit]) expect(text).not.toContain('tok-12345678');
  });

  test('with a slip in it ends with the line, before anything is asked', async () => {
    writeFileSync(join(folder, 'checks.yml'), file.replace('[STATUS]', '[STAUS]'));
    const step = await ask({ url: base, 'checks-file': 'checks.yml' }, { env: { HEALTH_TOKEN: 'tok-12345678' } });
    expect(step.outputs).toEqual({ outcome: 'failed', reason: 'bad-condition' });
    expect(step.annotations[0]).toMatchObject({
      file: 'checks.yml',
      line: 7,
      message: expect.stringContaining('did you mean [STATUS]?'),
    });
  });
});

describe('who started the run', () => {
  const payload = (repository: string): string => {
    const path = join(folder, 'event.json');
    writeFileSync(path, JSON.stringify({ pull_request: { head: { repo: { full_name: repository } } } }));
    return path;
  };
  const pull = (repository: string, inputs: Record<string, string> = {}): Promise<StepResult> =>
    ask(
      { url: `${base}/health`, ...inputs },
      { github: { event_name: 'pull_request', repository: 'acme/notes' }, env: { GITHUB_EVENT_PATH: payload(repository) } },
    );

  test('a pull request of a fork reaches nothing private, unless the workflow lets it', async () => {
    expect((await pull('mallory/notes')).outputs).toMatchObject({ outcome: 'failed', reason: 'private-target' });
    expect((await pull('mallory/notes', { 'allow-private': 'true' })).outputs).toMatchObject({ outcome: 'healthy' });
    expect((await pull('acme/notes')).outputs).toMatchObject({ outcome: 'healthy', identity: 'unproven' });
  });

  test('on push the commit of the run must answer, although nobody said so', async () => {
    const push = (sha: string, inputs: Record<string, string> = {}): Promise<StepResult> =>
      ask({ url: `${base}/health`, 'expect-version': '', ...inputs }, { github: { event_name: 'push', sha } });
    expect((await push(commit)).outputs).toMatchObject({ outcome: 'healthy', identity: 'proven', version: commit.slice(0, 10) });
    expect((await push('f'.repeat(40))).outputs).toMatchObject({ outcome: 'failed', reason: 'stale-version' });
    expect((await push('f'.repeat(40), { 'expect-version': 'any' })).outputs).toMatchObject({ outcome: 'healthy', identity: 'unproven' });
  });
});

test('a measurement gives its figures and a plot', async () => {
  const step = await ask({ url: `${base}/health`, samples: '20', rate: '20', checks: '[P95] < 5s\n[ERROR_RATE] < 1%' });
  expect(step.outputs).toMatchObject({ outcome: 'healthy', p95: expect.stringMatching(/^\d+$/) });
  expect(step.summary).toContain('xychart-beta');
});
