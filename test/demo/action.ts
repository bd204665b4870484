import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseAssignments } from '../harness/runner/file-commands.ts';
import { lastWords, printable } from './log-lines.ts';
import { application, logs, root, work } from './place.ts';
import type { Stage } from './stage.ts';

export interface ActionRun {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the action said last, where it failed. */
  readonly message: string;
}

/** Longest time for one release. */
const deadline = 150_000;

/** Runs the root action as its bundle, as somebody would on their own machine: inputs in the environment, no GitHub around. */
export async function runRelease(stage: Stage, version: string, onLine: (line: string) => void, signal: AbortSignal): Promise<ActionRun> {
  const [outputFile, summaryFile] = [join(work, `${version}.outputs`), join(logs, `${version}.md`)];
  await Promise.all([writeFile(outputFile, ''), writeFile(summaryFile, '')]);
  const { ssh } = stage.target;
  const env = {
    ...withoutRunner(process.env),
    GITHUB_WORKSPACE: application,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    RUNNER_TEMP: work,
    INPUT_ENVIRONMENT: 'production',
    INPUT_VERSION: version,
    INPUT_SSH_KEY: ssh.key,
    INPUT_KNOWN_HOSTS: ssh.knownHosts,
    INPUT_TOOL_PATH: stage.trivy.program,
    INPUT_DB_PATH: stage.trivy.database,
  };
  // A process group of its own: Ctrl-C is ours to handle, and whatever the action started ends with it.
  const child = spawn(process.execPath, [join(root, 'dist/release/index.js')], {
    cwd: application,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = (): void => endGroup(child);
  const timer = setTimeout(end, deadline);
  signal.addEventListener('abort', end, { once: true });
  try {
    const lines = await readLog(child, join(logs, `${version}.log`), onLine);
    const exitCode = await exitOf(child);
    signal.throwIfAborted();
    const outputs = parseAssignments(await readFile(outputFile, 'utf8'));
    return { exitCode, outputs, message: exitCode === 0 ? '' : lastWords(lines) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    await rm(outputFile, { force: true });
  }
}

/** A demo that itself runs in a workflow must not look like one of its steps. */
function withoutRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|NODE_OPTIONS$)/.test(name)));
}

/** Reads until the streams end; everything goes into a file as well, with the seconds since the start. */
async function readLog(child: ChildProcess, file: string, onLine: (line: string) => void): Promise<string[]> {
  const copy = createWriteStream(file);
  const started = performance.now();
  const lines: string[] = [];
  const read = async (stream: NodeJS.ReadableStream | null): Promise<void> => {
    if (!stream) return;
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      copy.write(`${((performance.now() - started) / 1000).toFixed(3).padStart(8)}  ${printable(line)}\n`);
      onLine(line);
    }
  };
  const exited = exitOf(child);
  try {
    await Promise.all([read(child.stdout), read(child.stderr), exited]);
  } finally {
    copy.end();
  }
  return lines;
}

function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(255);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 255));
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
