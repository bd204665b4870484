import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where one step reads and writes. */
export interface StepFiles {
  /** Of the job: home, temporary files, workspace. */
  readonly folder: string;
  readonly workspace: string;
  /** Folder of this step's file commands. */
  readonly commands: string;
  read(name: FileCommand): string;
}

const fileCommands = ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'] as const;
export type FileCommand = (typeof fileCommands)[number];

/** The `github` context that stands behind the variables. Its API is a closed port: a test that needs one starts a fake and says so. */
export const githubContext: Readonly<Record<string, string>> = {
  action: '__slipway',
  action_path: '',
  action_ref: '',
  action_repository: '',
  actor: 'octocat',
  actor_id: '583231',
  api_url: 'http://127.0.0.1:9',
  base_ref: '',
  event_name: 'push',
  graphql_url: 'http://127.0.0.1:9/graphql',
  head_ref: '',
  job: 'release',
  ref: 'refs/heads/main',
  ref_name: 'main',
  ref_protected: 'true',
  ref_type: 'branch',
  repository: 'octo-org/notes',
  repository_id: '1296269',
  repository_owner: 'octo-org',
  repository_owner_id: '9919',
  retention_days: '90',
  run_attempt: '1',
  run_id: '1658821493',
  run_number: '3',
  server_url: 'https://github.com',
  sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  triggering_actor: 'octocat',
  workflow: 'Release',
  workflow_ref: 'octo-org/notes/.github/workflows/release.yml@refs/heads/main',
  workflow_sha: 'ffac537e6cbbf934b08745a378932722df287a53',
};

/** Fresh file commands for one step, as the runner makes them, in a job folder that may serve several steps. */
export function prepareFiles(job = mkdtempSync(join(tmpdir(), 'slipway-job-')), cwd?: string): StepFiles {
  const workspace = cwd ?? join(job, 'workspace');
  const commands = mkdtempSync(join(mkdirs(join(job, 'temp/_runner_file_commands')), 'step-'));
  mkdirs(workspace);
  mkdirs(join(job, 'home'));
  mkdirs(join(job, 'tools'));
  for (const name of fileCommands) writeFileSync(join(commands, name), '');
  writeFileSync(
    join(job, 'event.json'),
    JSON.stringify({ ref: githubContext['ref'], repository: { full_name: githubContext['repository'] } }),
  );
  return { folder: job, workspace, commands, read: (name) => readFileSync(join(commands, name), 'utf8') };
}

function mkdirs(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

/** Everything a runner gives to an action, and nothing of the machine besides PATH. */
export function stepEnvironment(files: StepFiles, github: Readonly<Record<string, string>>): Record<string, string> {
  const context = Object.entries(github).filter(([name]) => name !== 'token');
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: join(files.folder, 'home'),
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(context.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value])),
    ...Object.fromEntries(fileCommands.map((name) => [`GITHUB_${name}`, join(files.commands, name)])),
    GITHUB_EVENT_PATH: join(files.folder, 'event.json'),
    GITHUB_WORKSPACE: files.workspace,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'harness',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_TEMP: join(files.folder, 'temp'),
    RUNNER_TOOL_CACHE: join(files.folder, 'tools'),
    RUNNER_WORKSPACE: files.folder,
  };
}
