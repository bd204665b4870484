import { afterEach, describe, expect, test } from '@jest/globals';
import { addSecret, forgetSecrets } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { type Check, type CheckReport, parseConditions, runCheck } from '../src/index.ts';
import { freePort, instantPorts, sendJson, track } from './support.ts';

const server = track();
const check = (url: string, more: Partial<Check> = {}): Promise<CheckReport> =>
  runCheck({ name: 'health', url, timeout: 2000, consecutive: 1, deadline: 1000, ...more }, { ...instantPorts(), shell: localShell() });

afterEach(() => forgetSecrets());

describe('what a report shows of an answer', () => {
  test('the headers that help, without values of credentials, and not the others', async () => {
    const one = await server((_, response) => {
      response.writeHead(503, {
        server: 'nginx/1.22',
        'Retry-After': '5',
        'set-cookie': 'sid=secret',
        location: '/x?token=secret',
        'x-custom': 'y',
      });
      response.end('busy');
    });
    const report = await check(one.url);
    expect(report).toMatchObject({ kind: 'http', passed: false });
    expect(report.last.headers).toEqual({ server: 'nginx/1.22', 'retry-after': '5', location: '/x?token=***' });
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  test('the first 500 characters of the body, with secrets hidden before they are cut', async () => {
    const secret = `sk-${'s3cr3t'.repeat(20)}`;
    addSecret(secret);
    const one = await server((_, response) => response.writeHead(500).end(`${'a'.repeat(470)}${secret} and more ${'b'.repeat(300)}`));
    const { last } = await check(one.url);
    expect(last.excerpt.length).toBeLessThanOrEqual(500);
    expect(last.excerpt).toContain('***');
    expect(last.excerpt).not.toContain('s3cr3t');
  });

  test('a secret that is repeated is hidden in what a condition found, too', async () => {
    addSecret('hunter2-hunter2');
    const one = await server((_, response) => sendJson(response, { token: 'hunter2-hunter2' }));
    const report = await check(one.url, { conditions: parseConditions(['[BODY].token == other']) });
    expect(report.conditions[0]?.actual).toBe('***');
    expect(report.sentence).not.toContain('hunter2');
  });
});

describe('the digest of the image', () => {
  const [before, after] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

  test('is taken from the header or the body, and proves the identity', async () => {
    const header = await server((_, response) => sendJson(response, {}, 200, { 'x-image-digest': after }));
    expect(await check(header.url, { expectDigest: `registry.example.com/app@${after}` })).toMatchObject({
      passed: true,
      identity: 'proven',
      digest: after,
    });
    const body = await server((_, response) => sendJson(response, { digest: after }));
    const expectVersion = { value: 'c'.repeat(40), derived: true };
    const report = await check(body.url, { expectDigest: after, expectVersion });
    expect(report).toMatchObject({ passed: true, identity: 'proven', expectedDigest: after, warnings: [] });
  });

  test('of another image is a stale version', async () => {
    const one = await server((_, response) => sendJson(response, { digest: before }));
    const report = await check(one.url, { expectDigest: after });
    expect(report).toMatchObject({ passed: false, failure: 'stale-version', digest: before });
    expect(report.sentence).toContain(`the image ${before} answers, and ${after} was expected`);
    expect(report.hints.join(' ')).toContain('old version');
  });

  test('that is right does not hide a version that is not', async () => {
    const one = await server((_, response) => sendJson(response, { digest: after, version: 'a'.repeat(40) }));
    expect(await check(one.url, { expectDigest: after, expectVersion: { value: 'b'.repeat(40) } })).toMatchObject({
      failure: 'stale-version',
    });
  });

  test('that is not named fails, and one that is none is refused', async () => {
    const one = await server((_, response) => sendJson(response, { digest: 7 }));
    expect(await check(one.url, { expectDigest: after })).toMatchObject({ failure: 'version-not-found' });
    await expect(check(one.url, { expectDigest: 'latest' })).rejects.toMatchObject({ reason: 'bad-input' });
  });
});

describe('a check that is not one over HTTP', () => {
  test('is asked, judged and reported by the same rules', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const report = await check(`tcp://127.0.0.1:${one.port}`, { consecutive: 2 });
    expect(report).toMatchObject({ kind: 'tcp', passed: true, attempts: 2, url: `tcp://127.0.0.1:${one.port}` });
    const refused = await check(`tcp://127.0.0.1:${await freePort()}`);
    expect(refused).toMatchObject({ kind: 'tcp', passed: false, failure: 'unreachable', last: { error: { class: 'refused' } } });
  });

  test('can be measured', async () => {
    const one = await server((_, response) => sendJson(response, {}));
    const report = await check(`tcp://127.0.0.1:${one.port}`, {
      measure: { samples: 5, rate: 20 },
      conditions: parseConditions(['[P95] < 2s']),
    });
    expect(report).toMatchObject({ passed: true, measurement: { n: 5, failed: 0, answered: 5 } });
  });

  test.each<[string, Partial<Check>, RegExp]>([
    ['nothing://x', {}, /nothing: is no kind of check/],
    ['htps://app.example.com/', {}, /did you mean https\?/],
    ['tcp://127.0.0.1:1', { headers: { a: 'b' } }, /headers means nothing in a check over tcp/],
    ['tcp://127.0.0.1:1', { resolve: 'a:1:127.0.0.1' }, /resolve means nothing/],
    ['tcp://127.0.0.1:1', { options: { 'query-nam': 'x' } }, /query-nam is no option of a check over tcp/],
    ['dns://127.0.0.1', { options: { 'query-nam': 'x' } }, /did you mean query-name\?/],
    ['http://127.0.0.1:1/', { options: { 'query-name': 'x' } }, /over HTTP has no options/],
    ['tcp://127.0.0.1:1', { conditions: parseConditions(['[HEADER].a == b']) }, /\[HEADER\] has no value in a check over tcp/],
    ['https://127.0.0.1:1/', { conditions: parseConditions(['[WS] == open']) }, /\[WS\] has no value in a check over https/],
  ])('%s with %j is refused before anything is asked', async (url, more, message) => {
    await expect(check(url, more)).rejects.toThrow(message);
  });

  test('credentials in its address are never shown', async () => {
    const report = await check(`redis://me:topsecret@127.0.0.1:${await freePort()}/0?password=other`);
    expect(report.passed).toBe(false);
    expect(JSON.stringify(report)).not.toMatch(/topsecret|other/);
  });
});
