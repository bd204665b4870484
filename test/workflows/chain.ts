// A team that copied workflows-examples/s4-compose-ssh into its application: two servers, a registry, a GitHub (a fake), and act as the runner.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { root } from '../../script/lib/workspace.ts';
import type { Version } from '../apps/notes/apply.ts';
import { advisories } from '../demo/advisories.ts';
import { commitVersion, git } from '../demo/application.ts';
import { describeEngine, forgetImages, importWheels } from '../demo/engine.ts';
import { writeTrivyDb } from '../engines/trivy-db.ts';
import { type FakeGitHub, startGitHub } from '../github/api.ts';
import { type FakeResults, startResults } from '../github/results.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';
import { appPorts, placeSecrets } from '../scenarios/notes.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../target/target.ts';
import { type ActOptions, runAct } from './act.ts';
import type { WorkflowRun } from './act-log.ts';
import { downlevel } from './downlevel.ts';
import { makeStandIns } from './stand-ins.ts';
import { copySuite } from './suite.ts';

export type Place = 'staging' | 'production';

export interface Chain {
  readonly github: FakeGitHub;
  readonly results: FakeResults;
  readonly registry: Registry;
  readonly servers: Readonly<Record<Place, Target>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly repository: string;
  /** What a person reads afterwards: which run took how long. */
  readonly timeline: { readonly name: string; readonly seconds: number }[];
  /** A push to main with the application as it is at a version. @returns the commit */
  commit(version: Version): Promise<string>;
  /** Runs one of the copied workflows. */
  run(workflow: string, options?: RunOptions): Promise<WorkflowRun>;
  /** The version that a server answers with, as its users see it. */
  served(place: Place): Promise<string | null>;
  remove(): Promise<void>;
}

export interface RunOptions
  extends Partial<Pick<ActOptions, 'event' | 'payload' | 'inputs' | 'secrets' | 'vars' | 'env' | 'actor' | 'onLine'>> {
  /** Before the run: GitHub knows it, and a reviewer may have spoken. */
  readonly prepare?: (runId: number) => void;
  readonly deadline?: number;
}

const token = 'ghs_jobTokenOfTheChain4711';
export const weakToken = 'ghs_tokenWithoutDeployments4711';
/** What a fork and Dependabot get. */
export const readOnlyToken = 'ghs_tokenThatMayOnlyRead4711';
const example = join(root, 'workflows-examples/s4-compose-ssh');

export async function startChain(): Promise<Chain> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-chain-'));
  const registry = await startRegistry();
  await registry.push('postgres:17', 'library/postgres:17');
  const start = async (): Promise<Target> => {
    const target = await startTarget({ registry, ports: appPorts });
    await placeSecrets(target, registry, 'pw-of.the~db-4711');
    await target.exec(['install', '-d', '-m', '0700', '-o', 'deploy', '-g', 'deploy', '/var/backups/notes']);
    return target;
  };
  const suite = join(folder, 'suite');
  const trivy = join(folder, 'trivy');
  const write = {
    deployments: 'write',
    statuses: 'write',
    actions: 'read',
    contents: 'read',
    issues: 'write',
    'pull-requests': 'write',
  } as const;
  const tokens = {
    [token]: { permissions: write },
    [weakToken]: { permissions: { ...write, deployments: 'read', statuses: 'read' } as const },
    [readOnlyToken]: { permissions: { contents: 'read', 'pull-requests': 'read', issues: 'read' } as const },
  };
  const [staging, production, others, github, results] = await Promise.all([
    start(),
    start(),
    makeStandIns(join(folder, 'others')),
    startGitHub({ tokens }),
    startResults(),
    copySuite(suite),
    writeTrivyDb(trivy, advisories),
  ]);
  const servers = { staging, production };
  await shareKey(staging, production);
  const identity = await generateIdentity();
  const repository = join(folder, 'notes');
  const wheels = join(root, '.cache/wheels');
  const { named } = await describeEngine();
  if (!named) await importWheels(wheels);
  const slipway = await adapt(registry, servers, await identityToRecipient(identity), named ? wheels : undefined);
  setUpEnvironments(github);
  const secrets = { SSH_KEY: staging.ssh.key, AGE_IDENTITY: identity, GITHUB_TOKEN: token };
  const vars = { KNOWN_HOSTS: `${staging.ssh.knownHosts}\n${production.ssh.knownHosts}\n`, TRIVY_DB: trivy };
  const timeline: { name: string; seconds: number }[] = [];
  let runId = 2000;

  return {
    github,
    results,
    registry,
    servers,
    secrets,
    repository,
    timeline,
    async commit(version) {
      await cp(join(example, '.github'), join(repository, '.github'), { recursive: true });
      for (const file of await readdir(join(repository, '.github/workflows'))) {
        const path = join(repository, '.github/workflows', file);
        await writeFile(path, downlevel(await readFile(path, 'utf8')));
      }
      const sha = await commitVersion(repository, version, slipway);
      await git(repository, ['config', 'remote.origin.url', 'https://github.com/acme/notes']);
      github.state.commits.add(sha);
      return sha;
    },
    async run(workflow, { prepare, deadline = 420_000, env, ...options } = {}) {
      runId += 1;
      const event = options.event ?? 'workflow_dispatch';
      github.state.addRun({ id: runId, event, actor: options.actor ?? 'developer', sha: await git(repository, ['rev-parse', 'HEAD']) });
      prepare?.(runId);
      const begun = performance.now();
      const given = { repository, workflow: `.github/workflows/${workflow}`, suite, others, runId, deadline };
      const all = {
        ...results.environment(String(runId), 'job'),
        GITHUB_API_URL: github.url,
        TEST_ORIGIN: repository,
        ...packageSources(),
        // Every run has a home of its own; what one of them fetched need not come again, and nobody imports most of it.
        PIP_CACHE_DIR: join(folder, 'pip'),
        PIP_NO_COMPILE: '1',
        ...env,
      };
      const run = await runAct({ ...given, ...options, secrets: options.secrets ?? secrets, vars: { ...vars, ...options.vars }, env: all });
      timeline.push({ name: `${workflow} (${event})`, seconds: (performance.now() - begun) / 1000 });
      const known = github.state.runs.get(runId);
      Object.assign(known ?? {}, { status: 'completed', conclusion: run.code === 0 ? 'success' : 'failure' });
      // Two fakes of one GitHub: what a run uploaded is listed by the API.
      known?.artifacts.push(...results.artifacts.filter((artifact) => artifact.run === String(runId) && artifact.finalized));
      return run;
    },
    async served(place) {
      const url = `http://127.0.0.1:${servers[place].port(8000)}/health`;
      return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
        (answer) => answer.headers.get('x-version'),
        () => null,
      );
    },
    async remove() {
      await Promise.all([staging.remove(), production.remove(), github.close(), results.close()]);
      await registry.remove();
      await forgetImages(registry.address);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** act has one set of secrets for all environments, so both servers know one key. */
async function shareKey(from: Target, to: Target): Promise<void> {
  const keys = await from.exec(['cat', '/home/deploy/.ssh/authorized_keys']);
  const added = await to.exec(['sh', '-c', 'cat >> /home/deploy/.ssh/authorized_keys'], { input: keys.stdout });
  if (added.code !== 0) throw new Error(`the key could not be shared: ${added.stderr}`);
}

/** What the README of the example tells a team to set. */
function setUpEnvironments(github: FakeGitHub): void {
  github.state.setEnvironment('staging', {});
  github.state.setEnvironment('production', { branches: ['main'] });
  github.state.setEnvironment('production-approval', { reviewers: ['reviewer'] });
}

/** pip takes its packages from where this machine takes them. */
function packageSources(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('PIP_') && value ? [[name, value]] : [])),
  );
}

/** The Slipway file of the example with this team's own addresses; everything else stays as a user copies it. */
async function adapt(registry: Registry, servers: Chain['servers'], recipient: string, wheels: string | undefined): Promise<string> {
  const config = parseYaml(await readFile(join(example, '.github/slipway.yml'), 'utf8')) as SlipwayFile;
  for (const image of Object.values(config.images)) {
    image.image = image.image.replace('ghcr.io/acme', registry.address);
    if (image['build-contexts']) image['build-contexts'] = wheels ? { wheels } : undefined;
  }
  config.backup['age-recipients'] = [recipient];
  config.switch['bake-time'] = '4s';
  for (const [place, environment] of Object.entries(config.environments)) {
    const { ssh, port } = servers[place as Place];
    Object.assign(environment, { host: ssh.host, port: ssh.port });
    environment.smoke.url = `http://127.0.0.1:${port(8000)}/health`;
  }
  // JSON is YAML.
  return JSON.stringify(config, null, 2);
}

interface SlipwayFile {
  readonly images: Record<string, { image: string; 'build-contexts'?: Record<string, string> | undefined }>;
  readonly backup: { 'age-recipients': string[] };
  readonly switch: { 'bake-time': string };
  readonly environments: Record<string, { smoke: { url: string } }>;
}
