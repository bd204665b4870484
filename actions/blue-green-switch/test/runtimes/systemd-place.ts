// A target with the application's units on it, and the workspace of a runner that deploys it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InputsOf, readInputs } from '@slipway/action';
import { openSsh, type Shell } from '@slipway/shell';
import { type TestHost, testHost } from '../../../../test/scenarios/host.ts';
import { startTarget, type Target } from '../../../../test/target/target.ts';
import { type contract as Contract, contract, type Ports, run, type SwitchResult } from '../../src/index.ts';
import { type Behaviour, type Scope, template, workerTemplate, writeApplication } from './systemd-app.ts';

export const root = '/opt/notes';

export interface SystemdPlace {
  readonly scope: Scope;
  readonly target: Target;
  readonly shell: Shell;
  /** Folder of the runner, with a folder for each version. */
  readonly workspace: string;
  readonly url: string;
  build(version: string, behaviour: Behaviour): Promise<void>;
  run(given: Record<string, string>, ports?: Partial<Ports>): Promise<SwitchResult>;
  deploy(version: string, given?: Record<string, string>, ports?: Partial<Ports>): Promise<SwitchResult>;
  /** Everything that the last run logged. */
  said(): string;
  /** The version that users get; undefined where there is no answer. */
  served(): Promise<string | undefined>;
  inside(...argv: string[]): Promise<string>;
  /** As the deploying user. */
  asDeploy(text: string, input?: string): Promise<string>;
  remove(): Promise<void>;
}

export async function startSystemdPlace(scope: Scope): Promise<SystemdPlace> {
  const workspace = await mkdtemp(join(tmpdir(), 'systemd-'));
  const target = await startTarget({ ports: [8000, 8001] });
  const inside = async (...argv: string[]): Promise<string> => {
    const ran = await target.exec(argv);
    if (ran.code !== 0) throw new Error(`${argv.join(' ')}: ${ran.stderr}`);
    return ran.stdout.trim();
  };
  const asDeploy = async (text: string, input?: string): Promise<string> => {
    const ran = await target.exec(['su', '-', 'deploy', '-c', text], input === undefined ? {} : { input });
    if (ran.code !== 0) throw new Error(`${text}: ${ran.stderr}`);
    return ran.stdout.trim();
  };
  await inside('install', '-d', '-m', '755', '-o', 'deploy', '-g', 'deploy', root, `${root}/notes`);
  const folder = scope === 'user' ? '/home/deploy/.config/systemd/user' : '/etc/systemd/system';
  const become = scope === 'user' ? asDeploy : (text: string, input: string) => asRoot(target, text, input);
  await become(`mkdir -p ${folder}; cat > ${folder}/notes-backend@.service`, template(root, scope));
  await become(`cat > ${folder}/notes-worker@.service`, workerTemplate(root, scope));
  if (scope === 'system') {
    const script = await readFile(new URL('../../../../script/prepare-server.sh', import.meta.url), 'utf8');
    const key = (await inside('head', '-n', '1', '/home/deploy/.ssh/authorized_keys')).trim();
    await asRoot(target, `UNITS='notes-backend notes-worker other' sh -s -- '${key}'`, script);
  }
  const shell = await openSsh(target.ssh);
  const url = `http://127.0.0.1:${target.port(8000)}`;
  let host: TestHost = testHost(workspace);
  const place: SystemdPlace = {
    scope,
    target,
    shell,
    workspace,
    url,
    inside,
    asDeploy,
    build: (version, behaviour) => writeApplication(join(workspace, version), behaviour),
    said: () => host.text(),
    run(given, ports) {
      host = testHost(workspace);
      return run(systemdInputs({ 'systemd-scope': scope, ...given }), { ...host, shell, ...ports });
    },
    deploy: (version, given, ports) => place.run({ mode: 'deploy', version, artifact: version, ...given }, ports),
    served: async () =>
      (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined))?.headers.get('x-version') ?? undefined,
    async remove() {
      await shell.close();
      await target.remove();
      await rm(workspace, { recursive: true, force: true });
    },
  };
  return place;
}

async function asRoot(target: Target, text: string, input: string): Promise<string> {
  const ran = await target.exec(['sh', '-c', text], { input });
  if (ran.code !== 0) throw new Error(`${text}: ${ran.stderr}`);
  return ran.stdout.trim();
}

export function systemdInputs(given: Record<string, string>): InputsOf<typeof Contract> {
  const all = {
    runtime: 'systemd',
    'project-name': 'notes',
    directory: root,
    units: 'backend=notes-backend\nworker=notes-worker',
    ports: 'backend=8000:8101:8102',
    'bake-time': '2s',
    'health-timeout': '10s',
    ...given,
  };
  return readInputs(contract, Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}
