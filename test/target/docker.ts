// The docker command for tests: every call has a deadline, and a failure shows what was asked and what was answered.
import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  input?: string;
  timeoutSeconds?: number;
}

/** Runs a program and resolves with its exit code; rejects only when it cannot be started or passes its deadline (default 120 s). */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const seconds = options.timeoutSeconds ?? 120;
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // A program that does not read its input may close it early; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('close', (code) => {
      clearTimeout(timer);
      const ran = { code: code ?? 255, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
      if (late) reject(new Error(`no answer within ${seconds} s from: ${argv.join(' ')}\n${ran.stderr}`));
      else resolve(ran);
    });
  });
}

/** Runs docker, expects success, returns its trimmed output. */
export async function docker(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const ran = await run(['docker', ...args], options);
  if (ran.code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${ran.code}: ${ran.stderr.trim() || ran.stdout.trim()}`);
  return ran.stdout.trim();
}

/** Copies local images into the engine inside a container; faster than a push and a pull when nothing else wants them in a registry. */
export async function loadImages(container: string, images: readonly string[]): Promise<void> {
  if (images.length === 0) return;
  const save = spawn('docker', ['save', ...images], { stdio: ['ignore', 'pipe', 'inherit'] });
  const load = spawn('docker', ['exec', '-i', container, 'docker', 'load', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const timer = setTimeout(() => {
    save.kill('SIGKILL');
    load.kill('SIGKILL');
  }, 120_000);
  const ends = [save, load].map((child) => new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 255))));
  try {
    await pipeline(save.stdout, load.stdin);
    const codes = await Promise.all(ends);
    if (codes.some((code) => code !== 0)) throw new Error(`exit codes ${codes.join(' and ')}`);
  } catch (cause) {
    throw new Error(`loading ${images.join(' ')} into ${container} failed`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Asks until `probe` resolves to true; the error says what was waited for and carries what `explain` finds. */
export async function waitUntil(
  what: string,
  seconds: number,
  probe: () => Promise<boolean>,
  explain?: () => Promise<string>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await probe())) {
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}\n${(await explain?.()) ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
