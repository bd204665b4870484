import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { killTree } from '../../harness/processes.ts';

export interface Cost {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** The most memory that the process itself ever held, in bytes. */
  readonly memory: number;
}

export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds that one competitor may take. */
const limit = 120_000;

/** Runs a program to its end. @throws Error where it fails or does not end, with the last of what it said */
export async function runToEnd(command: Command): Promise<Cost> {
  const started = performance.now();
  const running = start(command);
  const late = setTimeout(() => killTree(running.child.pid ?? 0), limit);
  const code = await running.ended.finally(() => clearTimeout(late));
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${command.argv.join(' ').slice(0, 300)} ended with ${code}:\n${running.said().slice(-2000)}`);
  return { seconds, memory: running.memory() };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
  memory(): number;
}

/** Starts a program and watches what memory it takes, by the kernel's own high-water mark. */
export function start({ argv: [file, ...args], cwd, env }: Command): Running {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let memory = 0;
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(-10_000)));
  const look = setInterval(() => (memory = Math.max(memory, highWaterMark(child.pid ?? 0))), 10);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)).finally(() =>
    clearInterval(look),
  );
  return { child, ended, said: () => text, memory: () => memory };
}

function highWaterMark(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

export interface Target {
  readonly url: string;
  /** Health answers so far. */
  answers(): Promise<number>;
  stop(): Promise<void>;
}

/** The server that is asked, in a process of its own. */
export async function startTarget(node: string): Promise<Target> {
  const child = spawn(node, [fileURLToPath(new URL('server.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const port = await Promise.race([
    new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()))),
    ended.then(() => Promise.reject(new Error('The server of the bench did not start.'))),
    sleep(10_000, undefined, { ref: false }).then(() => Promise.reject(new Error('The server of the bench did not start within 10 s.'))),
  ]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    answers: async () => Number(await (await fetch(`${url}/answers`)).text()),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
