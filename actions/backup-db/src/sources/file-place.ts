import { randomBytes } from 'node:crypto';
import { Failure, withDetails } from '@slipway/action';
import { ProgramFailure, type Running } from '@slipway/shell';
import type { Job } from '../job.ts';
import { stamp } from '../names.ts';
import { type Evidence, readBack } from '../readback.ts';
import type { Place } from '../source.ts';
import type { Reader } from '../stores/store.ts';
import type { Room } from './room.ts';

export interface FileOrder {
  readonly room: Room;
  /** Absolute path. */
  readonly into: string;
  /** Ends of files that belong to the one of the path, and go with it when it is replaced: `-wal`. */
  readonly sides: readonly string[];
  /** Reads the whole backup, and compares it with its manifest. @throws Failure */
  prove(store: Reader, evidence: Evidence): Promise<void>;
}

const look =
  'if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; elif [ -w "$(dirname -- "$1")" ]; then echo free; else echo closed; fi';

/** What an ended run left is removed a day later: another may be at work on it. */
const write =
  'set -eu; umask 077; for f in "$1".restore-????????; do [ ! -f "$f" ] || find "$f" -maxdepth 0 -mmin +1440 -exec rm -f -- {} \\; ; done; cat > "$2"; sync "$2"';

/**
 * A name that is free is taken without overwriting; one that is not has its file kept under another first, and is never without one. What fails on
 * the way leaves everything as it was.
 */
const take = [
  'set -eu; new=$1 into=$2 kept=$3; shift 3',
  'if [ -z "$kept" ]; then ln -T -- "$new" "$into"; rm -f -- "$new"; sync "$into"; exit; fi',
  'chmod "$(stat -c %a -- "$into")" "$new"; chown "$(stat -c %u:%g -- "$into")" "$new" 2>/dev/null || [ "$(stat -c %u:%g -- "$into")" = "$(stat -c %u:%g -- "$new")" ] || echo "owner" >&2',
  'back() { for side in "$@"; do if [ -e "$kept$side" ]; then mv -fT -- "$kept$side" "$into$side"; fi; done; rm -f -- "$kept"; }',
  'ln -T -- "$into" "$kept"; trap \'back "$@"\' EXIT',
  'for side in "$@"; do if [ -e "$into$side" ]; then mv -fT -- "$into$side" "$kept$side"; fi; done',
  'mv -fT -- "$new" "$into"; trap - EXIT; sync "$(dirname -- "$into")"',
].join('\n');

const refusals: Readonly<Record<string, string>> = {
  link: 'is a link, and who opens what it leads to would not see the restored file',
  folder: 'is a folder',
  closed: 'is in a folder that this user cannot write to, or that is not there',
};

/** A path on the machine, or in the container, of a source. @throws Failure `restore-failed` where nothing can be written there */
export async function filePlace(job: Job, order: FileOrder): Promise<Place> {
  const { room, into } = order;
  const found = (await room.run(['sh', '-c', look, 'sh', into])).stdout.trim();
  const why = refusals[found];
  if (why !== undefined) {
    throw new Failure('restore-failed', `${into} ${room.where} ${why}.`, {
      state: 'Nothing was changed.',
      hint: 'Give the path of the file that is to be made in the input into.',
    });
  }
  const taken = found === 'file';
  const keptAs = `${into}_before_${stamp(new Date(job.clock.now()))}`;
  return {
    words: `the file ${into} ${room.where}`,
    taken,
    keptAs,
    bringBack: (store, _, evidence) => bringBack(job, store, evidence, { ...order, kept: taken ? keptAs : undefined }),
  };
}

type Order = FileOrder & { readonly kept: string | undefined };

/** First all of it is read where that changes nothing, then it is written beside the path, and then it takes the name. */
async function bringBack(job: Job, store: Reader, evidence: Evidence, order: Order): Promise<string | undefined> {
  const { room, into, kept } = order;
  const scratch = `${into}.restore-${randomBytes(4).toString('hex')}`;
  try {
    await job.log.group(`Proof of ${evidence.manifest.id}`, () => order.prove(store, evidence));
    const start = (from: Running): Running =>
      room.start(['sh', '-c', write, 'sh', into, scratch], { deadline: job.remaining(), signal: job.signal, from });
    await job.log.group(`Restore of ${evidence.manifest.id}`, () => readBack(job, store, evidence, { start, fault: () => undefined }));
    const { stderr } = await room.run(['sh', '-c', take, 'sh', scratch, into, kept ?? '', ...order.sides]);
    if (stderr.includes('owner'))
      job.log.warn(`${into} belongs to the user of this run now: only root can give it to the owner that it had.`);
    return kept;
  } catch (error) {
    await room.run(['rm', '-f', '--', scratch]).catch(() => {});
    const state = error instanceof Failure ? error.details.state : undefined;
    throw withDetails(restoreFailed(error, into), { state: state ?? `${into} is as it was.` });
  }
}

function restoreFailed(error: unknown, into: string): Failure {
  if (error instanceof Failure && !(error instanceof ProgramFailure)) return error;
  const said = error instanceof ProgramFailure ? error.stderr.trim().split('\n').at(-1) : String(error);
  return new Failure('restore-failed', `${into} could not be written: ${said}`, { cause: error });
}
