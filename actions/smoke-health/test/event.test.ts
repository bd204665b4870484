import { describe, expect, test } from '@jest/globals';
import { deployedCommit, isUntrusted } from '../src/event.ts';
import { run } from '../src/run.ts';
import { answering, inputsOf, instantPorts } from './support.ts';

const pull = (repository: string | null): object => ({
  pull_request: { head: { repo: repository === null ? null : { full_name: repository } } },
});

describe('who started the run', () => {
  test.each<[string, unknown, boolean]>([
    ['push', {}, false],
    ['schedule', undefined, false],
    ['pull_request', pull('acme/notes'), false],
    ['pull_request', pull('mallory/notes'), true],
    ['pull_request', pull(null), true],
    ['pull_request_target', pull('mallory/notes'), true],
    ['pull_request', undefined, true],
    ['issue_comment', { issue: { number: 1 } }, false],
    ['issue_comment', { issue: { number: 1, pull_request: { url: 'https://api.example.com/pulls/1' } } }, true],
    ['issue_comment', undefined, true],
    ['issues', { issue: { number: 1 } }, false],
    ['workflow_run', { workflow_run: { head_repository: { full_name: 'acme/notes' } } }, false],
    ['workflow_run', { workflow_run: { head_repository: { full_name: 'mallory/notes' } } }, true],
  ])('%s of %j', (event, payload, untrusted) => expect(isUntrusted(event, 'acme/notes', payload)).toBe(untrusted));

  test.each<[string, string | undefined]>([
    ['push', 'abc'],
    ['workflow_dispatch', 'abc'],
    ['schedule', undefined],
    ['pull_request', undefined],
    ['workflow_run', undefined],
  ])('the commit of %s', (event, commit) => expect(deployedCommit(event, 'abc')).toBe(commit));
});

describe('a pull request of a fork', () => {
  const untrusted = { ...instantPorts(), untrusted: true };

  test.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[::1]:1/',
    'tcp://192.168.0.1:22',
    'container://app',
    'disk:///',
  ])('does not reach %s', async (url) => {
    const failure: unknown = await run(inputsOf({ url, deadline: '1s', 'request-timeout': '500ms' }), untrusted).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ reason: 'private-target' });
    expect((failure as { text: string }).text).toContain('allow-private');
  });

  test('does, where the workflow says that it may', async () => {
    const server = await answering({});
    try {
      const result = await run(inputsOf({ url: server.url, 'allow-private': 'true' }), untrusted);
      expect(result.outcome).toBe('healthy');
    } finally {
      await server.close();
    }
  });

  test('does not reach the socket of a service either', async () => {
    const given = inputsOf({ url: 'http://app.example.com/', 'unix-socket': '/var/run/docker.sock' });
    await expect(run(given, untrusted)).rejects.toMatchObject({ reason: 'private-target' });
  });
});
