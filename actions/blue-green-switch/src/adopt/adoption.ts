import { Failure, formatDuration, messageOf } from '@slipway/action';
import { probe } from '@slipway/checks';
import type { Published } from '@slipway/docker';
import type { Session } from '@slipway/journal';
import type { Address } from '@slipway/shell';
import type { Question } from '../checks.ts';
import type { Takeover } from '../router.ts';
import type { Work } from '../work.ts';
import type { Redirect } from './ports.ts';

/** Everything that the steps of a takeover, or of giving back, share. */
export interface Adoption {
  /** Its journal entries are a transaction of their own, beside that of the release that follows. */
  readonly work: Work;
  readonly takeover: Takeover;
  readonly redirect: Redirect;
  /** Connections can be led to the router while the ports are someone else's. */
  readonly led: boolean;
  readonly question: Question;
  /** Milliseconds to wait for connections that are open. */
  readonly drainTimeout: number;
}

/** The session of a takeover inside a run: same lease, same journal, and an end of its own. */
export function besideSession(session: Session): Session {
  const transaction = `${session.transaction}.takeover`;
  return {
    ...session,
    transaction,
    step: (name, intent, act) => session.journal.step(transaction, name, intent, act),
    end: (outcome, data) => session.journal.write(transaction, 'end', 'done', { outcome, ...data }),
  };
}

/** Waits until `count` says 0, or the time is over. @returns what was left; undefined where it cannot be counted */
export async function drained({ work, drainTimeout }: Adoption, count: () => Promise<number | undefined>): Promise<number | undefined> {
  const { clock } = work.host;
  const until = clock.now() + drainTimeout;
  for (;;) {
    const left = await count();
    if (left === 0 || clock.now() >= until) return left;
    await clock.sleep(250);
  }
}

export function tellCut({ work, drainTimeout }: Adoption, left: number | undefined, of: string): void {
  if (left === 0) return;
  work.host.log.warn(
    left === undefined
      ? `How many connections ${of} held open could not be counted; after ${formatDuration(drainTimeout)} they are closed, each after the request that it carries.`
      : `${left} connections to ${of} were still open after ${formatDuration(drainTimeout)}; they end with it, each after the request that it carries. A client that sends its next one in that instant has to send it again.`,
  );
}

/**
 * Leads new connections to the router, and sees them arrive there.
 * @throws Failure `router-failed` where the rules do not work on this server
 */
export async function lead({ work, takeover, redirect }: Adoption): Promise<void> {
  const { shell, router, runtime } = work;
  const before = await takeover.arrived();
  await redirect.add();
  for (const published of runtime.published) await askOnce(work, router.front(published).address, '/');
  if ((await takeover.arrived()) > before) return;
  await redirect.remove();
  throw new Failure(
    'router-failed',
    `Connections to the published ports of ${work.name} do not reach HAProxy on ${shell.where}, although the rules are there.`,
    {
      hint: 'Docker and slipway-ports must use the same iptables: see update-alternatives --display iptables.',
    },
  );
}

/** One request on a fresh connection, as users of a published port send it. @returns status and versions; undefined without an answer */
export async function askOnce(
  work: Pick<Work, 'shell' | 'host'>,
  address: Address,
  path: string,
): Promise<{ status: number; version: string } | undefined> {
  const reached = await work.shell.reach(address);
  const { status, versions } = await probe({ url: `http://localhost${path}`, address: reached, timeout: 5000, redirects: 0 }, work.host);
  return status === undefined ? undefined : { status, version: versions[0] ?? '' };
}

/** Waits until the port answers again. @returns milliseconds since `from` */
export async function answersAgain(work: Work, published: Published, from: number): Promise<number> {
  const { clock } = work.host;
  const { address } = work.router.front(published);
  const until = clock.now() + 60_000;
  for (;;) {
    const answer = await askOnce(work, address, '/').catch(() => undefined);
    if (answer) return clock.now() - from;
    if (clock.now() > until)
      throw new Failure('router-failed', `Port ${published.port} of ${work.name} does not answer on ${work.shell.where}.`);
    await clock.sleep(50);
  }
}

export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
}
