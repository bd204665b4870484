import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localShell } from '@slipway/shell';
import { type TestHost, testHost } from '../../../test/engines/host.ts';
import { startRegistry, testUser } from '../../../test/engines/registry.ts';
import { writeTrivyDb } from '../../../test/engines/trivy-db.ts';
import { run, type ScanResult } from '../src/run.ts';
import { inputsOf } from './inputs.ts';

const cached = fileURLToPath(new URL('../../../.cache/bin/trivy', import.meta.url));
/** The real scanner: the one that bootstrap made, else the machine's own. */
export const tool = existsSync(cached) ? cached : 'trivy';

/** A registry with a password, a vulnerability database, and images to scan. */
export interface Workplace {
  readonly folder: string;
  /** `127.0.0.1:port`. */
  readonly registry: string;
  /** An image by digest: `planted`, `clean`, `nothing`, `old` or `bookworm`. */
  image(name: string): string;
  write(path: string, text: string): void;
  scan(given: Readonly<Record<string, string>>): { readonly work: Promise<ScanResult>; readonly host: TestHost };
  close(): Promise<void>;
}

const status = 'Package: zlib1g\nStatus: install ok installed\nSource: zlib\nVersion: 1:1.2.13\nArchitecture: amd64\n\n';
const metadata = (name: string, version: string): string => `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
const site = 'FROM scratch\nCOPY site /usr/lib/python3/dist-packages\n';
const system = 'FROM scratch\nCOPY root /\n';

const sources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  planted: {
    Dockerfile: `# an image\nFROM scratch AS other\n${site}`,
    'site/notes_template-3.1.0.dist-info/METADATA': metadata('notes-template', '3.1.0'),
    'site/node_modules/left-pad/package.json': '{"name":"left-pad","version":"1.3.0"}',
  },
  clean: { Dockerfile: site, 'site/other-1.0.dist-info/METADATA': metadata('another-package', '1.0') },
  nothing: { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' },
  old: {
    Dockerfile: system,
    'root/etc/debian_version': '9.13\n',
    'root/etc/os-release': 'ID=debian\nVERSION_ID="9"\n',
    'root/var/lib/dpkg/status': status,
  },
  bookworm: {
    Dockerfile: system,
    'root/etc/debian_version': '12.1\n',
    'root/etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
    'root/var/lib/dpkg/status': status,
  },
};

export async function openWorkplace(...names: readonly string[]): Promise<Workplace> {
  const registry = await startRegistry({ auth: true });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-scan-test-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const database = join(folder, 'database');
  await writeTrivyDb(database, [
    { id: 'CVE-2026-10001', ecosystem: 'npm', package: 'left-pad', severity: 'CRITICAL', title: 'Runs what it pads', fixed: '1.3.1' },
    { id: 'CVE-2026-10002', ecosystem: 'pip', package: 'notes-template', severity: 'HIGH', title: 'Leaves the sandbox', fixed: '3.1.6' },
    { id: 'CVE-2026-10003', ecosystem: 'pip', package: 'notes-template', severity: 'HIGH', title: 'Has no fix' },
    { id: 'CVE-2026-10004', ecosystem: 'debian 12', package: 'zlib', severity: 'MEDIUM', title: 'Overflows', fixed: '1:1.2.14-1' },
  ]);
  const auth = Buffer.from(`${testUser.username}:${testUser.password}`).toString('base64');
  write('docker/config.json', JSON.stringify({ auths: { [registry.address]: { auth } } }));
  const images: Record<string, string> = {};
  for (const name of names) {
    for (const [path, text] of Object.entries(sources[name] ?? {})) write(`${name}/${path}`, text);
    images[name] = push(folder, name, `${registry.address}/acme/${name}`);
  }
  const login = { 'registry-username': testUser.username, 'registry-password': testUser.password };
  return {
    folder,
    registry: registry.address,
    write,
    image: (name) => images[name] ?? '',
    scan(given) {
      const host = testHost(folder);
      const inputs = inputsOf({ 'db-path': database, 'tool-path': tool, ...login, ...given });
      return { work: run(inputs, { ...host, shell: localShell(), variables: Object.keys(process.env) }), host };
    },
    async close() {
      for (const name of names) execFileSync('docker', ['image', 'rm', `${registry.address}/acme/${name}:test`], { stdio: 'pipe' });
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Builds and pushes with Docker alone: this action must not need the one that builds. */
function push(folder: string, name: string, reference: string): string {
  const file = join(folder, `${name}.json`);
  const options = ['buildx', 'build', '--quiet', '--provenance=false', '--push', `--tag=${reference}:test`, `--metadata-file=${file}`];
  execFileSync('docker', [...options, join(folder, name)], {
    env: { ...process.env, DOCKER_CONFIG: join(folder, 'docker') },
    stdio: 'pipe',
  });
  const said = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return `${reference}@${said['containerimage.digest']}`;
}
