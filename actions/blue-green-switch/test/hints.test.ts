import { expect, test } from '@jest/globals';
import { requireEngine } from '@slipway/docker';
import type { Finished, Shell } from '@slipway/shell';
import { requireFolder as requireHaproxyFolder } from '../src/routers/haproxy/takeover.ts';
import { requireFolder as requireNginxFolder } from '../src/routers/nginx/setup.ts';
import { lingerHint } from '../src/runtimes/systemd/control.ts';

/** A server on which every command fails. */
const failing = (stderr = ''): Shell =>
  ({
    where: 'release@app.example.com',
    run: async (): Promise<Finished> => ({ code: 1, stdout: '', stderr, duration: 1 }),
  }) as unknown as Shell;

test.each<[string, () => Promise<unknown>, string]>([
  ['the engine', () => requireEngine(failing('permission denied')), 'usermod --append --groups docker release'],
  ['an engine that is stopped', () => requireEngine(failing('Cannot connect')), 'systemctl enable --now docker'],
  [
    'the folder of HAProxy',
    () => requireHaproxyFolder(failing(), '/etc/haproxy/slipway'),
    'install -d -m 0750 -o release -g haproxy /etc/haproxy/slipway',
  ],
  ['the folder of nginx', () => requireNginxFolder(failing(), '/etc/nginx/slipway'), 'install -d -m 0755 -o release /etc/nginx/slipway'],
])('what is missing for %s is refused with the very command', async (_, asked, command) => {
  await expect(asked()).rejects.toMatchObject({ details: { hint: expect.stringContaining(command) } });
});

test('lingering is turned on for the user that deploys', () => {
  expect(lingerHint(failing())).toBe('As root on the server: loginctl enable-linger release');
});
