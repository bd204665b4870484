import { Failure } from '@slipway/action';
import { ProgramFailure, pipe, type Running } from '@slipway/shell';
import { firstToFail, isEcho, isKilled, lostConnection } from './blame.ts';
import type { Job } from './job.ts';
import { endsEarly, findDecompressor, isWrongIdentity, startOpener, wordsOfLayer } from './layers.ts';
import type { Content, Manifest } from './manifest.ts';
import { reportProgress } from './progress.ts';
import { startRelay } from './relay/relay.ts';
import type { Reader, State } from './stores/store.ts';

/** What a proof reads: a file of the store, and what its manifest says of it. */
export interface Evidence {
  readonly state: State;
  readonly manifest: Omit<Manifest, 'verified'>;
  readonly identities: readonly string[];
}

/** What an archive is read with. Every kind has a program of its own, and only the kind knows how that one says that the archive is to blame. */
export interface ArchiveReader {
  /** Starts it, to read what another program writes. */
  start(from: Running): Running;
  /** What the program found wrong with the archive; undefined where it failed for another reason, like a server that went away. */
  fault(failure: ProgramFailure): string | undefined;
}

/** Streams a backup through its layers into a program beside the server; both hashes must be those of the manifest. */
export async function readBack(job: Job, store: Reader, evidence: Evidence, reader: ArchiveReader): Promise<void> {
  const { manifest } = evidence;
  const decompressor = await findDecompressor();
  const options = { deadline: job.remaining(), signal: job.signal };
  const source = store.read(manifest, evidence.state);
  const stored = startOpener(manifest.encryption === 'age' ? evidence.identities : [], { ...options, from: source });
  const unpack = decompressor({ ...options, from: stored.running });
  const plain = startRelay({ ...options, ...('done' in unpack ? { from: unpack } : {}), whole: false });
  const program = reader.start(plain.running);
  const beside = 'done' in unpack ? [unpack] : [];
  const culprit = firstToFail(source, stored.running, ...beside, plain.running, program);
  // In the order of the pipe: what is behind one that failed only sees that nothing more comes. First what a store in this process says of itself.
  const broken: unknown[] = [];
  const hear =
    (place: number) =>
    (error: unknown): void => {
      const words = wordsOfLayer(error);
      if (!isEcho(words)) broken[place] ??= words;
    };
  source.stdout.on('error', hear(0));
  // A relay that was ended, or fails by itself, says nothing of the file.
  const opened = stored.running.done.then(
    () => {},
    (error: unknown) => void (error instanceof ProgramFailure || hear(1)(error)),
  );
  const unpacked = 'done' in unpack ? unpack.done.then(() => {}, hear(2)) : void unpack.on('error', hear(2));
  const stop = reportProgress(stored, 'Read back', job.log.info, evidence.manifest.stored.size);
  try {
    await pipe(source, stored.running, unpack, plain.running, program);
  } catch (error) {
    program.kill();
    source.kill();
    await Promise.all([opened, unpacked]);
    throw await blame({
      job,
      evidence,
      source,
      program,
      reader,
      error,
      broken: broken.find((words) => words !== undefined),
      culprit: culprit(),
    });
  } finally {
    stop();
  }
  compare('stored file', stored.content(), manifest.stored);
  compare('dump inside it', plain.content(), manifest.plain);
}

/** @throws Failure `checksum` */
export function compare(what: string, found: Content, expected: Content): void {
  if (found.size === expected.size && found.sha256 === expected.sha256) return;
  const text = `The ${what} has ${found.size} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, but its manifest says ${expected.size} bytes with ${expected.sha256.slice(0, 12)}….`;
  throw new Failure('checksum', text, { hint: 'Its storage changed or lost bytes: check the disk, and use another backup.' });
}

interface Scene {
  readonly job: Job;
  readonly evidence: Evidence;
  readonly source: Running;
  readonly program: Running;
  readonly reader: ArchiveReader;
  readonly error: unknown;
  /** What a layer said first. */
  readonly broken: unknown;
  readonly culprit: Running | undefined;
}

/**
 * Whether the backup is broken, or only the way to it. A connection that ends looks like a truncated file to the layers, and a truncated file like
 * a broken archive to the program that reads it: so the connection is asked first, then the store, then the layers, then that program.
 */
async function blame({ job, evidence, source, program, reader, error, broken, culprit }: Scene): Promise<unknown> {
  const lost = await lostConnection(job);
  if (lost) return lost;
  const unread: unknown = await source.done.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (unread instanceof ProgramFailure && !isKilled(unread)) return corrupt(evidence, unread.message, unread);
  if (unread !== undefined && !(unread instanceof ProgramFailure)) return unread;
  // A store inside this process may be ended by its own news, which then has only reached the layers.
  if (broken instanceof Failure && !(broken instanceof ProgramFailure)) return broken;
  // A source that was ended because something else failed looks like a file that is cut.
  if (!isEcho(broken) && !(unread !== undefined && endsEarly(broken))) return blameLayer(broken, evidence);
  if (culprit && culprit !== program && culprit !== source) return culprit.done.catch((reason: unknown) => reason);
  if (!(error instanceof ProgramFailure) || culprit !== program) return error;
  const cause: unknown = await program.done.catch((reason: unknown) => reason);
  const fault = cause instanceof ProgramFailure ? reader.fault(cause) : undefined;
  return fault === undefined ? cause : corrupt(evidence, fault, cause);
}

function blameLayer(error: unknown, evidence: Evidence): Failure {
  if (!isWrongIdentity(error)) return corrupt(evidence, error instanceof Error ? error.message : String(error), error);
  return new Failure('key-missing', `age-identity opens none of the recipients of ${evidence.manifest.id}.`, {
    state: 'Nothing was changed.',
    hint: `It was encrypted to ${evidence.manifest.recipients.join(', ')}: give the private key of one of them.`,
  });
}

export function corrupt(evidence: Evidence, why: string, cause?: unknown): Failure {
  return new Failure('archive-corrupt', `The backup ${evidence.manifest.id} cannot be read back: ${why}.`, {
    hint: 'Use another backup, and check the storage of this one.',
    cause,
  });
}
