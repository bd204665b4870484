// Over TLS the bundle runs in a process of its own, which is told whom to trust when it starts.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Authority, createAuthority } from '../../../test/engines/certificates.ts';
import { type RedisServer, startRedis } from '../../../test/engines/redis.ts';
import { runBundle, type StepResult } from '../../../test/harness/action.ts';
import { filesOf, type Key, newFolder, newKeyPair } from './fixture.ts';

const password = 'p@ss over-tls';
let authority: Authority;
let server: RedisServer;
let key: Key;
let folder: string;

beforeAll(async () => {
  authority = createAuthority();
  const { keyFile, certFile } = authority.issue('redis', 'IP:127.0.0.1,DNS:localhost');
  const files = {
    'tls-cert-file': certFile,
    'tls-key-file': keyFile,
    'tls-ca-cert-file': authority.caFile,
    'tls-auth-clients': 'no',
    bind: ['127.0.0.1', '127.0.0.2'],
  };
  server = await startRedis({ ...files, requirepass: password, 'repl-diskless-sync-delay': '0' }, { tls: true });
  const trusted = ['--tls', '--cacert', authority.caFile, '--no-auth-warning', '-a', password];
  server.cli(...trusted, 'EVAL', "for i=1,50 do redis.call('SET', i, i) end", '0');
  key = await newKeyPair();
}, 60_000);
beforeAll(() => {
  folder = newFolder();
});
afterAll(async () => {
  await server?.stop();
  authority?.remove();
  rmSync(folder, { recursive: true, force: true });
});

function backUp(host: string, copy: string, trust: Readonly<Record<string, string>>): Promise<StepResult> {
  const inputs = {
    kind: 'redis',
    'redis-url': `rediss://:${encodeURIComponent(password)}@${host}:${server.port}`,
    'redis-copy': copy,
    destination: folder,
    'age-recipients': key.recipient,
  };
  return runBundle('backup-db', { inputs, env: trust, deadline: 60_000 });
}
const trust = (): Record<string, string> => ({ SSL_CERT_FILE: authority.caFile, NODE_EXTRA_CA_CERTS: authority.caFile });

test.each([
  ['127.0.0.1', 'replica'],
  ['localhost', 'replica'],
  ['127.0.0.1', 'scan'],
  ['localhost', 'scan'],
])(
  '%s is backed up by %s',
  async (host, copy) => {
    const { outputs, log } = await backUp(host, copy, trust());
    expect(outputs).toMatchObject({ outcome: 'backed-up', verified: 'true', rows: '50' });
    expect(log).not.toMatch(/DEP\d+|Warning/);
    expect(log).not.toContain(password);
  },
  60_000,
);

test.each(['replica', 'scan'])(
  'whom nobody vouches for is asked nothing by %s',
  async (copy) => {
    const before = filesOf(folder);
    const { outputs, code, log } = await backUp('localhost', copy, {});
    expect([code, outputs]).toMatchObject([1, { outcome: 'failed', reason: 'database-unreachable' }]);
    expect(log).toMatch(/certificate/i);
    expect(filesOf(folder)).toEqual(before);
  },
  60_000,
);
