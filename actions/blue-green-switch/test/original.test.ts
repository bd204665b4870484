import { expect, test } from '@jest/globals';
import type { Shell } from '@slipway/shell';
import { findOriginal } from '../src/adopt/original.ts';

test('the stack is described in the order of the release, so that the same service answers for both', async () => {
  const container = (service: string, target: number) => ({
    Id: service,
    Config: { Labels: { 'com.docker.compose.service': service } },
    NetworkSettings: { Ports: { [`${target}/tcp`]: [{ HostPort: String(target) }] } },
  });
  // As the engine lists them: the youngest first.
  const containers = [container('frontend', 3000), container('worker', 1), container('backend', 8000), container('db', 5432)];
  const run = async (argv: readonly string[]) => ({ code: 0, stderr: '', stdout: argv[1] === 'ps' ? 'a\n' : JSON.stringify(containers) });
  const published = ['backend', 'frontend'].map((service) => ({ service, target: service === 'backend' ? 8000 : 3000, address: '' }));
  const found = await findOriginal(
    { run } as unknown as Shell,
    'deita',
    ['backend', 'worker', 'frontend'],
    published.map((one) => ({ ...one, port: one.target })),
  );
  expect(found?.containers.map(({ Id }) => Id)).toEqual(['backend', 'worker', 'frontend']);
  expect(found?.held.map(({ service }) => service)).toEqual(['backend', 'frontend']);
});
