import { randomBytes } from 'node:crypto';
import type { Clock } from '@slipway/action';
import { Failure, formatDuration } from '@slipway/action';
import type { Bucket, Entry } from './bucket.ts';

/**
 * One run at a time for a prefix, on services that know no locks. Who wants it writes an object of a name of its own and then lists: whoever
 * sees nobody else has it, and whoever sees another takes its own away and comes again later. Of two that come at once the second to write sees the
 * first. That asks of a service only that a listing shows what was written before it, and not that it compares when it writes, which many do
 * not. A claim is renewed; one that is older than its lease, by the service's own clock, is of a run that is gone.
 */
export interface Claim {
  /** @throws Failure `locked` where the claim was lost: this run was away for longer than its lease */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

export interface Claiming {
  readonly clock: Clock;
  /** Page of the run, for whoever waits for it. */
  readonly run: string;
  /** Milliseconds to wait for another run. */
  readonly wait: number;
  /** What is said of a claim of another run that did not end in time. */
  readonly busy: (holder: string) => Failure;
  /** Called once, where another run has it. */
  readonly onWait?: () => void;
  /** Milliseconds. */
  readonly lease?: number;
}

const usual = 45_000;

export async function claimPrefix(bucket: Bucket, janitor: Bucket, prefix: string, how: Claiming): Promise<Claim> {
  const { clock, run, lease = usual } = how;
  const start = `.${prefix}.lock-`;
  const own = start + randomBytes(6).toString('hex');
  /** The beginning of the last write that went well: the service's own time of it is no earlier. */
  let renewed = 0;
  const write = async (): Promise<void> => {
    const at = clock.now();
    await bucket.put(own, `${JSON.stringify({ run })}\n`);
    renewed = at;
  };
  const lapsed = (): boolean => clock.now() - renewed >= lease;
  const begun = clock.now();
  let waiting = false;
  while (true) {
    await write();
    const { mine, others } = await look(bucket, start, own, lease).catch(async (error: unknown) => {
      await janitor.remove(own).catch(() => {});
      throw error;
    });
    if (mine && others.length === 0) break;
    await janitor.remove(own);
    if (clock.now() - begun >= how.wait) throw how.busy(await holderOf(bucket, others));
    if (!waiting) how.onWait?.();
    waiting = true;
    await clock.sleep(500 + Math.random() * 1500);
  }
  const renewal = setInterval(() => {
    // What has lapsed may be somebody else's by now, and is not taken up again.
    if (lapsed()) clearInterval(renewal);
    else void write().catch(() => {});
  }, lease / 4);
  renewal.unref();
  return {
    async confirm() {
      // Whoever waits writes a claim too, and takes it away: that there are others says nothing here.
      const held = !lapsed() && (await look(bucket, start, own, lease)).mine && !lapsed();
      if (held) return;
      const text = `The claim of this run on ${prefix} in ${bucket.folder} was not renewed for ${formatDuration(lease)}, and is no longer its own.`;
      throw new Failure('locked', text, { state: 'No backup was published.', hint: 'Run the same job again.' });
    },
    async release() {
      clearInterval(renewal);
      await janitor.remove(own);
    },
  };
}

async function look(bucket: Bucket, start: string, own: string, lease: number): Promise<{ mine: boolean; others: readonly Entry[] }> {
  const { entries, now } = await bucket.list(start);
  const alive = ({ modified }: Entry): boolean => now - modified < lease;
  const foreign = entries.filter(({ name }) => name !== own);
  for (const entry of foreign.filter((one) => !alive(one))) await bucket.remove(entry.name);
  return { mine: entries.some((entry) => entry.name === own && alive(entry)), others: foreign.filter(alive) };
}

async function holderOf(bucket: Bucket, [first]: readonly Entry[]): Promise<string> {
  const text = first ? await bucket.get(first.name) : undefined;
  try {
    const { run } = JSON.parse(text ?? '') as { run?: unknown };
    return typeof run === 'string' && run !== '' ? run : 'another run';
  } catch {
    return 'another run';
  }
}
