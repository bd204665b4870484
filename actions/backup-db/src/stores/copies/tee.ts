import type { Running } from '@slipway/shell';
import { inProcess, type Limits } from '../in-process.ts';

/** A stream that goes into several. The slowest governs: no chunk is taken before each of them has room for it. */
export interface Branch {
  readonly running: Running;
  /** What its failure means. @throws where the stream cannot go on without it */
  fail(error: unknown): void;
}

export function tee(title: string, limits: Limits, branches: readonly Branch[]): Running {
  return inProcess(title, 'this machine', limits, async ({ stdin, signal }) => {
    const open = new Set(branches);
    let fatal: Error | undefined;
    signal.addEventListener('abort', () => {
      for (const { running } of branches) running.kill();
    });
    /** A branch that failed is passed over from then on; one without which there is no going on ends the stream. */
    const without =
      (branch: Branch) =>
      (error: unknown): void => {
        if (!open.delete(branch)) return;
        try {
          branch.fail(error);
        } catch (problem) {
          // Whoever waits for bytes is told at once; once the last one was read nobody waits any more.
          fatal = problem as Error;
          stdin.destroy(fatal);
        }
      };
    const ends = branches.map((branch) => branch.running.done.then(() => {}, without(branch)));
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      await Promise.all([...open].map(({ running }) => write(running, chunk)));
    }
    for (const { running } of open) running.stdin.end();
    await Promise.all(ends);
    if (fatal) throw fatal;
  });
}

/** Resolves when there is room for more, or nobody takes it any more. */
function write({ stdin, done }: Running, chunk: Buffer): Promise<void> {
  if (stdin.destroyed || stdin.write(chunk)) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      stdin.off('drain', go).off('close', go);
      resolve();
    };
    stdin.on('drain', go).on('close', go);
    done.then(go, go);
  });
}
