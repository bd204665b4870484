import { Failure, messageOf } from '@slipway/action';
import { readText, type Shell } from '@slipway/shell';

export type Phase = 'intent' | 'done' | 'failed';

/** One line of the journal. */
export interface Entry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly fence: number;
  /** The release that the entry belongs to. */
  readonly transaction: string;
  readonly step: string;
  readonly phase: Phase;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Appends one line, repairs a torn last one first, and returns when it is on the disk. */
const appendScript = [
  'set -eu; umask 077; line=$(cat); [ "${#line}" -eq "$2" ] || { echo "only a part of the entry arrived" >&2; exit 65; };',
  'if [ -s "$1" ] && [ "$(tail -c 1 -- "$1" | wc -l)" -eq 0 ]; then echo >> "$1"; fi;',
  // cat(1) says why it cannot write; the shell's own printf does not.
  'printf "%s\\n" "$line" | cat >> "$1"; sync "$1"',
].join(' ');

/** What was intended, done and failed on one target, in order. A reader tolerates a torn last line; a writer never rewrites one. */
export class Journal {
  readonly #shell: Shell;
  readonly #path: string;
  readonly #fence: number;
  readonly #entries: Entry[];

  private constructor(shell: Shell, path: string, fence: number, entries: Entry[]) {
    this.#shell = shell;
    this.#path = path;
    this.#fence = fence;
    this.#entries = entries;
  }

  /** @param shell the lease's shell: an entry is a change too */
  static async open(shell: Shell, folder: string, fence: number): Promise<Journal> {
    const path = `${folder}/journal.jsonl`;
    return new Journal(shell, path, fence, parseEntries((await readText(shell, path)) ?? ''));
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  async write(transaction: string, step: string, phase: Phase, data?: Readonly<Record<string, unknown>>): Promise<void> {
    const entry: Entry = { at: new Date().toISOString(), fence: this.#fence, transaction, step, phase, ...(data ? { data } : {}) };
    const line = asciiJson(entry);
    await this.#shell.run(['sh', '-c', appendScript, 'sh', this.#path, String(line.length)], { input: line, deadline: 30_000 });
    this.#entries.push(entry);
  }

  /** Writes the intent, acts, and writes the outcome with what `act` returned. */
  async step<T extends Readonly<Record<string, unknown>> | undefined>(
    transaction: string,
    step: string,
    intent: Readonly<Record<string, unknown>>,
    act: () => Promise<T>,
  ): Promise<T> {
    await this.write(transaction, step, 'intent', intent);
    try {
      const result = await act();
      await this.write(transaction, step, 'done', result);
      return result;
    } catch (error) {
      const reason = error instanceof Failure ? error.reason : 'internal-error';
      await this.write(transaction, step, 'failed', { reason, message: messageOf(error).slice(0, 500) }).catch(() => {});
      throw error;
    }
  }
}

/** The entries of a journal's text; lines that were torn by a crash are passed over. */
export function parseEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    try {
      const value = JSON.parse(line) as Partial<Entry> | null;
      if (value && typeof value.step === 'string' && typeof value.transaction === 'string') entries.push(value as Entry);
    } catch {
      // A torn line: its change was never begun, because the intent is written before.
    }
  }
  return entries;
}

/** JSON in ASCII, so that a shell counts the bytes as we do. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A release as the journal knows it. */
export interface Transaction {
  readonly id: string;
  readonly entries: readonly Entry[];
  /** The word of its last entry `end`; undefined while it is unfinished. */
  readonly outcome: string | undefined;
}

export function transactions(entries: readonly Entry[]): Transaction[] {
  const byId = new Map<string, Entry[]>();
  for (const entry of entries) {
    const list = byId.get(entry.transaction) ?? [];
    list.push(entry);
    byId.set(entry.transaction, list);
  }
  return [...byId].map(([id, list]) => {
    const end = list.findLast((entry) => entry.step === 'end' && entry.phase === 'done');
    const outcome = end?.data?.['outcome'];
    return { id, entries: list, outcome: typeof outcome === 'string' ? outcome : undefined };
  });
}

/** Whether a step of a transaction was begun and not finished, or finished. */
export function phaseOf(transaction: Transaction | undefined, step: string): Phase | undefined {
  return transaction?.entries.findLast((entry) => entry.step === step)?.phase;
}

/**
 * Whether a release was confirmed and stayed so. A run whose connection breaks in the moment of the confirm finds it in the journal, and may have moved
 * the traffic back all the same: it says so after it.
 */
export function isConfirmed({ entries }: Pick<Transaction, 'entries'>): boolean {
  const last = (step: string): number => entries.findLastIndex((entry) => entry.step === step && entry.phase === 'done');
  return last('confirm') > last('move back');
}
