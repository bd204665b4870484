// A team that uses the suite: its repository, its server, its secrets and variables, and a runner that is act.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@slipway/config';
import type { Version } from '../apps/notes/apply.ts';
import { advisories } from '../demo/advisories.ts';
import { commitVersion } from '../demo/application.ts';
import { forgetImages } from '../demo/engine.ts';
import { writeTrivyDb } from '../engines/trivy-db.ts';
import { type ReleaseStage, startReleaseStage } from '../scenarios/release.ts';
import { run } from '../target/docker.ts';
import { type ActOptions, runAct } from './act.ts';
import type { WorkflowRun } from './act-log.ts';
import { copySuite } from './suite.ts';

export interface Team {
  readonly stage: ReleaseStage;
  readonly secrets: Readonly<Record<string, string>>;
  /** Commits the application as it is at `source` and dispatches a workflow of test/workflows/ on it. */
  dispatch(workflow: string, source: Version, version: string, changes?: Changes): Promise<WorkflowRun>;
  remove(): Promise<void>;
}

export interface Changes {
  readonly slipway?: string;
  readonly vars?: Readonly<Record<string, string>>;
}

export async function startTeam(): Promise<Team> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-team-'));
  const repository = join(folder, 'notes');
  const suite = join(folder, 'suite');
  const trivy = join(folder, 'trivy');
  const [stage] = await Promise.all([startReleaseStage(), copySuite(suite), writeTrivyDb(trivy, advisories)]);
  // What tests of whole releases leave out belongs to a workflow.
  const slipway = stage.slipway.replace('scan: false', 'scan:\n  fail-on: [critical, high]');
  const secrets = { SSH_KEY: stage.target.ssh.key, GITHUB_TOKEN: 'ghs_nobodyKnowsThisToken4711' };
  const vars = variables(stage, trivy);
  let runId = 1000;
  return {
    stage,
    secrets,
    async dispatch(workflow, source, version, changes = {}) {
      const path = join('.github/workflows', workflow);
      await mkdir(join(repository, '.github/workflows'), { recursive: true });
      await cp(join(import.meta.dirname, workflow), join(repository, path));
      await commitVersion(repository, source, changes.slipway ?? slipway);
      await nameRepository(repository);
      const given: ActOptions = { repository, workflow: path, suite, inputs: { version }, secrets, runId: ++runId, deadline: 240_000 };
      return runAct({ ...given, vars: { ...vars, ...changes.vars } });
    },
    async remove() {
      await stage.remove();
      await forgetImages(stage.registry.address);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a team keeps as variables: nothing of it is secret. */
function variables({ registry, target, url, slipway }: ReleaseStage, trivy: string): Record<string, string> {
  const { backup, images } = parseConfig(slipway, '.github/slipway.yml');
  const wheels = images['backend']?.['build-contexts']?.['wheels'];
  return {
    HOST: target.ssh.host,
    SSH_PORT: String(target.ssh.port),
    KNOWN_HOSTS: target.ssh.knownHosts,
    REGISTRY: registry.address,
    URL: url,
    AGE_RECIPIENT: backup ? (backup['age-recipients']?.[0] ?? '') : '',
    TRIVY_DB: trivy,
    BUILD_CONTEXTS: wheels ? `wheels=${wheels}` : '',
  };
}

/** By its remote a runner's `github.repository` is known to act. */
async function nameRepository(folder: string): Promise<void> {
  const ran = await run(['git', '-C', folder, 'config', 'remote.origin.url', 'https://github.com/acme/notes'], { timeoutSeconds: 30 });
  if (ran.code !== 0) throw new Error(`git config: ${ran.stderr}`);
}
