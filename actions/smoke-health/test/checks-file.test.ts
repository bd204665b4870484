import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { renderChecksSchema } from '../src/file/schema.ts';
import { planChecks } from '../src/plan.ts';
import { run } from '../src/run.ts';
import { answering, inputsOf, realPorts, serve } from './support.ts';
import { checkOf, context, failureOf, folder, plan, servers, started, write } from './workspace.ts';

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

  test('names stay on one line of the log', async () => {
    const check = await checkOf('- { name: "a\\n\\u001b[31mb", group: "\\r", url: "https://a.example.com" }\n');
    expect(check.name).toBe('a [31mb');
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
      'With enabled: false the check is left out.',
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
    ['a slip at the top', 'endpoint: []\n', 'checks-invalid'],
    ['a merge key that merges nothing', '- { <<: 5, url: "https://a.example.com" }\n', 'checks-invalid'],
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
