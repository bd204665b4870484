import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { check, defaults, type LoadOptions } from './options.ts';
import type { LoadResult } from './result.ts';
import type { Progress } from './tally.ts';

export interface Load {
  /** Resolves at the first request that succeeds; rejects if none does within 10 s, while the load goes on. */
  ready: Promise<void>;
  /** As of at most 0.2 s ago. */
  progress(): Progress;
  /** Notes the instant in the result's `marks`. */
  mark(label: string): void;
  /** Lets the requests in flight end. Also gives the result of a load that has reached a bound. */
  stop(): Promise<LoadResult>;
}

const READY_MS = 10_000;

/**
 * Starts the load in a process of its own, so that the work of the process that deploys does not distort what is measured.
 * It ends by itself when this process does, however that happens.
 */
export function startLoad(given: Partial<LoadOptions> & { url: string }): Load {
  const out = given.out ?? join(mkdtempSync(join(tmpdir(), 'load-')), 'result.json');
  const options: LoadOptions = { ...defaults, ...given, out };
  check(options);
  // An empty environment: settings of the parent's runtime (NODE_OPTIONS) are not meant for this one.
  const child = spawn(process.execPath, argv(options), { stdio: ['pipe', 'pipe', 'pipe'], env: {} });
  // Whoever waits for neither of these two learns of a failure from stop().
  const exited = once(child, 'exit');
  exited.catch(() => {});
  let complaint = '';
  let latest: Progress = { requests: 0, failed: 0, acknowledged: 0, versions: {} };
  const first = Promise.withResolvers<void>();

  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    latest = JSON.parse(line);
    if (latest.requests > latest.failed) first.resolve();
  });
  const unanswered = (): void =>
    first.reject(new Error(`${options.url}: none of ${latest.requests} requests was answered with success. ${complaint}`.trim()));
  const impatience = setTimeout(unanswered, READY_MS);
  first.promise.finally(() => clearTimeout(impatience)).catch(() => {});
  child.once('close', unanswered);

  return {
    ready: first.promise,
    progress: () => latest,
    mark: (label) => child.stdin.write(`${label.replaceAll(/\s+/g, ' ')}\n`),
    async stop() {
      child.stdin.end();
      const killer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs + 10_000);
      const [code, signal] = await exited;
      clearTimeout(killer);
      if (code !== 0) throw new Error(`the load client ended with ${signal ?? `status ${code}`}. ${complaint}`.trim());
      return JSON.parse(await readFile(out, 'utf8'));
    },
  };
}

function argv(options: LoadOptions): string[] {
  const settings = {
    url: options.url,
    out: options.out,
    clients: options.clients,
    rate: options.rate,
    'max-seconds': options.maxSeconds,
    'max-requests': options.maxRequests,
    'timeout-ms': options.timeoutMs,
  };
  const script = join(import.meta.dirname, 'client.ts');
  return [script, '--progress', ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
}
