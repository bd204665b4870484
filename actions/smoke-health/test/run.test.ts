import { afterEach, describe, expect, test } from '@jest/globals';
import { Failure, forgetSecrets } from '@slipway/action';
import { run, type SmokeResult } from '../src/index.ts';
import { answering, inputsOf, instantPorts, serve, type TestPorts, type TestServer } from './support.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const servers: TestServer[] = [];

afterEach(async () => {
  forgetSecrets();
  for (const server of servers.splice(0)) await server.close();
});

async function started(server: Promise<TestServer>): Promise<TestServer> {
  servers.push(await server);
  return server;
}

const check = (given: Record<string, string>, ports: TestPorts = instantPorts()): Promise<SmokeResult> => run(inputsOf(given), ports);

async function failureOf(given: Record<string, string>, ports: TestPorts = instantPorts()): Promise<Failure> {
  const outcome: unknown = await check(given, ports).catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error('the check passed', { cause: outcome });
}

describe('healthy', () => {
  test('the intended version answers', async () => {
    const { url } = await started(answering({ status: 'ok', commit: commit.slice(0, 12) }));
    const result = await check({ url, 'expect-version': commit, checks: '[STATUS] == 200\n# a remark\n[BODY].status == ok' });
    expect(result).toMatchObject({
      outcome: 'healthy',
      outputs: { healthy: 'true', identity: 'proven', version: commit.slice(0, 12), attempts: '3' },
      annotations: [],
    });
    expect(result.outputs['response-time']).toMatch(/^\d+$/);
    expect(result.outputs.report).not.toContain('\n');
    expect(JSON.parse(result.outputs.report ?? '')).toMatchObject({ passed: true, attempts: 3, identity: 'proven' });
    expect(result.summary).toMatch(/^### Smoke check: healthy\n/);
    expect(result.summary).toContain('| holds | `[BODY].status == ok` | `== ok` | ok |');
  });

  test('a version that cannot be compared is not called proven', async () => {
    const { url } = await started(answering({ status: 'ok' }));
    const result = await check({ url, 'expect-version': commit });
    expect(result).toMatchObject({ outputs: { healthy: 'true', identity: 'unproven', version: '' }, annotations: [{ level: 'warning' }] });
    expect(result.summary).toContain('It is not proven');
  });

  test('a body that says otherwise is a warning with its line', async () => {
    const { url } = await started(answering({ status: 'ok', services: { db: 'error: refused' } }));
    expect((await check({ url })).annotations).toEqual([
      { level: 'warning', title: expect.any(String), message: expect.stringContaining('services.db: error: refused') },
    ]);
  });

  test('headers are sent', async () => {
    const { url } = await started(
      serve((request, response) => {
        response.statusCode = request.headers.authorization === 'Bearer abcdefgh' && request.headers['x-b'] === 'c: d' ? 200 : 401;
        response.end();
      }),
    );
    await expect(check({ url, headers: 'Authorization: Bearer abcdefgh\nX-B: c: d' })).resolves.toMatchObject({ outcome: 'healthy' });
  });
});

describe('not healthy', () => {
  test('a condition does not hold: named, annotated, in the summary, with what is there and a hint', async () => {
    const { url } = await started(answering({ services: { db: 'ok', cache: 'down' } }, 503));
    const ports = instantPorts();
    const failure = await failureOf({ url, checks: '[STATUS] == 200\n[BODY].services.redis == connected', deadline: '5s' }, ports);
    expect(failure.reason).toBe('unhealthy');
    expect(failure.text).toContain('[STATUS] == 200 does not hold: 503 (and 1 more)');
    expect(failure.text).toContain('This check changed nothing.');
    expect(failure.text).toContain('look at the log of the application');
    expect(failure.details.outputs).toMatchObject({ healthy: 'false', attempts: '4' });
    expect(failure.details.annotations).toEqual([
      { level: 'error', title: '[STATUS] == 200', message: 'expected == 200, found 503' },
      {
        level: 'error',
        title: '[BODY].services.redis == connected',
        message: 'expected == connected, found [BODY].services has the keys db, cache, and no redis',
      },
    ]);
    expect(failure.details.summary).toMatch(/^### Smoke check: failed\n/);
    expect(failure.details.summary).toContain('| **fails** | `[STATUS] == 200` | `== 200` | 503 |');
    expect(ports.written.join('')).toContain('The answer begins:');
  });

  test('another version answers', async () => {
    const { url } = await started(answering({ version: 'f'.repeat(40) }));
    const failure = await failureOf({ url, 'expect-version': commit, deadline: '3s' });
    expect(failure.reason).toBe('stale-version');
    expect(failure.text).toContain(`version ${'f'.repeat(40)} answers, and ${commit} was expected`);
    expect(failure.details.outputs).toMatchObject({ identity: 'stale', version: 'f'.repeat(40) });
  });

  test('no version where it was said to be', async () => {
    const { url } = await started(answering({ version: commit }));
    const failure = await failureOf({ url, 'expect-version': commit, 'version-path': 'build.sha', deadline: '1s' });
    expect(failure.reason).toBe('version-not-found');
  });

  test('nothing listens', async () => {
    const server = await started(answering({}));
    await server.close();
    servers.pop();
    const failure = await failureOf({ url: server.url, deadline: '1s' });
    expect(failure.reason).toBe('unreachable-url');
    expect(failure.details.annotations).toEqual([]);
    expect(failure.text).toContain('0.0.0.0');
  });

  test('good answers, too seldom in a row', async () => {
    let count = 0;
    const { url } = await started(
      serve((_, response) => {
        response.statusCode = count++ % 2 ? 200 : 500;
        response.end();
      }),
    );
    const failure = await failureOf({ url, deadline: '5s' });
    expect([failure.reason, failure.message]).toEqual(['timeout', expect.stringContaining('of 3 times in a row before the deadline')]);
  });

  test('a hostile answer is no command to the runner and breaks no table', async () => {
    const hostile = '\n::set-output name=x::y\n| a | <img src=x onerror=alert(1)> `';
    const { url } = await started(answering({ status: hostile, version: hostile }, 500));
    const ports = instantPorts();
    const failure = await failureOf({ url, checks: '[BODY].status == ok', deadline: '1s' }, ports);
    expect(ports.written.join('')).not.toMatch(/^\s*::set-output/m);
    const [outside, inside] = failure.details.summary?.split(/^```$/m) ?? [];
    expect(outside).not.toMatch(/^::|<img|^\| a/m);
    expect(inside).toContain('<img src=x');
    expect(failure.details.outputs?.['version']).not.toMatch(/\n/);
    expect(failure.details.annotations?.[0]?.message).not.toMatch(/\n/);
  });

  test('a token that the answer repeats leaves neither by the log nor by an output', async () => {
    const token = 'tok-3f9a-very-secret';
    const { url } = await started(
      serve((request, response) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ version: token, you: request.headers.authorization }));
      }),
    );
    const ports = instantPorts();
    const failure = await failureOf({ url, headers: `Authorization: Bearer ${token}`, checks: '[BODY].you == me', deadline: '1s' }, ports);
    expect(ports.written.join('')).not.toContain(token);
    expect(JSON.stringify(failure.details.outputs)).not.toContain(token);
    expect(failure.details.outputs?.['version']).toBe('***');
  });
});

describe('wrong inputs end before anything is asked', () => {
  const url = 'http://127.0.0.1:1/';

  test('conditions: every bad line is named', async () => {
    const failure = await failureOf({ url, checks: '[STAUS] == 200\n[STATUS] == 200\n[BODY].a ~ b' });
    expect(failure.reason).toBe('bad-condition');
    expect(failure.message).toContain('did you mean [STATUS]?');
    expect(failure.message).toContain('~ is no operator');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'an address without a scheme',
      { url: 'app.example.com/health' },
      /url: is not an address that begins with its scheme, such as https:\/\/, http:\/\/ or tcp:/,
    ],
    ['ssh without a host', { via: 'ssh' }, /host: is needed with via: ssh/],
    ['ssh without a key', { via: 'ssh', host: 'app.example.com' }, /ssh-key: is needed[\s\S]*known-hosts: is needed/],
    ['a host without ssh', { host: 'app.example.com' }, /host: is used only with via: ssh/],
    ['two places of the version', { 'version-path': 'a', 'version-header': 'b' }, /one place/],
    ['a path that is none', { 'version-path': 'a..b' }, /version-path: is not a path/],
    ['a header without a colon', { headers: 'X-Token secret-value' }, /headers: line 1 is not a header/],
  ])('%s', async (_, given, message) => {
    const failure = await failureOf({ url, ...given });
    expect(failure.reason).toBe('bad-input');
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('secret-value');
  });
});
