import { describe, expect, test } from '@jest/globals';
import { plan } from './workspace.ts';

describe('merge keys', () => {
  test('keys that endpoints have in common are merged into each', async () => {
    const text = `
default-endpoint: &defaults
  group: core
  interval: 1m
  client: { timeout: 5s }
  conditions: ["[STATUS] == 200"]
client: &slow
  client: { timeout: 9s, insecure: true }
endpoints:
  - name: front
    <<: *defaults
    url: "https://app.example.com"
  - <<: [*slow, *defaults]
    url: "https://api.example.com"
    group: api
`;
    const { checks, warnings } = await plan(text);
    expect(checks.map(({ check: { name, timeout, insecure, conditions } }) => [name, timeout, insecure, conditions?.length])).toEqual([
      ['core/front', 5000, undefined, 1],
      ['api/api.example.com', 9000, true, 1],
    ]);
    expect(warnings[0]).toContain('default-endpoint (line 2)');
  });

  test('a value that holds itself, or a billion others, ends the reading all the same', async () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}, *l${index}]`);
    const text = ['self: &self { a: *self }', 'l0: &l0 [x]', ...levels, 'endpoints: [{ url: "https://a.example.com" }]'].join('\n');
    expect((await plan(text)).checks).toHaveLength(1);
  });
});
