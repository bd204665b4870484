import { connect } from 'node:net';
import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/**
 * One command to a unix socket on the shell's machine, and its whole answer.
 * @throws Failure `router-setup` where the socket is not there or not ours to use
 */
export async function ask(
  shell: Shell,
  socket: string,
  command: string,
  options: { silent?: boolean; deadline?: number } = {},
): Promise<string> {
  const address = await shell.reach({ path: socket });
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = 'path' in address ? connect(address.path) : connect(address.port, address.host);
    const fail = (why: string): void => {
      connection.destroy();
      const hint = 'Prepare the server as docs/server.md says; the user must be in the group haproxy, and log in anew after that.';
      reject(new Failure('router-setup', `HAProxy's socket ${socket} on ${shell.where} ${why}.`, { hint }));
    };
    connection.setTimeout(options.deadline ?? 10_000, () => fail('did not answer in time'));
    connection.on('error', (error) => fail(`cannot be used: ${error.message}`));
    connection.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    // Even success is an empty line; nothing at all is a tunnel whose far end is not there.
    connection.on('end', () =>
      answer === '' && !options.silent ? fail('closed the connection without an answer') : resolve(answer.trimEnd()),
    );
    connection.on('connect', () => connection.write(`${command}\n`));
  });
}
