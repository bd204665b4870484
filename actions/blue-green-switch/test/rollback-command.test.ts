import { expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action';
import { localEnvironment } from '../../../packages/action/src/local.ts';
import { contract } from '../src/contract.ts';
import { rollbackCommand } from '../src/rollback-command.ts';

const given = {
  runtime: 'systemd',
  router: 'nginx',
  host: 'app.example.com',
  port: '2222',
  directory: '/opt/cadence',
  units: 'backend=cadence-backend\nworker=cadence-worker',
  ports: 'backend=8000:8101:8102',
  'nginx-config': "/opt/it's/nginx.conf",
};
const environment = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

/** The words as a shell hands them on. */
function words(command: string): string[] {
  const parts = command.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return parts.map((part) => part.replaceAll(/'([^']*)'|\\(.)/g, (_, inside?: string, single?: string) => inside ?? single ?? ''));
}

test('the way back is that of the same application: every input that says where and how it runs, read back as it was given', () => {
  const release = { artifact: 'dist', version: 'v2', 'bake-time': '5m', 'ssh-key': 'secret', 'known-hosts': 'k', 'receipt-file': 'r.html' };
  const inputs = readInputs(contract, environment({ ...given, ...release }));
  const command = rollbackCommand(inputs, 'cadence', 'v1');
  const [node, script, ...options] = words(command);
  expect([node, script]).toEqual(['node', 'dist/blue-green-switch/index.js']);
  const again = localEnvironment(contract, options, {});
  expect(again).toEqual(environment({ mode: 'rollback', 'project-name': 'cadence', version: 'v1', ...given }));
  expect(command).not.toContain('secret');
});

test('what is as usual is left out', () => {
  expect(rollbackCommand(readInputs(contract, environment({ images: 'a=b' })), 'notes', '')).toBe(
    'node dist/blue-green-switch/index.js --mode rollback --project-name notes',
  );
});
