import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localShell } from '@slipway/shell';
import { type TestHost, testHost } from '../../../test/engines/host.ts';
import { startRegistry, testUser } from '../../../test/engines/registry.ts';
import { type BuildResult, run } from '../src/run.ts';
import { inputsOf } from './inputs.ts';

/** A registry with a password, and a repository to build from. */
export interface Workplace {
  readonly folder: string;
  /** Repository that is built unless the inputs say otherwise. */
  readonly image: string;
  start(given: Readonly<Record<string, string>>): { readonly work: Promise<BuildResult>; readonly host: TestHost };
  build(given: Readonly<Record<string, string>>): Promise<{ readonly result: BuildResult; readonly host: TestHost }>;
  /** Asks the registry as a stranger to our client: curl, and the header that the registry itself sends. */
  digestOf(tag: string, name?: string): string | undefined;
  tagsOf(name: string): string[];
  close(): Promise<void>;
}

const files: Readonly<Record<string, string>> = {
  'app/Dockerfile': 'FROM scratch\nARG COLOUR=none\nLABEL colour=$COLOUR\nCOPY hello /hello\n',
  'app/hello': `${Date.now()}\n`,
  'shell/Dockerfile':
    'FROM debian:bookworm-slim\nRUN --mount=type=secret,id=npm grep -q 4f9d1c77 /run/secrets/npm && echo "the secret is there"\n',
  'shell/broken.Dockerfile': 'FROM debian:bookworm-slim\n# why\nRUN echo last words >&2 && \\\n    false\n',
  'shell/typo.Dockerfile': 'FROM debian:bookworm-slim\nRNU true\n',
  'shell/base.Dockerfile': 'FROM 127.0.0.1:1/none/such:1\n',
  'shell/slow.Dockerfile': 'FROM debian:bookworm-slim\nRUN sleep 60\n',
  'repository/Dockerfile': 'FROM scratch\nCOPY Dockerfile /\n',
};

export async function openWorkplace(): Promise<Workplace> {
  const registry = await startRegistry({ auth: true });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-build-test-'));
  for (const name of ['app', 'shell', 'repository']) mkdirSync(join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  commit(join(folder, 'repository'));
  const image = `${registry.address}/acme/notes/backend`;
  const login = { 'registry-username': testUser.username, 'registry-password': testUser.password };
  const curl = (name: string, path: string, ...options: string[]): string => {
    const [host, ...repository] = name.split('/');
    const user = `${testUser.username}:${testUser.password}`;
    // Other tests look for passwords on every command line of the machine.
    const input = `user = "${user}"`;
    return execFileSync('curl', ['-s', '-K', '-', ...options, `http://${host}/v2/${repository.join('/')}/${path}`], { input }).toString();
  };
  const start: Workplace['start'] = (given) => {
    const host = testHost(folder);
    return { work: run(inputsOf({ image, ...login, ...given }), { ...host, shell: localShell() }), host };
  };
  return {
    folder,
    image,
    start,
    build: async (given) => {
      const { work, host } = start(given);
      return { result: await work, host };
    },
    digestOf(tag, name = image) {
      const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
      const head = curl(name, `manifests/${tag}`, '-I', '-H', `Accept: ${accept}`);
      return /^HTTP\/1\.1 200/.test(head) ? /docker-content-digest: (\S+)/i.exec(head)?.[1] : undefined;
    },
    tagsOf: (name) => (JSON.parse(curl(name, 'tags/list')) as { tags?: string[] }).tags ?? [],
    async close() {
      const kept = imagesOf(registry.address);
      if (kept.length > 0) execFileSync('docker', ['image', 'rm', ...kept], { stdio: 'pipe' });
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** References in the engine that start with a registry. */
export function imagesOf(registry: string): string[] {
  const all = execFileSync('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']).toString().split('\n');
  return all.filter((reference) => reference.startsWith(`${registry}/`));
}

function commit(folder: string): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  for (const argv of [['init'], ['add', '.'], ['commit', '-m', 'one']]) {
    execFileSync('git', [...identity, '-C', folder, ...argv], { stdio: 'ignore' });
  }
}
