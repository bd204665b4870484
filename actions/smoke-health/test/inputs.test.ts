import { afterEach, describe, expect, test } from '@jest/globals';
import { Failure, forgetSecrets, redact } from '@slipway/action';
import type { Check } from '@slipway/checks';
import { checkInputs } from '../src/contract.ts';
import { planChecks } from '../src/plan.ts';
import { certificate } from './certificate.ts';
import { inputsOf, instantPorts } from './support.ts';

afterEach(forgetSecrets);

const { context } = instantPorts();
const url = 'https://app.example.com/health';

async function checkOf(given: Record<string, string>, commit?: string): Promise<Check> {
  const { checks } = await planChecks(inputsOf({ url, ...given }), { context, ...(commit === undefined ? {} : { commit }) });
  const [first] = checks;
  if (first === undefined) throw new Error('no check');
  return first.check;
}

describe('what contradicts another input is named', () => {
  test.each<[string, Record<string, string>, string]>([
    ['nothing to ask', { url: '' }, 'url'],
    ['a pack without a url', { url: '', pack: 'fastapi' }, 'url'],
    ['two logins', { bearer: 'abcdefgh', 'basic-auth': 'a:b' }, 'basic-auth'],
    ['a login in headers too', { bearer: 'abcdefgh', headers: 'authorization: x' }, 'bearer'],
    ['a login without a colon', { 'basic-auth': 'abcdefgh' }, 'basic-auth'],
    ['a body of GET', { body: '{}' }, 'body'],
    ['a certificate without its key', { 'client-cert': 'x' }, 'client-key'],
    ['a key without its certificate', { 'client-key': 'x' }, 'client-cert'],
    ['no status', { 'expect-status': '200 204' }, 'expect-status'],
    ['no digest', { 'expect-digest': 'sha256:abc' }, 'expect-digest'],
    ['no address', { resolve: 'app.example.com' }, 'resolve'],
    ['a socket that is no path', { 'unix-socket': 'app.sock' }, 'unix-socket'],
    ['a socket and an address', { 'unix-socket': '/a', resolve: 'a:1:127.0.0.1' }, 'unix-socket'],
    ['samples and soak', { samples: '5', soak: '5s' }, 'samples'],
    ['limits without another address', { 'compare-limits': 'p95 <= 2' }, 'compare-limits'],
    ['a limit that is none', { 'compare-to': url, 'compare-limits': 'p95 < 2' }, 'compare-limits'],
    ['a share that is none', { 'error-budget': '101%' }, 'error-budget'],
    ['a measurement of a port', { url: 'tcp://a.example.com:1', samples: '5' }, 'samples'],
    ['a file outside of the repository', { 'checks-file': '../checks.yml' }, 'checks-file'],
    ['a report outside of the workspace', { 'junit-file': '/etc/smoke.xml' }, 'junit-file'],
  ])('%s', (_, given, input) => expect(checkInputs(inputsOf({ url, ...given })).map((problem) => problem.input)).toContain(input));

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['headers of a port', { url: 'tcp://a.example.com:1', bearer: 'abcdefgh' }, 'bad-input', /headers means nothing in a check over tcp/],
    ['a status of a port', { url: 'tcp://a.example.com:1', checks: '[STATUS] == 200' }, 'bad-condition', /no value in a check over tcp/],
    ['a scheme that is none', { url: 'icmp://a.example.com' }, 'bad-input', /icmp: is no kind of check/],
    ['p99 of fifty', { checks: '[P99] < 1s' }, 'bad-condition', /100/],
    ['a measurement of POST', { method: 'POST', samples: '5' }, 'bad-input', /idempotent/],
  ])('%s ends before anything is asked', async (_, given, reason, message) => {
    const failure: unknown = await checkOf(given).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ reason, message: expect.stringMatching(message) });
  });
});

describe('the request', () => {
  test.each<[Record<string, string>, Record<string, string>, string]>([
    [
      { 'basic-auth': 'monitor:s3cret-word' },
      { Authorization: `Basic ${Buffer.from('monitor:s3cret-word').toString('base64')}` },
      's3cret-word',
    ],
    [{ bearer: 'tok-12345678' }, { Authorization: 'Bearer tok-12345678' }, 'tok-12345678'],
    [{ cookie: 'a=b; session=tok-12345678' }, { Cookie: 'a=b; session=tok-12345678' }, 'tok-12345678'],
  ])('%j, and nothing shows it', async (given, headers, secret) => {
    expect((await checkOf(given)).headers).toEqual(headers);
    const [sent = ''] = Object.values(headers);
    expect(redact(`${sent} and ${secret}`)).toBe('*** and ***');
  });

  test('every header of the input is hidden, save those that tell nothing', async () => {
    await checkOf({ headers: 'X-Plain: plainsecret77\nAccept: application/json\nUser-Agent: acme-monitor\nX-Debug: true' });
    expect(redact('plainsecret77, application/json, acme-monitor, true')).toBe('***, application/json, acme-monitor, true');
  });

  test('reach, redirects and certificates', async () => {
    const { cert, key } = certificate(9);
    const check = await checkOf({
      resolve: 'app.example.com:443:203.0.113.7',
      'host-header': 'www.example.com',
      redirects: '0',
      'client-cert': cert,
      'client-key': key,
    });
    expect(check).toMatchObject({ resolve: 'app.example.com:443:203.0.113.7', hostHeader: 'www.example.com', redirects: 0 });
    expect([check.clientCertificate?.trim(), check.clientKey?.trim()]).toEqual([cert.trim(), key.trim()]);
    expect(await checkOf({ 'unix-socket': '/run/app.sock' })).toMatchObject({ address: { path: '/run/app.sock' } });
  });
});

describe('what is expected', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ 'expect-status': '204' }, ['[STATUS] == 204']],
    [{ 'expect-status': '200, 204', 'expect-body': 'a (b)' }, ['[STATUS] == any(200, 204)', '[BODY] == pat(*a (b)*)']],
    [{ checks: '[TLS] >= 1.2', 'expect-status': '200' }, ['[TLS] >= 1.2', '[STATUS] == 200']],
  ])('%j', async (given, texts) => expect((await checkOf(given)).conditions?.map(({ text }) => text)).toEqual(texts));

  const commit = '0123456789abcdef0123456789abcdef01234567';
  test.each<[Record<string, string>, string | undefined, object]>([
    [{}, undefined, { required: false }],
    [{}, commit, { value: commit, derived: true, required: false }],
    [{ 'expect-version': 'any' }, commit, { required: false }],
    [{ 'expect-version': '1.2.0' }, commit, { value: '1.2.0', required: false }],
    [{ 'expect-version': '1.2.0', 'version-path': 'v' }, commit, { value: '1.2.0', path: 'v', required: true }],
  ])('version: %j with the commit %s', async (given, known, expected) => {
    expect((await checkOf(given, known)).expectVersion).toEqual(expected);
  });

  test('the digest of an image, also behind its name', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(await checkOf({ 'expect-digest': `registry.example.com/app@${digest}` })).toMatchObject({ expectDigest: digest });
  });
});

describe('what is measured', () => {
  test.each<[Record<string, string>, object]>([
    [
      { samples: '100', rate: '5' },
      { measure: { samples: 100, rate: 5 }, onNoData: 'fail' },
    ],
    [
      { soak: '1m', 'error-budget': '1%' },
      { soak: 60_000, errorBudget: 0.01, measure: { rate: 10 } },
    ],
    [{ 'compare-to': 'https://old.example.com/' }, { compareTo: { url: 'https://old.example.com/', ratio: { p95: 1.5 } } }],
    [
      { 'compare-to': 'https://old.example.com/', 'compare-limits': 'p50 <= 1.2\nerror-rate <= 2x' },
      { compareTo: { url: 'https://old.example.com/', ratio: { p50: 1.2, errorRate: 2 } } },
    ],
    [
      { checks: '[P95] < 300', 'on-no-data': 'pass' },
      { measure: { rate: 10 }, onNoData: 'pass' },
    ],
  ])('%j', async (given, expected) => expect(await checkOf(given)).toMatchObject(expected));

  test('nothing, where nothing asks for it', async () => expect(await checkOf({})).not.toHaveProperty('measure'));
});
