import type { Host } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import { Journal, type Transaction, transactions } from './journal.ts';
import { type Lease, type Owner, takeLease } from './lease.ts';

/** One release under the lease of its target: what it intends and does stands in the journal before and after. */
export interface Session {
  readonly lease: Lease;
  readonly journal: Journal;
  /** Name of this release in the journal. */
  readonly transaction: string;
  /** Changes go through this shell: the target refuses them once another run has taken over. */
  readonly shell: Shell;
  /** Transactions of other runs that never wrote their end. */
  readonly unfinished: readonly Transaction[];
  /** @returns what `act` returned, with intent and outcome in the journal */
  step<T extends Readonly<Record<string, unknown>> | undefined>(
    name: string,
    intent: Readonly<Record<string, unknown>>,
    act: () => Promise<T>,
  ): Promise<T>;
  /** Writes the end, and gives the lease back. */
  end(outcome: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface SessionOptions {
  /** Folder of the project's state on the shell's machine. */
  readonly folder: string;
  readonly what: string;
  /** Milliseconds to wait for another run. */
  readonly wait: number;
  readonly isOver?: (owner: Owner) => Promise<boolean | undefined>;
}

export async function openSession(shell: Shell, options: SessionOptions, host: Host): Promise<Session> {
  const { context } = host;
  const owner: Owner = {
    repository: context.repository,
    runId: context.runId,
    attempt: context.runAttempt,
    url: context.runUrl,
    actor: context.actor,
    what: options.what,
  };
  const lease = await takeLease(shell, options.folder, owner, {
    wait: options.wait,
    clock: host.clock,
    log: host.log,
    ...(options.isOver ? { isOver: options.isOver } : {}),
  });
  const journal = await Journal.open(lease.shell, options.folder, lease.fence);
  const transaction = `${context.runId}.${context.runAttempt}.${lease.fence}`;
  return {
    lease,
    journal,
    transaction,
    shell: lease.shell,
    unfinished: transactions(journal.entries).filter((one) => one.outcome === undefined && one.id !== transaction),
    step: (name, intent, act) => journal.step(transaction, name, intent, act),
    async end(outcome, data) {
      try {
        await journal.write(transaction, 'end', 'done', { outcome, ...data });
      } finally {
        await lease.release();
      }
    },
  };
}
