// Programs for scripts: an argument vector, a deadline, and an error that shows what was asked and what was answered.
import { spawn } from 'node:child_process';
import { Failure } from '../../packages/action/src/failure.ts';

export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface CommandOptions {
  readonly input?: string;
  /** Seconds, 120 by default. */
  readonly deadline?: number;
  /** Exit codes that are answers too. */
  readonly accept?: readonly number[];
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws Failure where the program is missing, ends with another code than 0 or an accepted one, or passes its deadline */
export function ask(place: Place, file: string, args: readonly string[], options: CommandOptions = {}): Promise<Answer> {
  const seconds = options.deadline ?? 120;
  const said = [file, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: place.cwd, env: place.env, stdio: ['pipe', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new Failure('no-program', `${file} cannot be started: ${error.message}.`, { hint: `Install ${file}.`, cause: error }));
    });
    // A program may end without reading what it is given; its exit code says what that means.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      clearTimeout(timer);
      const answer = { code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
      if (late) reject(new Failure('deadline', `${said} did not end within ${seconds} s.`));
      else if (answer.code === 0 || options.accept?.includes(answer.code)) resolve(answer);
      else reject(new Failure('command', `${said} ended with ${answer.code}: ${lastWords(answer)}.`));
    });
    child.stdin.end(options.input ?? '');
  });
}

function lastWords({ stdout, stderr }: Answer): string {
  const text = (stderr || stdout).trim().replace(/\.$/, '');
  return text === '' ? 'no output' : text.slice(-2000);
}

/** Git; where a token is set, the GitHub CLI answers for a password, so that none has to be kept in the checkout. */
export async function git(place: Place, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const helper = place.env['GH_TOKEN'] ? ['-c', 'credential.helper=', '-c', 'credential.helper=!gh auth git-credential'] : [];
  const env = { ...place.env, GIT_TERMINAL_PROMPT: '0' };
  return (await ask({ ...place, env }, 'git', [...helper, ...args], options)).stdout.trim();
}
