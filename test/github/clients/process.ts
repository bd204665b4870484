import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { node } from '../../harness/action.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('toolkit.ts', import.meta.url));

/** The environment of a job, a command of toolkit.ts and its arguments. */
export type StepOf = readonly [env: Readonly<Record<string, string>>, command: string, ...args: string[]];

export interface Outcome {
  readonly result?: unknown;
  readonly error?: string;
}

/** Calls official clients in a process that has only what a runner would give it. */
export async function toolkit(folder: string, ...steps: readonly StepOf[]): Promise<{ outcomes: readonly Outcome[]; log: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    RUNNER_TEMP: folder,
    GITHUB_WORKSPACE: folder,
    GITHUB_SERVER_URL: 'https://github.com',
  };
  const plan = JSON.stringify(steps.map(([of, command, ...args]) => ({ env: of, command, args })));
  const { stdout, stderr } = await run(node, [script, plan], { cwd: folder, env, timeout: 20_000 });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return { outcomes: JSON.parse(last) as Outcome[], log: stdout + stderr };
}
