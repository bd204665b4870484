import { tmpdir } from 'node:os';

/** The run that an action belongs to. Outside of GitHub it is a run of its own, named after nothing but itself. */
export interface RunContext {
  /** True where no runner is around: a person's own machine. */
  readonly local: boolean;
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** Page of the run; empty where there is none. */
  readonly runUrl: string;
  /** Full commit of the run; empty where there is none. */
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly eventName: string;
  /** Absolute path of the checkout. */
  readonly workspace: string;
  /** Folder for files of this job. */
  readonly temp: string;
  readonly apiUrl: string;
}

export function readContext(env: Readonly<Record<string, string | undefined>>): RunContext {
  const local = env['GITHUB_ACTIONS'] !== 'true';
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const runId = env['GITHUB_RUN_ID'] ?? `local-${crypto.randomUUID().slice(0, 8)}`;
  return {
    local,
    repository,
    runId,
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
    runUrl: repository && env['GITHUB_RUN_ID'] ? `${server}/${repository}/actions/runs/${runId}` : '',
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? env['USER'] ?? '',
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    temp: env['RUNNER_TEMP'] ?? tmpdir(),
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
  };
}
