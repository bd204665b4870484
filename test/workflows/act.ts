// Runs a workflow under act in host mode: real steps on this machine, nothing of GitHub, nothing of this machine's environment.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { root } from '../../script/lib/workspace.ts';
import { killTree } from '../harness/processes.ts';
import { readRun, type WorkflowRun } from './act-log.ts';

export interface ActOptions {
  /** Folder of the repository that holds the workflow. */
  readonly repository: string;
  /** Path of the workflow in it. */
  readonly workflow: string;
  /** Name of the event; `workflow_dispatch` unless said. */
  readonly event?: string;
  /** Payload of the event. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The suite as a runner downloads it; the workflow calls it `slipway/slipway@v1`. */
  readonly suite: string;
  /** Inputs of workflow_dispatch. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Other actions' folders by what a step uses of them, such as `actions/checkout@<commit>`. */
  readonly others?: Readonly<Record<string, string>>;
  /** More of what a runner sets for its steps. */
  readonly env?: Readonly<Record<string, string>>;
  /** Login that starts the run. */
  readonly actor?: string;
  /** Called with every line as it comes, and with the process id of act. */
  readonly onLine?: (line: string, pid: number) => void;
  /** Number of the run, which act would always make 1: runs tell each other apart by it. */
  readonly runId: number;
  /** Milliseconds, after which everything below act is killed. */
  readonly deadline: number;
}

/** @throws Error past the deadline, with the log so far */
export async function runAct(options: ActOptions): Promise<WorkflowRun> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-act-'));
  try {
    const child = spawn(join(root, '.cache/bin/act'), await actArguments(options, folder), {
      cwd: options.repository,
      env: environment(folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) killTree(child.pid);
    }, options.deadline);
    const exited = new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 255));
    });
    if (options.onLine) listen(child, options.onLine);
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]).finally(() => clearTimeout(timer));
    const run = readRun(stdout, stderr, code);
    if (late) throw new Error(`${options.workflow} did not end within ${options.deadline} ms; its log so far:\n${run.log}`);
    return run;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function listen(child: ChildProcessByStdio<null, Readable, Readable>, onLine: NonNullable<ActOptions['onLine']>): void {
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, child.pid ?? 0));
}

/** Secrets go by a file that only we can read; a command line is for everyone. */
async function actArguments(options: ActOptions, folder: string): Promise<string[]> {
  const files = {
    secret: join(folder, 'secrets.yml'),
    var: join(folder, 'vars.yml'),
    input: join(folder, 'inputs.yml'),
    env: join(folder, 'env.yml'),
  };
  const payload = join(folder, 'event.json');
  const facts = {
    GITHUB_RUN_ID: String(options.runId),
    // Nobody listens there: what asks GitHub gets no answer, at once.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    RUNNER_ENVIRONMENT: 'self-hosted',
    // act gives steps a terminal, a runner does not.
    BUILDKIT_PROGRESS: 'plain',
    NO_COLOR: '1',
    ...options.env,
  };
  const write = (path: string, values: object): Promise<void> => writeFile(path, JSON.stringify(values), { mode: 0o600 });
  await Promise.all([
    write(files.secret, options.secrets ?? {}),
    write(files.var, options.vars ?? {}),
    write(files.input, options.inputs ?? {}),
    write(files.env, facts),
    write(payload, options.payload ?? {}),
    mkdir(join(folder, 'home')),
  ]);
  return [
    ...[options.event ?? 'workflow_dispatch', '--json', '--workflows', options.workflow, '--actor', options.actor ?? 'developer'],
    ...['--no-cache-server', '--platform', 'ubuntu-latest=-self-hosted'],
    ...Object.entries({ 'slipway/slipway@v1': options.suite, ...options.others }).flatMap(([uses, path]) => [
      '--local-repository',
      `${uses}=${path}`,
    ]),
    ...(options.payload ? ['--eventpath', payload] : []),
    ...['--action-cache-path', join(folder, 'cache')],
    ...Object.entries(files).flatMap(([kind, path]) => [`--${kind}-file`, path]),
  ];
}

/** What a step may see of this machine: its programs, and where its Docker engine is. */
function environment(folder: string): Record<string, string> {
  const passed = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'TMPDIR'];
  const given = passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return {
    ...Object.fromEntries(given),
    PATH: [join(root, 'node_modules/.bin'), join(root, '.cache/bin'), process.env['PATH'] ?? '/usr/bin:/bin'].join(':'),
    HOME: join(folder, 'home'),
    DOCKER_CONFIG: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
    LANG: 'C.UTF-8',
  };
}
