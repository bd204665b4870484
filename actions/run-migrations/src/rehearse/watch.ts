import { Failure } from '@slipway/action';
import type { Work } from '../work.ts';
import { diskFull, reserve } from './server.ts';

/** Hears of the end of a rehearsal's server that nobody here brought about. */
export interface Watch {
  /** Aborted then, with a Failure. */
  readonly lost: AbortSignal;
  /** Why what was done there failed, where that was the server's end: it may be known a moment later. */
  why(): Promise<Failure | undefined>;
  /** From now on its end is ours. */
  close(): void;
}

const settle = 3000;

export function watchServer(work: Work, name: string): Watch {
  const { shell, clock } = work.ports;
  const lost = new AbortController();
  let closed = false;
  const ended = shell
    .run(['docker', 'wait', name], { allowFailure: true, deadline: work.remaining() + 60_000 })
    .then(({ code, stdout }) => {
      if (!closed && code === 0) lost.abort(endOf(Number(stdout.trim()), shell.where));
    })
    .catch(() => {});
  return {
    lost: lost.signal,
    async why() {
      if (!lost.signal.aborted) {
        const there = await shell.run(['docker', 'ps', '--quiet', '--filter', `name=^${name}$`], { allowFailure: true, deadline: 20_000 });
        if (there.code !== 0 || there.stdout.trim() !== '') return undefined;
        await Promise.race([ended, clock.sleep(settle)]);
      }
      return lost.signal.aborted ? (lost.signal.reason as Failure) : undefined;
    },
    close: () => {
      closed = true;
    },
  };
}

function endOf(code: number, where: string): Failure {
  const state = 'Nothing was changed; the live database was only read, and the copy is gone.';
  if (code === diskFull) {
    const gigabytes = `${(reserve / 1e9).toFixed(1)} GB`;
    return new Failure('rehearsal-impossible', `Less than ${gigabytes} of the disk of ${where} were free, so the rehearsal was ended.`, {
      state,
      hint: 'Free some of it: a revision that writes a table anew needs its size once more, and so does its way back. Or set rehearse: off.',
    });
  }
  const memory = code === 137 ? ', as the kernel ends programs where memory is short' : '';
  return new Failure('rehearsal-impossible', `The rehearsal's server ended with exit code ${code} in the middle${memory}.`, {
    state,
    hint: 'Run again; where it happens again, look at the memory of the machine, or set rehearse: off.',
  });
}
