import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Shell } from '@slipway/shell';
import type { RedisAddress } from '../address.ts';
import { encode, RedisError, type Reply, RespReader } from './resp.ts';

type Words = readonly (string | Buffer)[];

/** One connection to a Redis, over SSH where the shell is there. */
export interface Line {
  /** Sends commands at once, and gives their answers as they come; errors among them. */
  ask(commands: readonly Words[]): AsyncGenerator<Reply>;
  /** One command. @throws RedisError where it is refused */
  demand(...words: Words): Promise<Reply>;
  close(): void;
}

/** Milliseconds without a byte after which the other side is taken for dead. */
const silence = 60_000;

/** @throws Error where nobody answers; RedisError where the password is refused */
export async function openLine(shell: Pick<Shell, 'reach'>, address: RedisAddress, signal: AbortSignal): Promise<Line> {
  const there = await shell.reach({ host: address.host, port: address.port });
  const socket: Socket = 'path' in there ? connect(there.path) : connect(there.port, there.host);
  const stream = address.tls
    ? connectTls({ socket, host: address.host, ...(isIP(address.host) ? {} : { servername: address.host }) })
    : socket;
  const stop = (): void => void stream.destroy(new Error('the run was ended'));
  stream.on('timeout', () => stream.destroy(new Error(`no byte came for ${silence / 1000} s`)));
  stream.on('error', () => {});
  signal.addEventListener('abort', stop, { once: true });
  const reader = new RespReader(stream);
  const line: Line = {
    async *ask(commands) {
      stream.write(Buffer.concat(commands.map((words) => encode(...words))));
      for (const _ of commands) {
        // Only while an answer is due: where it goes may be slow.
        stream.setTimeout(silence);
        const reply = await reader.next();
        stream.setTimeout(0);
        yield reply;
      }
    },
    async demand(...words) {
      for await (const reply of line.ask([words])) {
        if (reply instanceof RedisError) throw reply;
        return reply;
      }
      throw new Error('no answer');
    },
    close() {
      signal.removeEventListener('abort', stop);
      stream.destroy();
    },
  };
  try {
    if (address.password) await line.demand('AUTH', ...(address.user ? [address.user] : []), address.password);
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}
