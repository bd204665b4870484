/**
 * The load client: asks an application of the `notes` kind as its users would, and counts every failed request.
 *
 *   node client.ts --url http://127.0.0.1:8000 --out result.json [--clients 8] [--rate 100] [--max-seconds 300]
 *
 * It runs until SIGTERM, SIGINT, the end of a piped stdin or a bound; then it lets the requests in flight end and writes the
 * result. Nothing is ever repeated: each failed attempt counts. It exits with 0 also when requests failed; that is for the reader
 * of the result to judge.
 */
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { now } from './exchange.ts';
import { parseOptions } from './options.ts';
import type { Mark } from './result.ts';
import { run } from './run.ts';

export type { LoadOptions } from './options.ts';
export type { Failure, FailureKind, LoadResult, Note, Second, VersionSeen } from './result.ts';
export { type Load, startLoad } from './start.ts';
export { lastOldFirstNew, type Switchover } from './switchover.ts';
export { type MissingNote, readNotes, verifyNotes } from './verify.ts';

const PROGRESS_MS = 200;

async function main(argv: readonly string[]): Promise<void> {
  const options = parseOptions(argv);
  const stop = new AbortController();
  const marks: Mark[] = [];
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  if (isPipe(0)) {
    const lines = createInterface({ input: process.stdin });
    lines.on('line', (label) => marks.push({ label, at: Math.round(now() * 10) / 10 }));
    lines.on('close', () => stop.abort());
  }
  const load = run(options, stop.signal, marks);
  const report = options.progress ? setInterval(() => console.log(JSON.stringify(load.progress())), PROGRESS_MS) : undefined;
  const { requests, failed, acknowledged } = await load.done;
  clearInterval(report);
  console.log(
    options.progress ? JSON.stringify(load.progress()) : `${requests} requests, ${failed} failed, ${acknowledged} notes acknowledged`,
  );
  process.stdin.destroy();
}

/** Only what a parent process holds open says by its end that the load should stop; a terminal or /dev/null does not. */
function isPipe(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  return stat.isFIFO() || stat.isSocket();
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
