import { Failure } from '@slipway/action';
import { ProgramFailure, pipe, type Running } from '@slipway/shell';
import { firstToFail, isEcho, lostConnection } from './blame.ts';
import type { Facts } from './facts.ts';
import type { Job } from './job.ts';
import { findCompressor, findSealer } from './layers.ts';
import type { Content } from './manifest.ts';
import { formatBytes, reportProgress } from './progress.ts';
import { startRelay } from './relay/relay.ts';
import type { Moment, Source } from './source.ts';
import type { Draft, Store } from './stores/store.ts';

export interface Dumped {
  readonly plain: Content;
  readonly stored: Content;
  readonly facts: Facts;
  /** Milliseconds. */
  readonly duration: number;
}

export interface DumpOrder {
  readonly draft: Draft;
  readonly recipients: readonly string[];
  /** Bytes of the dump before it; undefined where there is none. */
  readonly expected: number | undefined;
}

interface Order extends DumpOrder {
  /** Starts the stage that encrypts. */
  readonly sealer: Awaited<ReturnType<typeof findSealer>>;
  /** Starts the stage that compresses. */
  readonly compressor: Awaited<ReturnType<typeof findCompressor>>;
}

/**
 * One pass from the source to the partial file: its program, zstd, age, both hashes; beside it the content is counted in the same moment. Fails if
 * any part fails, and then leaves nothing.
 * @throws Failure `dump-failed`, `empty`, `destination-unwritable`, `checksum`
 */
export async function dump(job: Job, source: Source, store: Store, order: DumpOrder): Promise<Dumped> {
  const { draft, recipients } = order;
  const started = job.clock.now();
  // Before any program runs: a recipient may be none.
  const sealer = await findSealer(recipients);
  const compressor = await findCompressor();
  const moment = await source.open();
  try {
    const [content, facts] = await together(job, moment, store, { ...order, sealer, compressor });
    return { ...content, facts, duration: job.clock.now() - started };
  } catch (error) {
    await store.removePartial(draft).catch((problem: unknown) => job.log.debug(`The partial file stays: ${String(problem)}`));
    throw error;
  } finally {
    await moment.close();
  }
}

/** The dump and the counts side by side; where one fails, the other is ended. */
async function together(job: Job, moment: Moment, store: Store, order: Order): Promise<[Pick<Dumped, 'plain' | 'stored'>, Facts]> {
  const program = moment.start();
  const streamed = stream(job, moment, program, store, order);
  const counted = moment.facts().catch((error: unknown) => {
    program.kill();
    throw error;
  });
  const [flow, facts] = await Promise.allSettled([streamed, counted]);
  if (flow.status === 'fulfilled' && facts.status === 'fulfilled') return [flow.value, facts.value];
  await moment.abandon();
  // Where counting failed first, the dump only ended because of it; some count what the program says, and then it is the other way round.
  const own: unknown = await program.done.catch((error: unknown) => error);
  throw facts.status === 'rejected' && facts.reason !== own ? facts.reason : (flow as PromiseRejectedResult).reason;
}

async function stream(job: Job, moment: Moment, program: Running, store: Store, order: Order): Promise<Pick<Dumped, 'plain' | 'stored'>> {
  const { magicAt = 0 } = moment;
  const options = { deadline: job.remaining(), signal: job.signal };
  const plain = startRelay({ ...options, from: program, head: magicAt + moment.magic.length });
  const compressor = order.compressor({ ...options, from: plain.running });
  const beside = 'done' in compressor ? compressor : undefined;
  const stored = order.sealer({ ...options, ...(beside ? { from: beside } : {}) });
  const receiver = store.receive(order.draft, stored.running);
  const culprit = firstToFail(program, receiver.running, plain.running, ...(beside ? [beside] : []), stored.running);
  const say = (line: string): void => job.log.info(`${line} (stored ${formatBytes(stored.bytes)})`);
  const stop = reportProgress(plain, 'Dumped', say, order.expected);
  try {
    await pipe(program, plain.running, compressor, stored.running, receiver.running);
  } catch (error) {
    throw await blame({ job, moment, program, store, receiver: receiver.running, error, culprit: culprit() });
  } finally {
    stop();
  }
  if (plain.head.toString('latin1').slice(magicAt) !== moment.magic) {
    throw new Failure('empty', `${moment.program} wrote ${formatBytes(plain.bytes)} that are no archive.`, {
      state: 'No backup was stored.',
    });
  }
  const sent = stored.content();
  await receiver.complete(sent);
  return { plain: plain.content(), stored: sent };
}

interface Scene {
  readonly job: Job;
  readonly moment: Moment;
  readonly program: Running;
  readonly store: Store;
  readonly receiver: Running;
  readonly error: unknown;
  readonly culprit: Running | undefined;
}

const crowded = 'It runs beside this action: where the system ended it, the machine may have no memory left. Run the same job again.';

/** The program that failed first gives the reason; timeouts, lost connections and our own errors stay what they are. */
async function blame({ job, moment, program, store, receiver, error, culprit }: Scene): Promise<unknown> {
  const lost = await lostConnection(job);
  if (lost) return lost;
  const programs = error instanceof ProgramFailure || isEcho(error) || (error instanceof Failure && error.reason === 'program-failed');
  if (!programs || !culprit) return error;
  const cause: unknown = await culprit.done.catch((reason: unknown) => reason);
  if (culprit === receiver) return store.explain(cause);
  if (!(cause instanceof ProgramFailure)) return cause;
  const [title, hint] = culprit === program ? [moment.program, moment.hint] : [culprit.title, crowded];
  return new Failure('dump-failed', `${title} failed: ${cause.message}`, { state: 'No backup was stored.', hint, cause });
}
