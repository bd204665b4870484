import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { run } from '../src/run.ts';
import { inputsOf, realPorts } from './support.ts';

const name = `slipway-smoke-${process.pid}`;
const docker = (...args: readonly string[]): string => execFileSync('docker', args, { encoding: 'utf8' });
const health = ['--health-cmd', 'false', '--health-interval', '1s', '--health-retries', '1'];

beforeAll(() => {
  const labels = [`project=${name}`, 'service=web', 'oneoff=False'].flatMap((label) => ['--label', `com.docker.compose.${label}`]);
  const command = ['sh', '-c', 'echo "::error::cannot open the database"; exec sleep 300'];
  docker('run', '--detach', '--name', name, ...labels, ...health, 'debian:bookworm-slim', ...command);
});

afterAll(() => {
  docker('rm', '--force', name);
});

test.each([`container://${name}`, `container://${name}/web`])(
  'the log of a container that is not healthy is shown, and is no command: %s',
  async (url) => {
    const ports = realPorts();
    const inputs = inputsOf({ url, deadline: '4s', 'retry-delay': '500ms', checks: '[BODY].health == healthy' });
    const failure: unknown = await run(inputs, ports).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ message: expect.stringContaining('unhealthy'), reason: 'unhealthy' });
    const written = ports.written.join('');
    expect(written).toMatch(/::stop-commands::([\w-]+)\n[^\n]*::error::cannot open the database\n::\1::/);
  },
);

test('a container that is not there has no log, and says so once', async () => {
  const ports = realPorts();
  const inputs = inputsOf({ url: `container://${name}-gone`, deadline: '1s' });
  await expect(run(inputs, ports)).rejects.toMatchObject({ reason: expect.stringMatching(/^un/) });
  expect(ports.written.join('')).not.toContain('could not be read');
});
