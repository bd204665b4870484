import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type StepOf, toolkit } from './clients/process.ts';
import { type FakeResults, startResults } from './results.ts';

let results: FakeResults;
let folder: string;

beforeEach(async () => {
  results = await startResults();
  folder = mkdtempSync(join(tmpdir(), 'slipway-results-'));
});

afterEach(async () => {
  await results.close();
  rmSync(folder, { recursive: true, force: true });
});

const inJob = (run: number, job: string, command: string, ...args: string[]): StepOf => [results.environment(run, job), command, ...args];

/** A file of the job's workspace; large ones go up in several blocks. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('an artifact reaches another job of its run whole, and no other run', async () => {
  // Two blocks of the client's 8 MiB, and nothing that a zip makes smaller.
  const content = randomBytes(9 * 1024 * 1024);
  const target = join(folder, 'target');
  const { outcomes } = await toolkit(
    folder,
    inJob(7, 'build', 'upload', 'plan', folder, file('plan.bin', content), file('notes.txt', 'hello')),
    inJob(7, 'deploy', 'list'),
    inJob(8, 'deploy', 'list'),
    inJob(7, 'deploy', 'download', 'plan', target),
    inJob(7, 'deploy', 'download', 'plan', join(folder, 'other'), `sha256:${'0'.repeat(64)}`),
  );
  const [uploaded, listed, elsewhere, downloaded, otherDigest] = outcomes;

  const { id, digest } = (uploaded?.result ?? {}) as { id?: number; digest?: string };
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(listed?.result).toMatchObject([{ id, name: 'plan', digest: `sha256:${digest}` }]);
  expect(elsewhere?.result).toEqual([]);
  expect(downloaded).toMatchObject({ result: { downloadPath: target, digestMismatch: false } });
  expect(otherDigest).toMatchObject({ result: { digestMismatch: true } });
  expect(readFileSync(join(target, 'plan.bin')).equals(content)).toBe(true);
  expect(readFileSync(join(target, 'notes.txt'), 'utf8')).toBe('hello');
  expect(results.requests.filter(({ query }) => query.includes('comp=block&')).length).toBeGreaterThan(1);
  expect(results.artifacts).toMatchObject([{ run: '7', job: 'build', name: 'plan', finalized: true, digest: `sha256:${digest}` }]);
});

test('a name is taken once in a run, and is free again when it was deleted', async () => {
  const path = file('plan.txt', 'plan');
  const upload = (run: number): StepOf => inJob(run, 'build', 'upload', 'plan', folder, path);
  const { outcomes } = await toolkit(folder, upload(7), upload(7), upload(8), inJob(7, 'build', 'delete', 'plan'), upload(7));
  const taken = expect.stringMatching(/409.*an artifact with this name already exists/);
  expect(outcomes.map(({ error }) => error)).toEqual([undefined, taken, undefined, undefined, undefined]);
});

test('a cache is found by its key, by the beginning of a key, and not by other paths', async () => {
  mkdirSync(join(folder, 'store'));
  file('store/a.txt', 'cached');
  const { outcomes, log } = await toolkit(
    folder,
    inJob(7, 'build', 'save', 'npm-linux-1', 'store'),
    inJob(7, 'build', 'save', 'npm-linux-1', 'store'),
    inJob(7, 'build', 'remove', 'store'),
    inJob(8, 'test', 'restore', 'npm-linux-2', 'npm-linux-', 'store'),
    inJob(8, 'test', 'restore', 'pip-1', '', 'store'),
    inJob(8, 'test', 'restore', 'npm-linux-1', '', 'elsewhere'),
  );
  expect(outcomes.map(({ result }) => result)).toEqual([expect.any(Number), -1, null, 'npm-linux-1', null, null]);
  expect(log).toContain('Unable to reserve cache with key npm-linux-1');
  expect(readFileSync(join(folder, 'store/a.txt'), 'utf8')).toBe('cached');
  expect(results.caches).toMatchObject([{ key: 'npm-linux-1', finalized: true }]);
});

test('planted failures reach the clients in the words of each service', async () => {
  results.fail({ path: /CreateArtifact$/, status: 400, body: '{"code":"invalid_argument","msg":"storage quota"}' });
  results.fail({ method: 'PUT', path: /comp=blocklist/, status: 503 });
  const upload = inJob(7, 'build', 'upload', 'plan', folder, file('plan.txt', 'plan'));
  const { outcomes } = await toolkit(folder, upload, upload);
  // The storage client tries a busy storage again by itself.
  expect(outcomes.map(({ error }) => error)).toEqual([expect.stringMatching(/storage quota/), undefined]);
  expect(results.requests.filter(({ injected }) => injected).map(({ status }) => status)).toEqual([400, 503]);
});

test('tokens, signatures and sizes that are not right are refused', async () => {
  const env = results.environment(7, 'build');
  const call = async (
    method: string,
    message: object,
    token = env['ACTIONS_RUNTIME_TOKEN'],
  ): Promise<{ status: number; body: unknown }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const path = `/twirp/github.actions.results.api.v1.${method}`;
    const answer = await fetch(results.url + path, { method: 'POST', headers, body: JSON.stringify(message) });
    return { status: answer.status, body: await answer.json() };
  };
  const ids = { workflow_run_backend_id: '7', workflow_job_run_backend_id: 'build' };
  const create = { ...ids, name: 'plan', version: 7 };
  expect((await call('ArtifactService/CreateArtifact', create, 'made-up')).status).toBe(401);
  expect((await call('ArtifactService/CreateArtifact', { ...create, workflow_run_backend_id: '8' })).status).toBe(403);
  expect((await call('ArtifactService/CreateArtifact', { ...create, version: 4 })).status).toBe(400);
  expect((await call('ArtifactService/Rename', create)).status).toBe(404);

  const { body } = await call('ArtifactService/CreateArtifact', create);
  const url = (body as { signed_upload_url: string }).signed_upload_url;
  const put = (address: string): Promise<Response> =>
    fetch(address, { method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'plan' });
  expect((await put(url.replace(/sig=[^&]*/, 'sig=guessed'))).status).toBe(403);
  expect((await call('ArtifactService/FinalizeArtifact', { ...ids, name: 'plan', size: '4' })).body).toMatchObject({
    msg: 'nothing was uploaded',
  });
  expect((await put(url)).status).toBe(201);
  expect((await fetch(url)).status).toBe(403);
  expect((await call('ArtifactService/FinalizeArtifact', { ...ids, name: 'plan', size: '5' })).status).toBe(400);
  expect((await call('ArtifactService/FinalizeArtifact', { ...ids, name: 'plan', size: 4 })).status).toBe(400);
  expect((await call('ArtifactService/FinalizeArtifact', { ...ids, name: 'plan', size: '4', hash: 'sha256:0' })).status).toBe(400);
  expect((await call('ArtifactService/GetSignedArtifactURL', { ...ids, name: 'plan' })).status).toBe(404);
  expect((await call('ArtifactService/FinalizeArtifact', { ...ids, name: 'plan', size: '4' })).body).toEqual({
    ok: true,
    artifact_id: '5000',
  });
  const signed = (await call('ArtifactService/GetSignedArtifactURL', { ...ids, name: 'plan' })).body as { signed_url: string };
  const part = await fetch(signed.signed_url, { headers: { range: 'bytes=1-2' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-2/4', 'la']);
});
