import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { node } from '../../../test/harness/action.ts';
import { sourceFlags } from '../../../test/harness/fixture.ts';

export interface Event {
  readonly taken?: number;
  readonly from?: string;
  readonly step?: number;
  readonly changing?: boolean;
  readonly released?: boolean;
  readonly failed?: string;
  readonly message?: string;
}

/** A contender in a process of its own. */
export interface OwnerProcess {
  readonly events: readonly Event[];
  /** Resolves with the first event that fits. */
  until(fits: (event: Event) => boolean): Promise<Event>;
  readonly ended: Promise<void>;
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL('fixture/owner.ts', import.meta.url));

export function startOwner(folder: string, name: string, options: { wait?: number; ttl?: number; task?: string } = {}): OwnerProcess {
  const { wait = 0, ttl = 60_000, task = '' } = options;
  const child: ChildProcess = spawn(node, [...sourceFlags, program, folder, name, String(wait), String(ttl), task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const events: Event[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    events.push(...lines.map((line) => JSON.parse(line) as Event));
    for (const look of waiting.splice(0)) look();
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      over = true;
      for (const look of waiting.splice(0)) look();
      resolve();
    });
  });
  const until = async (fits: (event: Event) => boolean): Promise<Event> => {
    for (;;) {
      const found = events.find(fits);
      if (found) return found;
      if (over) throw new Error(`${name} ended with ${JSON.stringify(events)}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { events, until, ended, kill };
}
