import { connect } from 'node:net';
import { Failure } from '@slipway/action';
import { accountOf, type Shell } from '@slipway/shell';

/**
 * `talk COMMAND...` asks the socket in `$socket`, each command on a connection of its own, with what every Debian and Ubuntu has; answers without a
 * word print nothing. No module is loaded, and one program asks all, because a switch waits for it (numbers of Linux).
 */
export const talk = [
  'talk() { if command -v perl >/dev/null 2>&1; then',
  'perl -e \'my $at = shift; for (@ARGV) { socket(S, 1, 1, 0) && connect(S, pack("S a108", 1, $at)) or die "$at: $!\\n"; alarm 10;',
  'syswrite S, "$_\\n"; my ($a, $b) = ("", ""); $a .= $b while sysread S, $b, 65536; print $a if $a =~ /\\S/; close S }\' "$socket" "$@";',
  'else for said in "$@"; do said=$(echo "$said" | socat -t 5 - "UNIX-CONNECT:$socket") || return 1; [ -z "$said" ] || printf "%s\\n" "$said"; done; fi; }',
].join('\n');

/**
 * One command that changes something, and its answer. It runs on the shell's machine itself, so that the lease guards it as it guards every change.
 * @throws Failure `router-setup`
 */
export async function order(shell: Shell, socket: string, command: string): Promise<string> {
  const result = await shell.run(['sh', '-c', `socket=$1; ${talk}; talk "$2"`, 'sh', socket, command], {
    allowFailure: true,
    deadline: 20_000,
  });
  if (result.code === 0) return result.stdout.trim();
  throw new Failure(
    'router-setup',
    `HAProxy's socket ${socket} on ${shell.where} cannot be used: ${result.stderr.trim() || 'no answer'}.`,
    {
      hint: `As root on the server: usermod --append --groups haproxy ${accountOf(shell)}; and apt-get install socat, where perl is missing. script/prepare-server.sh does the rest (docs/server.md).`,
    },
  );
}

/**
 * One question to a unix socket on the shell's machine, and its whole answer. HAProxy hangs up on who comes while ten others ask it already, and
 * while it is reloaded; so it is asked three times.
 * @throws Failure `router-setup` where the socket is not there or not ours to use
 */
export async function ask(shell: Shell, socket: string, command: string): Promise<string> {
  for (let tries = 1; tries <= 3; tries++) {
    const answer = await askOnce(shell, socket, command);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, tries * 200));
  }
  throw unusable(shell, socket, 'closed the connection three times without an answer');
}

function unusable(shell: Shell, socket: string, why: string): Failure {
  const hint = `Where it is there (ls -l ${socket}), as root on the server: usermod --append --groups haproxy ${accountOf(shell)}. Where it is not: script/prepare-server.sh sets it up (docs/server.md).`;
  return new Failure('router-setup', `HAProxy's socket ${socket} on ${shell.where} ${why}.`, { hint });
}

/** @returns undefined where the other side hung up */
async function askOnce(shell: Shell, socket: string, command: string): Promise<string | undefined> {
  const address = await shell.reach({ path: socket });
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = 'path' in address ? connect(address.path) : connect(address.port, address.host);
    const fail = (why: string): void => {
      connection.destroy();
      reject(unusable(shell, socket, why));
    };
    connection.setTimeout(10_000, () => fail('did not answer in time'));
    connection.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(undefined);
      else fail(`cannot be used: ${error.message}`);
    });
    connection.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    // Even success is an empty line; nothing at all is a tunnel whose far end is not there.
    connection.on('end', () => resolve(answer === '' ? undefined : answer.trimEnd()));
    connection.on('connect', () => connection.write(`${command}\n`));
  });
}
