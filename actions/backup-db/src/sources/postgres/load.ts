import { Failure } from '@slipway/action';
import { cutShort, type Database, databaseArgument, fillFaster, loadsBy, unstaged } from '@slipway/postgres';
import { lastLines, ProgramFailure, type Running } from '@slipway/shell';
import type { Job } from '../../job.ts';
import { type Evidence, readBack } from '../../readback.ts';
import type { Reader } from '../../stores/store.ts';

/** What is filled with a backup. */
export interface Load {
  /** Empty. */
  readonly target: Database;
  /** Makes it as empty again; where nobody can, it is loaded by one connection. */
  readonly clear?: () => Promise<unknown>;
  /** Whether large values may be compressed by what is fastest. */
  readonly faster?: boolean;
  /** More arguments of pg_restore. */
  readonly flags?: readonly string[];
}

/** Of those before it, pg_restore does not find by several connections what a dump wrote into a pipe. */
const firstMajor = 13;

/**
 * Restores by several connections where that can be. What only one can load, because the user may have no more, say, is loaded so, into a
 * new database, before it counts as failed.
 * @throws Failure `restore-failed` and those of `readBack`
 */
export async function load(job: Job, what: Load, store: Reader, evidence: Evidence): Promise<void> {
  const several = what.clear !== undefined && what.target.server.major >= firstMajor;
  try {
    await fill(job, what, store, evidence, several);
  } catch (error) {
    if (!(error instanceof FailedTogether)) throw error;
    job.log.warn(`${evidence.manifest.id} could not be loaded by several connections, so it is by one: ${error.message}`);
    await what.clear?.();
    await fill(job, what, store, evidence, false);
  }
}

/** What several connections could not do, for a reason that one may not have. */
class FailedTogether extends Failure {}

const roles = 'Roles that own or may read tables must exist on the server, and extensions must be installed there.';
const room = 'Make room on the disk of the server, and run the same job again.';

async function fill(
  job: Job,
  { target, faster = false, flags = [] }: Load,
  store: Reader,
  evidence: Evidence,
  several: boolean,
): Promise<void> {
  const args = ['-w', '--exit-on-error', ...flags, '-d', databaseArgument(target.name)];
  let together = false;
  const onError = (line: string): void => {
    const connections = loadsBy(line);
    if (connections === undefined) return;
    together = true;
    job.log.info(`All of it was read; ${connections} connections load it.`);
  };
  const way = several ? { load: evidence.manifest.plain.size } : { pieces: true };
  const options = { deadline: job.remaining(), signal: job.signal, application: 'slipway restore', onError, ...way };
  let own: unknown;
  const start = (from: Running): Running => {
    const program = target.start('pg_restore', args, { ...options, from });
    program.done.catch((error: unknown) => {
      own = error;
    });
    return program;
  };
  const filled = faster ? await fillFaster(target) : undefined;
  try {
    await readBack(job, store, evidence, { start, fault });
  } catch (error) {
    if (several && error === own && error instanceof ProgramFailure) throw inBrief(error, target);
    if (!(error instanceof Failure) || !(error.cause instanceof ProgramFailure) || error.reason !== 'archive-corrupt') throw error;
    const { cause } = error;
    if (cause.code === cutShort) throw error;
    const full = cause.reason === 'disk-full';
    if (together && !full) throw new FailedTogether('restore-failed', fault(cause) ?? cause.message);
    const text = error.message.replace('cannot be read back', 'cannot be restored');
    throw new Failure('restore-failed', text, { hint: full ? room : roles, cause });
  }
  await filled?.();
}

/** What ended it, without what our own script said before. */
function inBrief({ code, signal, stderr, duration, reason }: ProgramFailure, { shell }: Database): Failure {
  const words = stderr.split('\n').filter((line) => loadsBy(line) === undefined);
  if (code !== unstaged) return new ProgramFailure('pg_restore', code, signal, words.join('\n'), duration, shell.where);
  return new FailedTogether(reason, `there is no room for it beside the program: ${lastLines(stderr, 1)}`);
}

/** pg_restore ends with 1 and its own words where it cannot use the archive; with others where it never came to that. */
export function fault({ code, stderr }: ProgramFailure): string | undefined {
  if (code === cutShort) return /^\d+ bytes came instead of \d+$/m.exec(stderr)?.[0] ?? stderr.trim();
  const lines = stderr.split('\n');
  const first = lines.findIndex((line) => line.startsWith('pg_restore: error:'));
  if (code !== 1 || first < 0) return undefined;
  // What was only a warning has hints too, and who waited for a worker knows least.
  const words = lines.slice(first).filter((line) => /^(pg_restore: )?(error|detail|hint):|^command was/i.test(line));
  const own = words.filter((line, at) => at === 0 || !line.endsWith('a worker process died unexpectedly'));
  return `pg_restore cannot use it: ${own.slice(-4).join(' ').slice(0, 600)}`;
}
