import { childEnvironment } from './local.ts';
import { startProcess } from './process.ts';

/** The connection that every command shares. */
export interface Master {
  /** What OpenSSH said where the connection did not come about; undefined where it stands. */
  readonly ready: Promise<string | undefined>;
  /** True when the connection is gone. */
  readonly over: boolean;
  stop(): Promise<void>;
}

const greeting = 'slipway-connected';

/**
 * Keeps one session open whose input is ours: it lasts as long as this process, however long nothing happens, and ends with it, also when the
 * process is killed. A shell's start-up files may print before the greeting.
 */
export function startMaster(flags: readonly string[], options: { readonly host: string; readonly connectDeadline?: number }): Master {
  const argv = [...flags, '-oLogLevel=INFO', '-M', '--', options.host, `echo ${greeting}; exec cat`];
  const running = startProcess(argv, { title: 'ssh', environment: childEnvironment(process.env), deadline: Number.POSITIVE_INFINITY });
  const deadline = (options.connectDeadline ?? 15_000) + 5000;
  let over = false;
  let heard = '';
  const ready = new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => {
      running.kill();
      resolve('no answer in time');
    }, deadline);
    const settle = (said: string | undefined): void => {
      clearTimeout(timer);
      resolve(said);
    };
    running.stdout.on('data', (chunk: Buffer) => {
      if (heard.includes(greeting)) return;
      heard += chunk.toString();
      if (heard.includes(greeting)) settle(undefined);
    });
    const end = (error?: unknown): void => {
      over = true;
      settle(error instanceof Error && 'stderr' in error ? String(error.stderr) : '');
    };
    running.done.then(() => end(), end);
  });
  return {
    ready,
    get over() {
      return over;
    },
    async stop() {
      running.stdin.end();
      const patience = setTimeout(() => running.kill(), 1000);
      await running.done.catch(() => {});
      clearTimeout(patience);
    },
  };
}
