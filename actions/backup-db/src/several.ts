import { cell, Failure, formatDuration, table } from '@slipway/action';
import { isFirstRelease } from '@slipway/postgres';
import { backup } from './backup.ts';
import type { Job } from './job.ts';
import { wildcard } from './names.ts';
import { unmade } from './nothing.ts';
import { type BackupResult, present } from './result.ts';
import type { Store } from './stores/store.ts';
import { Unpruned } from './unpruned.ts';

export interface Missed {
  readonly database: string;
  readonly failure: Failure;
}

/**
 * Every database that is meant, one after the other, each with a backup, a proof and a retention of its own. One that fails is no reason to leave the
 * others without: the run fails at its end, with the reason of the first that has no backup.
 */
export async function backupSeveral(job: Job, store: Store): Promise<BackupResult> {
  const { databaseNames } = await import('./sources/postgres/postgres.ts');
  const all = await unmade(databaseNames(job)).catch((error: unknown) => {
    if (isFirstRelease(error)) return undefined;
    throw error;
  });
  if (!all) return backup(job, store);
  const { names, missed } = chooseDatabases(all, job.inputs.databases);
  const asked = [...missed.map(({ database }) => database), ...names];
  for (const { failure } of missed) job.log.warn(failure.message);
  const made: BackupResult[] = [];
  for (const [index, database] of names.entries()) {
    job.log.info(`Database ${database}, ${index + 1} of ${names.length}:`);
    try {
      made.push(await backup({ ...job, inputs: { ...job.inputs, database } }, store));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      missed.push({ database, failure: error });
      job.log.warn(`${database}: ${error.message}`);
      // The end of the time is that of the others too.
      if (job.signal.aborted || isOver(job)) break;
    }
  }
  return sumUp(job, asked, made, missed);
}

function isOver(job: Job): boolean {
  try {
    return job.remaining() <= 0;
  } catch {
    return true;
  }
}

/** A name means itself. Letters that stand for any do not mean the server's own database, nor what a restore kept. */
function means(line: string, name: string): boolean {
  if (!line.includes('*')) return line === name;
  return name !== 'postgres' && !/_before_\d{8}t\d{6}/i.test(name) && wildcard(line).test(name);
}

/** The databases that the lines mean, and the lines that mean none: those are missed, and the others get their backup all the same. */
export function chooseDatabases(
  all: readonly string[],
  lines: readonly string[],
): { readonly names: readonly string[]; readonly missed: Missed[] } {
  const hint = `Correct the input databases; the server has ${all.join(', ') || 'none'}.`;
  const missed = lines
    .filter((line) => !all.some((name) => means(line, name)))
    .map((line) => ({ database: line, failure: new Failure('database-missing', `The server has no database ${line}.`, { hint }) }));
  return { names: all.filter((name) => lines.some((line) => means(line, name))), missed };
}

/** The copy has the name of the database whose backup it is to hold. */
function bringerOf(stored: readonly BackupResult[]): NonNullable<BackupResult['bringTo']> {
  return async (target) => {
    const own = stored.find(({ manifest }) => manifest?.database === target.name);
    if (own?.bringTo) return own.bringTo(target);
    const names = stored.map(({ manifest }) => manifest?.database).join(', ');
    throw new Failure('database-missing', `The database ${target.name} is none of those that were backed up: ${names}.`, {
      state: 'Its backup cannot be restored.',
      hint: 'Name it among the databases that are backed up.',
    });
  };
}

/** What became of all of them. @throws Failure where one is missed */
export function sumUp(
  job: Pick<Job, 'inputs' | 'elapsed'>,
  names: readonly string[],
  made: readonly BackupResult[],
  missed: readonly Missed[],
): BackupResult {
  const stored = made.filter(({ outcome }) => outcome === 'backed-up');
  // One that is stored may have failed afterwards: it is much smaller than before, or older ones could not be removed.
  const all = [...stored.map((one) => one.outputs.backups), ...missed.map((one) => one.failure.details.outputs?.['backups'])];
  const list = all.flatMap((text) => JSON.parse(text ?? '[]') as { readonly id: string }[]);
  const [first = made[0]] = stored;
  const left = names.slice(made.length + missed.length);
  // Whoever goes on only with a proven backup needs one of each.
  const results = [...stored.map((one) => one.outputs.verified), ...missed.map((one) => one.failure.details.outputs?.['verified'])];
  const verified = left.length === 0 && results.every((one) => one === 'true');
  const outputs = {
    ...first?.outputs,
    ...(results.length > 0 ? { verified: String(verified) } : {}),
    backups: JSON.stringify(list),
    duration: String(job.elapsed()),
  };
  const rows = [
    ...missed.map(({ database, failure }) => [cell(database), `**${failure.reason}**: ${cell(failure.message)}`]),
    ...left.map((database) => [cell(database), '**not begun**']),
  ];
  const dry = job.inputs['dry-run'];
  const without = missed.filter((one) => one.failure.details.outputs?.['backups'] === undefined);
  const there = dry ? made.length : stored.length + missed.length - without.length;
  const count = `${there} of ${names.length} databases ${dry ? 'would be' : 'are'} backed up`;
  const bare = without.length + left.length;
  const heading = `**${count}${bare > 0 ? `; ${bare} ${bare === 1 ? 'is' : 'are'} not` : ''}** (${formatDuration(job.elapsed())}).`;
  const summary = [
    heading,
    ...(rows.length > 0 ? [table(['database', 'what failed'], rows)] : []),
    ...made.map((one) => one.summary ?? ''),
  ].join('\n\n');
  // A database without a backup is worse news than one whose older backups stay.
  const problem = without[0] ?? missed[0];
  if (!problem) return { ...first, outcome: first?.outcome ?? 'nothing-to-back-up', outputs, summary, bringTo: bringerOf(stored) };
  const { failure } = problem;
  // Where each has its backup, and only older ones stay, who waits for them has them all.
  const unpruned = missed.flatMap((one) => (one.failure instanceof Unpruned ? [one.failure.made] : []));
  const text = `${count}. ${missed.map(({ database, failure: { message } }) => `${database}: ${message}`).join(' ')}`;
  const told = new Failure(failure.reason, text, {
    ...failure.details,
    state: [
      list.length > 0 ? `Stored: ${list.map(({ id }) => id).join(', ')}.` : 'No backup was stored.',
      ...missed.flatMap((one) => (one.failure.details.state ? [`${one.database}: ${one.failure.details.state}`] : [])),
    ].join(' '),
    outputs: { ...failure.details.outputs, ...present(outputs) },
    summary,
    cause: failure,
  });
  if (unpruned.length < missed.length || left.length > 0) throw told;
  throw new Unpruned(told, { outcome: 'backed-up', outputs, summary, bringTo: bringerOf([...stored, ...unpruned]) });
}
