import { randomBytes } from 'node:crypto';
import { Failure, formatDuration, withDetails } from '@slipway/action';
import { openProject } from '@slipway/docker';
import { type Database, openDatabase, takeLock } from '@slipway/postgres';
import type { Facts } from '../answer.ts';
import { type Attempt, follow } from '../apply.ts';
import { differences, shortened } from '../fingerprint.ts';
import { isReached, makePlan, type Plan, place } from '../plan.ts';
import { converse, probe } from '../probe.ts';
import type { Work } from '../work.ts';
import { makeCopy } from './copy.ts';
import { oldCodeWorks } from './old-code.ts';
import { createRecorder } from './recorder.ts';
import type { Note, Rehearsal } from './rehearsal.ts';
import { impossible, openRoom, type Room } from './room.ts';
import { prepare, type Stage } from './stage.ts';

/**
 * Carries a plan out on a copy of the database, in a server and a network of its own: up, down and up again. The live database is only read.
 * @throws Failure `rehearsal-failed`, `rehearsal-impossible`
 */
export async function rehearse(work: Work, plan: Plan, facts: Facts): Promise<Rehearsal> {
  const { shell, context } = work.ports;
  const project = await openProject(shell, work.inputs, context);
  const live = await openDatabase(shell, { ...work.address, database: facts.database });
  const stage = await prepare(work, project, live);
  try {
    const room = await openRoom(work, project.name, stage);
    const watched = { ...work, signal: AbortSignal.any([work.signal, room.watch.lost]) };
    try {
      return await inRoom(watched, { plan, facts, live, stage, room });
    } catch (error) {
      throw withSecrets((await room.watch.why()) ?? error, stage);
    } finally {
      await room.close();
    }
  } finally {
    await stage.leave();
  }
}

interface Scene {
  readonly plan: Plan;
  readonly facts: Facts;
  readonly live: Database;
  readonly stage: Stage;
  readonly room: Room;
}

async function inRoom(work: Work, { plan, facts, live, stage, room }: Scene): Promise<Rehearsal> {
  const { log, clock } = work.ports;
  const started = clock.now();
  const copy = await log
    .group(`Copy of ${facts.database} for the rehearsal`, () => makeCopy(work, live, room.server))
    .catch((error: unknown) => {
      throw impossible(error, work);
    });
  const restored = clock.now() - started;
  log.info(`The copy stands after ${formatDuration(restored)}.`);
  const entered = await stage.enter(room.name).catch((error: unknown) => {
    throw impossible(error, work);
  });
  const there = { ...entered, signal: work.signal };
  try {
    const played = await play(there, plan, facts, copy, stage, room.name);
    // Its end may have been taken for an answer of the version that serves.
    room.watch.lost.throwIfAborted();
    return { restored, bytes: await sizeOf(copy), ...played };
  } finally {
    await there.transport.close();
  }
}

/** An application that cannot use what stands in for a secret says so in words of its own. */
function withSecrets(error: unknown, { standIns }: Stage): unknown {
  const names = Object.keys(standIns);
  if (names.length === 0 || !(error instanceof Failure) || error.reason !== 'rehearsal-impossible') return error;
  const hint = `The files of the secrets ${names.join(', ')} hold random text there: what needs them in a form of their own cannot start. ${error.details.hint ?? ''}`;
  return withDetails(error, { hint: hint.trim() });
}

async function sizeOf(database: Database): Promise<number> {
  const [[bytes = '0'] = []] = await database.query('select pg_database_size(current_database())');
  return Number(bytes);
}

/** That the application in the room reaches the copy and nothing else: a lock that only the copy has is seen by it. @throws Failure `rehearsal-impossible` */
async function requireCopy(work: Work, copy: Database, plan: Plan): Promise<void> {
  // Any key but that of a database's own lock, which a live run may hold.
  const key = randomBytes(8).readBigInt64BE();
  const options = {
    key,
    mode: 'exclusive',
    wait: 0,
    lifetime: work.remaining(300_000),
    application: 'slipway rehearsal',
    clock: work.ports.clock,
  } as const;
  const lock = await takeLock(copy, options);
  try {
    const bits = BigInt.asUintN(64, key);
    const halves = { high: String(bits >> 32n), low: String(bits & 0xffffffffn) };
    const seen = await probe(work, { direction: 'upgrade', target: plan.target, key: halves });
    if (seen.locked !== true) throw new Error('the application in the room reaches another database than the copy');
  } catch (error) {
    throw impossible(error, work);
  } finally {
    await lock.release();
  }
}

type Played = Omit<Rehearsal, 'restored' | 'bytes'>;

async function play(work: Work, plan: Plan, facts: Facts, copy: Database, stage: Stage, room: string): Promise<Played> {
  const { log } = work.ports;
  await requireCopy(work, copy, plan);
  const control = await oldCodeWorks(work, stage, room, 'present');
  if (control === false)
    log.warn('It does not work there before the migrations either, so the room lacks what it needs, and nothing follows from it.');
  const before = await probe(work, { direction: 'upgrade', target: plan.target, fingerprint: true }).catch((error: unknown) => {
    throw impossible(error, work);
  });
  if (place(before.current) !== place(facts.current)) {
    const text = `The copy is at ${place(before.current)} and the live database at ${place(facts.current)}: its backup is of another state`;
    throw impossible(new Error(text), work);
  }
  const recorder = createRecorder(facts.tables);
  const up = await log.group('Rehearsal of the migrations', () => follow(work, plan, recorder.hear));
  const after = await probe(work, { direction: 'upgrade', target: 'heads', fingerprint: true });
  if (up.failure) throw failed(plan, up, before, after);
  if (!isReached(plan, after))
    throw failed(plan, { ...up, failure: new Failure('', `It ended well, but the copy is at ${place(after.current)}.`) }, before, after);
  log.info(`Rehearsed: ${up.ran.length} revisions in ${formatDuration(up.duration)} on a copy.`);
  const oldCode = control ? await oldCodeWorks(work, stage, room, 'migrated') : undefined;
  const atHeads = place(after.current) === place(after.heads);
  const notes: Note[] = [...(atHeads ? await modelNotes(work, plan) : [])];
  const back = await goBackAndAgain(work, plan, before, after);
  return { duration: up.duration, ran: up.ran, ...recorder.told(), oldCode, repeatable: back.repeatable, notes: [...notes, ...back.notes] };
}

function failed(plan: Plan, attempt: Attempt, before: Facts, after: Facts): Failure {
  const left = differences(before.fingerprint ?? {}, after.fingerprint ?? {});
  const stood = left.length === 0 ? 'The copy was as before afterwards' : `A part would have stood: ${shortened(left)}`;
  return new Failure('rehearsal-failed', `On a copy of the database ${attempt.failure?.message ?? ''}`.trim(), {
    state: `The live database was not changed and is at ${place(plan.from)}. ${stood}.`,
    hint: 'Mend the revision, build the image again and run again.',
    cause: attempt.failure,
  });
}

/** What `alembic check` would say. */
async function modelNotes(work: Work, plan: Plan): Promise<readonly Note[]> {
  let found: readonly string[] = [];
  const request = { task: 'models', direction: 'upgrade', target: plan.target, connect: true, fingerprint: false, sql: false } as const;
  await converse(work, { ...request, key: null, end: false, capture: false, expect: [] }, (message) => {
    if (message.kind === 'models') found = message.differences;
  });
  const last = plan.revisions.at(-1);
  if (found.length === 0 || !last) return [];
  const why = `after all revisions the schema differs from the models of the application: ${shortened(found)}`;
  return [{ rule: 'models-differ', revision: last.id, path: last.path, why: work.scrub(why) }];
}

/** Down to where it was, and up again: what a downgrade leaves behind shows there. */
async function goBackAndAgain(work: Work, plan: Plan, before: Facts, after: Facts): Promise<Pick<Rehearsal, 'repeatable' | 'notes'>> {
  const { log } = work.ports;
  const target = before.current[0] ?? 'base';
  if (before.current.length > 1) return { repeatable: undefined, notes: [] };
  const seen = await probe(work, { direction: 'downgrade', target, fingerprint: true });
  const back = makePlan(seen, 'downgrade', target);
  if (seen.refused !== undefined || back.expected.join() !== [...before.applied].sort().join()) return { repeatable: undefined, notes: [] };
  const down = await log.group('Rehearsal of the way back', () => follow(work, back));
  const [last = { id: '', path: '' }] = back.revisions;
  const at = (id: string | undefined): { revision: string; path: string } => {
    const one = plan.revisions.find((each) => each.id === id) ?? last;
    return { revision: one.id, path: one.path };
  };
  if (down.failure) {
    const why = `it cannot be undone: ${down.failure.message}`;
    return { repeatable: false, notes: [{ rule: 'downgrade-fails', ...at(down.at), why }] };
  }
  const undone = await probe(work, { direction: 'upgrade', target: plan.target, fingerprint: true });
  const left = differences(before.fingerprint ?? {}, undone.fingerprint ?? {});
  const again = await log.group('Rehearsal of the migrations, again', () => follow(work, plan));
  const broken = (why: string, id?: string): Pick<Rehearsal, 'repeatable' | 'notes'> => ({
    repeatable: false,
    notes: [{ rule: 'downgrade-not-repeatable', ...at(id), why: work.scrub(why) }],
  });
  if (again.failure)
    return broken(
      `once undone, it cannot be applied again: ${again.failure.message} The way back left ${shortened(left) || 'no other schema'}`,
      again.at,
    );
  if (left.length > 0) return broken(`the way back leaves something behind: ${shortened(left)}`);
  const end = await probe(work, { direction: 'upgrade', target: 'heads', fingerprint: true });
  const other = differences(after.fingerprint ?? {}, end.fingerprint ?? {});
  return other.length > 0 ? broken(`applied again, it leads to another schema: ${shortened(other)}`) : { repeatable: true, notes: [] };
}
