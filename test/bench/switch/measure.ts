import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { node } from '../../harness/action.ts';
import { now } from '../../load/exchange.ts';
import { type Figures, figuresOf, type Switch, type UsersSaw } from './saw.ts';

/** Something that can be switched, behind a port of this machine. */
export interface Subject {
  readonly port: number;
  /** Does one switch; the next one is due a second after it began. */
  next(): Promise<Switch>;
  close(): Promise<void>;
}

export type Mode = 'keepalive' | 'close';

const switches = 20;
const every = 1060;

/** Twenty switches while users are at work. */
export async function measure(subject: Subject, mode: Mode): Promise<Figures> {
  const seconds = Math.ceil((2000 + switches * every) / 1000) + 1;
  const users = spawn(node, [join(import.meta.dirname, 'client.ts'), String(subject.port), mode, String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  try {
    const saw = collect(users);
    saw.catch(() => {});
    await sleep(1500);
    const done: Switch[] = [];
    for (let count = 0; count < switches; count++) {
      const due = now() + every;
      done.push(await subject.next());
      await sleep(Math.max(0, due - now()));
    }
    return figuresOf(await saw, done);
  } finally {
    users.kill('SIGKILL');
  }
}

async function collect(users: ChildProcess): Promise<UsersSaw> {
  let text = '';
  users.stdout?.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise<number | null>((resolve, reject) => users.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`The users' process ended with ${code}.`);
  return JSON.parse(text) as UsersSaw;
}
