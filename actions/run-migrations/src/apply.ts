import { Failure, formatDuration } from '@slipway/action';
import type { Message, Trouble } from './answer.ts';
import type { Plan } from './plan.ts';
import { converse } from './probe.ts';
import { explain, wordsOf } from './trouble.ts';
import type { Work } from './work.ts';

/** A revision that ran. Whether it stands is decided by the end of its transaction. */
export interface Ran {
  readonly id: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** How a migration ended: nothing is concluded from it about the database, which is asked afterwards. */
export interface Attempt {
  readonly ran: readonly Ran[];
  /** Milliseconds from the first revision's start to the end of the program. */
  readonly duration: number;
  /** Undefined where it ended well. */
  readonly failure: Failure | undefined;
  readonly trouble: Trouble | undefined;
  /** Revision under way when it ended badly. */
  readonly at: string | undefined;
}

/** Runs the plan's revisions with the team's own tool. What a migration prints is shown as it comes, once it runs. */
export function attempt(work: Work, plan: Plan, signal: AbortSignal): Promise<Attempt> {
  const title = plan.direction === 'upgrade' ? 'Migrations' : 'Downgrade';
  return work.ports.log.group(title, () => work.tool.attempt({ ...work, signal }, plan));
}

/** With Alembic's own steps and the team's env.py. @param onCaptured gets what the revisions run and lock: on a copy only */
export async function follow(work: Work, plan: Plan, onCaptured?: (message: Message) => void): Promise<Attempt> {
  const { clock, log } = work.ports;
  const ran: Ran[] = [];
  const said: string[] = [];
  let at: string | undefined;
  let trouble: Trouble | undefined;
  let ended = false;
  let started: number | undefined;
  const tell = (): void => log.untrusted(work.scrub(said.splice(0).join('\n')));
  let failure: Failure | undefined;
  const request = {
    task: 'migrate',
    direction: plan.direction,
    target: plan.target,
    connect: true,
    fingerprint: false,
    sql: false,
    key: null,
    end: false,
    capture: onCaptured !== undefined,
    expect: plan.revisions.map((one) => one.id),
  } as const;
  try {
    const code = await converse(
      work,
      request,
      (message) => {
        tell();
        if (message.kind === 'start') {
          started ??= clock.now();
          at = message.id;
        } else if (message.kind === 'ran') {
          at = undefined;
          ran.push({ id: message.id, duration: message.ms });
          log.info(`${ran.length} of ${plan.revisions.length}: ${titleOf(plan, message.id)} in ${formatDuration(message.ms)}`);
        } else if (message.kind === 'failure') trouble = message.trouble;
        else if (message.kind === 'end') ended = true;
        else onCaptured?.(message);
      },
      // Before the first revision it is the application that speaks, while it is imported.
      (line) => started !== undefined && said.length < 10_000 && said.push(line),
    );
    if (trouble) failure = failureOf(trouble, work, plan);
    else if (!ended)
      failure = new Failure('failed-clean', `The migration ended with exit code ${code} in the middle${at ? ` of ${at}` : ''}.`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error.reason === 'timeout' ? late(work, plan, at, error) : error;
  }
  tell();
  return { ran, duration: started === undefined ? 0 : clock.now() - started, failure, trouble, at };
}

export function late(work: Work, plan: Plan, at: string | undefined, cause: Failure): Failure {
  const where = at ? `in the middle of ${titleOf(plan, at)}` : 'and no revision was under way';
  return new Failure('timeout', `The migrations did not end within ${formatDuration(work.inputs.timeout)}, ${where}.`, { cause });
}

function failureOf(trouble: Trouble, work: Work, plan: Plan): Failure {
  if (trouble.phase !== 'migration') return explain(trouble, work, {});
  const what = trouble.revision
    ? `The revision ${titleOf(plan, trouble.revision)} failed`
    : 'The transaction of the migration failed at its end';
  const statement = trouble.statement ? ` Statement: ${trouble.statement}` : '';
  return new Failure('failed-clean', work.scrub(`${what}: ${wordsOf(trouble)}.${statement}`));
}

export function titleOf(plan: Plan, id: string): string {
  const doc = plan.revisions.find((one) => one.id === id)?.doc;
  return doc ? `${id} (${doc})` : id;
}
