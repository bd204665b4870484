import { addSecret } from '@slipway/action';
import { collect, type ProcessOptions, startProcess } from './process.ts';
import type { Running, RunOptions, Shell, StartOptions } from './shell.ts';

/** Variables of the runner that no program below needs, and that hold secrets: inputs, tokens, state. */
const withheld = /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$)/;

export function childEnvironment(env: NodeJS.ProcessEnv, ...more: (Readonly<Record<string, string>> | undefined)[]): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
  return Object.assign(kept, ...more);
}

/** @param options `answer` is what the program reads from descriptor 3, once that is known */
export function startLocal(argv: readonly string[], options: StartOptions & Pick<ProcessOptions, 'answer'> = {}): Running {
  for (const value of Object.values(options.secrets ?? {})) addSecret(value);
  return startProcess(argv, { ...options, environment: childEnvironment(process.env, options.env, options.secrets) });
}

/** The machine that the action itself runs on. */
export function localShell(): Shell {
  const start = (argv: readonly string[], options?: StartOptions): Running => startLocal(argv, options);
  return {
    where: 'this machine',
    remote: false,
    start,
    run: async (argv, options: RunOptions = {}) =>
      collect(start(argv, { ...options, ...(options.onLine ? { onError: options.onLine } : {}) }), options),
    reach: async (address) => address,
    close: async () => {},
  };
}
