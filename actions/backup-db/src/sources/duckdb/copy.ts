import { Failure } from '@slipway/action';
import { ProgramFailure } from '@slipway/shell';
import type { DuckdbFacts } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { chooseWriters, type Writers } from '../writers/choose.ts';
import { notHeld, notResumed, startStill } from '../writers/still.ts';
import { inspectContainers, parseUsers, type User } from '../writers/users.ts';
import { programFailed, said, tryQuery } from './query.ts';
import { changed, copyScript, foldSql, held, heldCopyScript, notCopied } from './scripts.ts';
import { type Home, shares, type Workshop } from './workshop.ts';

type Way = DuckdbFacts['writers'];

/**
 * Copies the database into the workshop, with its log folded in. @returns what had to be done about who has it open
 * @throws Failure `volume-in-use`, `dump-failed`, `database-unreachable`, `program-missing`
 */
export async function copy(job: Job, workshop: Workshop, home: Home | undefined, file: string): Promise<Way> {
  const to = `${workshop.folder}/copy`;
  const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
  const { code, stderr } = await workshop.room.run(['sh', '-c', copyScript, 'sh', file, to], options);
  if (code === notCopied) throw notCopiedFailure(file, said(stderr));
  const isHeld = code === held || code === changed;
  if (code !== 0 && !isHeld) throw programFailed(workshop.room, file, code, stderr);
  const way = isHeld ? await copyHeld(job, workshop, home, { file, to, holder: said(stderr) }) : 'still';
  const folded = await tryQuery(job, workshop.room, to, 'rw', foldSql);
  if (folded.code !== 0) throw programFailed(workshop.room, file, folded.code, folded.stderr);
  return way;
}

interface Held {
  readonly file: string;
  readonly to: string;
  /** What DuckDB says of who has it open. */
  readonly holder: string;
}

async function copyHeld(job: Job, { room }: Workshop, home: Home | undefined, { file, to, holder }: Held): Promise<Way> {
  const chosen = await chooseHolders(job, home, file, holder);
  await still(job, room.container ?? '', chosen, file, to);
  return chosen.way;
}

type Holders = Pick<Writers, 'pause' | 'stop'> & { readonly way: 'pause' | 'stop' };

/** Who is to be held still while a file that is open for writing is copied. @throws Failure `volume-in-use` where nobody may be, or nobody is known */
export async function chooseHolders(job: Job, home: Home | undefined, file: string, holder: string): Promise<Holders> {
  const state = 'Nothing was written.';
  if (!home) {
    throw new Failure('volume-in-use', `${file} on ${job.shell.where} is open for writing: ${holder}`, {
      state,
      hint: 'Stop that program meanwhile. Where it runs in a container, name its compose service in the input service: it can be paused then.',
    });
  }
  const users = parseUsers(await inspectContainers(job.shell), shares(home.mount));
  const { writers, pause, stop } = chooseWriters(`The folder of ${file}`, users, job.inputs.writers);
  if (writers === 'pause' || writers === 'stop') return { pause, stop, way: writers };
  const why = writers === 'live' ? 'what has it open is to go on' : 'no running container is known that may write to it';
  throw new Failure('volume-in-use', `${file} in the container ${home.name} is open for writing, and ${why}: ${holder}`, {
    state,
    hint: 'A DuckDB database that is written to cannot be copied: use pause or stop, by the label slipway.backup of its service or by the input writers.',
  });
}

async function still(job: Job, workshop: string, chosen: Holders, file: string, to: string): Promise<void> {
  const lines: string[] = [];
  // Where all are stopped nobody has it open any more, and nobody else can open it.
  const script = chosen.pause.length === 0 ? copyScript : heldCopyScript;
  const argv = ['docker', 'exec', workshop, 'sh', '-c', script, 'sh', file, to];
  const running = startStill(job, chosen, argv, { title: 'cp', onError: (line) => void lines.push(line) });
  running.stdout.resume();
  try {
    await running.done;
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    throw explainStill(file, error, lines.at(-1) ?? error.message, [...chosen.pause, ...chosen.stop]);
  }
}

const goesOn = 'No backup was stored. What was paused or stopped goes on.';

function explainStill(file: string, cause: ProgramFailure, text: string, users: readonly User[]): Failure {
  const names = users.map(({ name }) => name).join(', ');
  if (cause.code === notHeld)
    return new Failure('volume-in-use', `${names} could not be held still: ${text}`, {
      state: goesOn,
      hint: 'Another backup may be at it: run again.',
      cause,
    });
  if (cause.code === notResumed)
    return new Failure('dump-failed', `${file} was copied, and ${names} may not have gone on: ${text}`, {
      state: 'No backup was stored. These containers may be paused or stopped now.',
      hint: 'On the server: docker unpause, or docker start, each of them.',
      cause,
    });
  if (cause.code === changed || cause.code === held)
    return new Failure('volume-in-use', `${text}, although ${names} stood still: something else writes to it.`, {
      state: goesOn,
      hint: 'Find it (on the server: lsof or fuser), and let it be stopped meanwhile.',
      cause,
    });
  return notCopiedFailure(file, text, cause);
}

function notCopiedFailure(file: string, text: string, cause?: ProgramFailure): Failure {
  return new Failure('dump-failed', `${file} could not be copied: ${text}`, {
    state: goesOn,
    hint: 'The copy needs room for the database: in /var/tmp, with service where the engine keeps its containers.',
    ...(cause ? { cause } : {}),
  });
}
