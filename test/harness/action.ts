import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killTree } from './processes.ts';
import { inputEnvironment, readActionFile } from './runner/action-yml.ts';
import { githubContext, prepareFiles, type StepFiles, stepEnvironment } from './runner/environment.ts';
import { keepSummary, parseAssignments } from './runner/file-commands.ts';
import { LogReader, type RunnerAnnotation } from './runner/log-commands.ts';
import { Masks } from './runner/masks.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The Node that runners use, whichever runs the tests. */
export const node = join(root, 'node_modules/node/bin/node');

export interface StepOptions {
  /** The step's `with:`, names as written there. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The step's `env:` and what the machine adds, over what a runner gives. `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Values of the `github` context, and through it GITHUB_*; `token` is only for defaults in action.yml. */
  readonly github?: Readonly<Record<string, string>>;
  /** The workspace, a new empty folder unless said. */
  readonly cwd?: string;
  /** Secrets of the job: the runner masks them whether the action does or not. */
  readonly secrets?: readonly string[];
  /** Cancels as a runner does (SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL), or sends one signal: after milliseconds, or at a line of the raw output. */
  readonly interrupt?: { readonly when: number | RegExp; readonly signal: 'cancel' | NodeJS.Signals };
  /** Every raw line as it comes. */
  readonly onLine?: (line: string) => void;
  /** The action's process, as soon as it is there: for tests that end it in a way of their own. */
  readonly onStart?: (pid: number) => void;
  /** Milliseconds after which the test has failed; the process tree is killed. */
  readonly deadline?: number;
  /** Another action.yml, such as the one in the root. */
  readonly actionFile?: string;
}

export interface StepResult {
  /** Exit code; undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** What a step counts as: exit code 0 and no broken file command. */
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What people see: commands taken out, masks applied. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that would not reach another job, because they hold a masked value. */
  readonly dropped: readonly string[];
  /** Outputs that action.yml does not declare. */
  readonly undeclared: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly RunnerAnnotation[];
  readonly groups: readonly string[];
  readonly debug: readonly string[];
  readonly masks: readonly string[];
  /** What the runner itself complains about: broken file commands, a summary too large, commands that it refuses. */
  readonly complaints: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
}

/** Runs an action's committed bundle under the protocol of actions/runner, with nothing of this machine's environment besides PATH. */
export function runBundle(name: string, options: StepOptions = {}): Promise<StepResult> {
  const file = readActionFile(options.actionFile ?? join(root, 'actions', name, 'action.yml'));
  const github = { ...githubContext, ...options.github };
  const inputs = inputEnvironment(file, options.inputs ?? {}, github);
  return runScript([file.main], inputs, Object.keys(file.outputs), options);
}

/** The same for any script: the packages' tests use it with small fixtures. */
export async function runScript(
  argv: readonly string[],
  inputs: Readonly<Record<string, string>>,
  declared: readonly string[] | undefined,
  options: StepOptions = {},
): Promise<StepResult> {
  const files = prepareFiles(undefined, options.cwd);
  const env = { ...stepEnvironment(files, { ...githubContext, ...options.github }), ...inputs, ...options.env };
  const masks = new Masks(options.secrets);
  const reader = new LogReader(masks);
  const started = performance.now();
  const child = spawn(node, argv, { cwd: files.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const streams = { stdout: '', stderr: '' };
  if (child.pid !== undefined) options.onStart?.(child.pid);
  const stop = interrupter(child, options);
  for (const stream of ['stdout', 'stderr'] as const) {
    let rest = '';
    const take = (line: string): void => {
      reader.read(line);
      stop.seen(line);
      options.onLine?.(line);
    };
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      streams[stream] += chunk;
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    child[stream].on('end', () => rest && take(rest));
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  }).finally(stop.clear);
  if (stop.late()) throw new Error(`${argv.join(' ')} did not end in time; its log so far:\n${reader.log.join('\n')}`);
  const end = { code: code ?? undefined, signal: signal ?? undefined, duration: performance.now() - started };
  const result = collect(files, masks, reader, declared, { ...end, ...streams });
  if (!options.cwd) rmSync(files.folder, { recursive: true, force: true });
  return result;
}

type End = Pick<StepResult, 'code' | 'signal' | 'duration' | 'stdout' | 'stderr'>;

function collect(files: StepFiles, masks: Masks, reader: LogReader, declared: readonly string[] | undefined, end: End): StepResult {
  const complaints = reader.refused.map((line) => `refused command: ${line}`);
  const assignments = (name: 'OUTPUT' | 'STATE' | 'ENV'): Record<string, string> => {
    try {
      return parseAssignments(files.read(name));
    } catch (error) {
      complaints.push(`Unable to process file command '${name}' successfully: ${String(error)}`);
      return {};
    }
  };
  const [outputs, state] = [assignments('OUTPUT'), assignments('STATE')];
  assignments('ENV');
  const broken = complaints.some((complaint) => complaint.startsWith('Unable'));
  const { summary, problem } = keepSummary(files.read('STEP_SUMMARY'));
  if (problem) complaints.push(problem);
  return {
    ...end,
    success: end.code === 0 && !broken,
    log: reader.log.join('\n'),
    outputs,
    dropped: Object.keys(outputs).filter((name) => masks.apply(outputs[name] ?? '') !== outputs[name]),
    undeclared: declared ? Object.keys(outputs).filter((name) => !declared.includes(name)) : [],
    state,
    summary: masks.apply(summary),
    annotations: reader.annotations,
    groups: reader.groups,
    debug: reader.debug,
    masks: masks.values,
    complaints,
  };
}

interface Interrupter {
  seen(line: string): void;
  late(): boolean;
  clear(): void;
}

function interrupter(child: ChildProcess, options: StepOptions): Interrupter {
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, work: () => void): void => void timers.push(setTimeout(work, milliseconds));
  let late = false;
  let sent = false;
  const interrupt = (): void => {
    const signal = options.interrupt?.signal;
    if (sent || !signal) return;
    sent = true;
    if (signal !== 'cancel') return void child.kill(signal);
    child.kill('SIGINT');
    after(7500, () => child.kill('SIGTERM'));
    after(10_000, () => killTree(child.pid ?? 0));
  };
  after(options.deadline ?? 120_000, () => {
    late = true;
    killTree(child.pid ?? 0);
  });
  const when = options.interrupt?.when;
  if (typeof when === 'number') after(when, interrupt);
  return {
    seen: (line) => void (when instanceof RegExp && when.test(line) && interrupt()),
    late: () => late,
    clear: () => timers.forEach(clearTimeout),
  };
}
