import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openShell, type Shell } from '@slipway/shell';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { run, type SmokeResult } from '../src/index.ts';
import { answering, inputsOf, instantPorts, realPorts, serve, type TestServer } from './support.ts';

let sshd: Sshd;
let shell: Shell;
let server: TestServer;
const commit = 'abcdef0123456789abcdef0123456789abcdef01';

const given = (url: string, more: Record<string, string> = {}): Record<string, string> => ({
  url,
  via: 'ssh',
  host: sshd.host,
  port: String(sshd.port),
  username: sshd.username,
  'ssh-key': sshd.key,
  'known-hosts': sshd.knownHosts,
  ...more,
});

beforeAll(async () => {
  sshd = await startSshd();
  server = await answering({ status: 'ok', commit });
  shell = await openShell(inputsOf(given(server.url)));
});

const servers: TestServer[] = [];
const started = async (starting: Promise<TestServer>): Promise<TestServer> => {
  const ready = await starting;
  servers.push(ready);
  return ready;
};

afterEach(async () => {
  for (const ready of servers.splice(0)) await ready.close();
});

afterAll(async () => {
  await shell?.close();
  await server?.close();
  await sshd?.stop();
});

describe('via ssh', () => {
  test('a loopback port of the server is asked through one connection, with the host of the url', async () => {
    const hosts: (string | undefined)[] = [];
    const idle = await started(
      serve((request, response) => {
        hosts.push(request.headers.host);
        response.end(JSON.stringify({ version: commit.slice(0, 8) }));
      }),
    );
    const result = await run(inputsOf(given(`http://localhost:${idle.port}/health`, { 'expect-version': commit })), instantPorts(shell));
    expect(result).toMatchObject({
      outcome: 'healthy',
      outputs: { healthy: 'true', identity: 'proven', version: commit.slice(0, 8), attempts: '3' },
    });
    expect(hosts).toEqual(Array.from({ length: 3 }, () => `localhost:${idle.port}`));
    expect(result.summary).toContain(`from ${sshd.username}@127.0.0.1`);
  });

  test('a port of the server on which nothing listens is unreachable, and the hint says so', async () => {
    const gone = await answering({});
    await gone.close();
    const failure: unknown = await run(inputsOf(given(gone.url, { deadline: '3s' })), instantPorts(shell)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'unreachable-url' });
    expect((failure as { text: string }).text).toContain('Nothing listens on that port on the server');
  });

  test('a redirect to another address is reported and not followed', async () => {
    const moved = await started(serve((_, response) => response.writeHead(301, { location: 'https://app.example.com/health' }).end()));
    const failure: unknown = await run(inputsOf(given(moved.url, { deadline: '1s' })), instantPorts(shell)).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ reason: 'unhealthy' });
    expect((failure as { text: string }).text).toContain('redirects http to https');
  });

  test('a port of the server is asked by its kind, beside what a file says, and one that is closed is named', async () => {
    const gone = await answering({});
    await gone.close();
    const folder = mkdtempSync(join(tmpdir(), 'slipway-smoke-'));
    const file = [
      `- name: open`,
      `  url: tcp://127.0.0.1:${server.port}`,
      `- name: application`,
      `  url: http://localhost:${server.port}/health`,
      `  conditions: ["[BODY].status == ok"]`,
      `- name: disk`,
      `  url: disk:///`,
      `  conditions: ["[BODY].share <= 1"]`,
    ];
    const ports = realPorts(shell);
    const asked = (lines: readonly string[]): Promise<SmokeResult> => {
      writeFileSync(join(folder, 'checks.yml'), lines.join('\n'));
      const inputs = inputsOf(given('', { 'checks-file': 'checks.yml', deadline: '5s', consecutive: '1', 'retry-delay': '500ms' }));
      return run(inputs, { ...ports, context: { ...ports.context, workspace: folder } });
    };
    try {
      const result = await asked(file);
      expect(result.checks.map(({ name, kind, passed }) => [name, kind, passed])).toEqual([
        ['open', 'tcp', true],
        ['application', 'http', true],
        ['disk', 'disk', true],
      ]);
      expect(result.summary).toContain(`3 checks, asked from ${sshd.username}@127.0.0.1`);
      const closed = [...file, `- name: closed`, `  url: tcp://127.0.0.1:${gone.port}`];
      await expect(asked(closed)).rejects.toMatchObject({
        reason: expect.stringMatching(/^(unreachable-url|unhealthy)$/),
        message: expect.stringContaining('1 of 4 checks failed: closed failed'),
        details: { annotations: [{ level: 'error', file: 'checks.yml', line: 9 }] },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
