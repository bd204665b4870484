import type { InputSpec } from '@slipway/action';
import { contract } from './contract.ts';
import type { Inputs } from './run.ts';

/** What says where the application is and how it runs: the same for every release of it. */
const lasting = [
  'runtime',
  'router',
  'host',
  'port',
  'username',
  'compose-file',
  'directory',
  'service',
  'health-path',
  'router-directory',
  'haproxy-socket',
  'haproxy-master-socket',
  'trusted-proxies',
  'strategies',
  'units',
  'ports',
  'systemd-scope',
  'blue-file',
  'green-file',
  'runtime-command',
  'asset-paths',
  'router-image',
  'tls-certificate',
  'tls-port',
  'client-address',
  'caddy-mode',
  'caddy-directory',
  'caddy-admin',
  'caddy-id',
  'router-command',
  'traefik-directory',
  'traefik-api',
  'nginx-mode',
  'nginx-directory',
  'nginx-container',
  'nginx-config',
  'nginx-pid',
  'router-url',
  'router-host',
] as const satisfies readonly (keyof typeof contract.inputs)[];

/** The same action with mode rollback, as it is run from a checkout of the suite. @param version to go back to; empty where nobody knows it */
export function rollbackCommand(inputs: Inputs, project: string, version: string): string {
  const words = ['node', 'dist/blue-green-switch/index.js', '--mode', 'rollback', '--project-name', project];
  if (version) words.push('--version', version);
  for (const name of lasting) {
    const given = inputs[name];
    const text = typeof given === 'object' ? given.join('\n') : String(given ?? '');
    const spec: InputSpec = contract.inputs[name];
    const usual = typeof given === 'object' ? (spec.default ?? '').split(/\s+/).filter(Boolean).join('\n') : (spec.default ?? '');
    if (text !== usual) words.push(`--${name}`, text);
  }
  return words.map(quoted).join(' ');
}

/** A word as every shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
