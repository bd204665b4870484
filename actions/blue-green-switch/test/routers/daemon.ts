import { type ChildProcess, spawn } from 'node:child_process';
import { killTree } from '../../../../test/harness/processes.ts';
import { asDeployer } from './rig.ts';

/** A router's process as the deploying user, in the foreground, so that its end is seen. */
export interface Daemon {
  readonly child: ChildProcess;
  /** What it wrote last. */
  said(): string;
  /** Ends it, by force where it takes too long. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it and everything that it started, at once, as a power cut does. */
  crash(): Promise<void>;
}

export function startDaemon(argv: readonly string[]): Daemon {
  const [file = '', ...args] = asDeployer(argv);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-4000);
    });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  return {
    child,
    said: () => text,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const late = setTimeout(() => killTree(child.pid ?? 0), 5000);
      await ended;
      clearTimeout(late);
    },
    async crash() {
      // A master that still runs would replace the workers that are ended before it.
      child.kill('SIGSTOP');
      killTree(child.pid ?? 0);
      await ended;
    },
  };
}
