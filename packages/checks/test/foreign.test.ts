import { describe, expect, test } from '@jest/globals';
import { foreignHost } from '../src/foreign.ts';
import { type Check, type CheckReport, parseConditions, runCheck } from '../src/index.ts';
import { instantPorts, sendJson, type TestServer, track } from './support.ts';

const server = track();
const after = 'b'.repeat(40);

describe('an answer of another host', () => {
  const redirecting = async (version: string, host = 'localhost'): Promise<TestServer> => {
    const other = await server((_, response) => sendJson(response, { version }));
    const target = `http://${host}:${other.port}/`;
    return server((_, response) => response.writeHead(302, { location: target }).end());
  };
  const check = (one: TestServer, more: Partial<Check> = {}): Promise<CheckReport> =>
    runCheck({ name: 'health', url: one.url, consecutive: 1, deadline: 1000, timeout: 2000, ...more }, instantPorts());

  test('is told, unless a condition looks at the redirects', async () => {
    const one = await redirecting(after);
    const report = await check(one);
    expect(report).toMatchObject({
      passed: true,
      warnings: [expect.stringContaining('localhost answered, to which the address redirects')],
    });
    const looked = await check(one, { conditions: parseConditions(['[STATUS] == 200', '[REDIRECTS] <= 1']) });
    expect(looked).toMatchObject({ passed: true, warnings: [] });
    expect(await check(await redirecting(after, '127.0.0.1'))).toMatchObject({ passed: true, warnings: [] });
  });

  test('proves no version, and still names a wrong one', async () => {
    const expectVersion = { value: after };
    expect(await check(await redirecting(after), { expectVersion })).toMatchObject({ passed: true, identity: 'unproven' });
    expect(await check(await redirecting(after), { expectVersion: { ...expectVersion, required: true } })).toMatchObject({
      failure: 'version-not-found',
    });
    expect(await check(await redirecting('c'.repeat(40)), { expectVersion })).toMatchObject({ failure: 'stale-version' });
    expect(await check(await redirecting(after, '127.0.0.1'), { expectVersion })).toMatchObject({ passed: true, identity: 'proven' });
  });

  test.each([
    ['http://app.example.com/', {}, 'https://app.example.com/', undefined],
    ['http://example.com/', {}, 'https://www.example.com/', undefined],
    ['http://127.0.0.1:8102/', { hostHeader: 'app.example.com' }, 'https://app.example.com/', undefined],
    ['http://127.0.0.1:8102/', { headers: { Host: 'app.example.com' } }, 'https://app.example.com/', undefined],
    ['http://app.example.com/', {}, 'https://login.example.com/', 'login.example.com'],
  ])('%s with %j, answered by %s', (url, more, answered, host) => {
    const redirects = [{ status: 301, url, location: answered }];
    expect(foreignHost({ url, ...more }, { url: answered, redirects })).toBe(host);
  });
});
