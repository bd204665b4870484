import { createWriteStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, chooseErrand, judge } from './errand.ts';
import { exchange, now } from './exchange.ts';
import type { LoadOptions } from './options.ts';
import type { LoadResult, Mark, Note } from './result.ts';
import { type Progress, Tally } from './tally.ts';

export interface Run {
  progress(): Progress;
  /** Resolves when every request in flight has ended and both files are written. */
  done: Promise<LoadResult>;
}

/** Puts the load on, in this process, until `stop` fires or a bound is reached. Marks added to `marks` meanwhile go into the result. */
export function run(options: LoadOptions, stop: AbortSignal, marks: readonly Mark[] = []): Run {
  const started = now();
  const origin = new URL(options.url);
  const tally = new Tally(started);
  const notesFile = `${options.out}.notes.jsonl`;
  const notes = createWriteStream(notesFile);
  const over = AbortSignal.any([stop, AbortSignal.timeout(options.maxSeconds * 1_000)]);
  let begun = 0;
  let acknowledged = 0;

  async function runErrand(number: number, agent: Agent | false, written: Note[]): Promise<void> {
    const errand = chooseErrand(written);
    const { method, path, body } = ask(errand);
    const got = await exchange(origin, agent, { method, path, body }, options.timeoutMs);
    const answered = 'status' in got;
    const failure = answered ? judge(errand, got) : got;
    if (errand.what === 'write' && failure === undefined) {
      acknowledged += 1;
      written.push(errand.note);
      notes.write(`${JSON.stringify(errand.note)}\n`);
    }
    const { startedAt, endedAt, reused } = got;
    const version = answered ? got.version : null;
    const connection = agent ? 'kept' : 'fresh';
    tally.record({ client: number, connection, reused, method, path, startedAt, endedAt, answered, version, failure });
  }

  async function client(number: number): Promise<void> {
    const agent = number % 2 === 1 && new Agent({ keepAlive: true, maxSockets: 1 });
    const written: Note[] = [];
    const period = (options.clients / options.rate) * 1_000;
    let next = started + (number / options.clients) * period;
    while ((await until(next, over)) && begun < options.maxRequests) {
      begun += 1;
      await runErrand(number, agent, written);
      // A late client does not catch up: a slow server is asked less often, as people do, and never by a burst after a pause.
      // The jitter keeps clients from asking in step.
      next = Math.max(now(), next + period * (0.8 + 0.4 * Math.random()));
    }
    if (agent) agent.destroy();
  }

  async function all(): Promise<LoadResult> {
    await Promise.all(Array.from({ length: options.clients }, (_, number) => client(number)));
    const { url, clients, out } = options;
    notes.end();
    await finished(notes);
    const result = { url, clients, ...tally.result(now()), acknowledged, notes: notesFile, marks: [...marks] };
    await writeFile(`${out}.part`, `${JSON.stringify(result, null, 2)}\n`);
    await rename(`${out}.part`, out);
    return result;
  }

  return {
    progress: () => ({ requests: tally.requests, failed: tally.failed, acknowledged, versions: tally.answers() }),
    done: all(),
  };
}

/** Waits for the instant. False, at once, when the load is over. */
async function until(instant: number, over: AbortSignal): Promise<boolean> {
  try {
    await sleep(Math.max(0, instant - now()), undefined, { signal: over });
    return true;
  } catch {
    return false;
  }
}
