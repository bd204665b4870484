import { Failure } from '@slipway/action';
import { makeFolder, replaceFile, type Shell } from '@slipway/shell';
import { talk } from './socket.ts';

/**
 * Commit-confirm: before traffic moves, a process of its own on the server waits for the deadline and moves it back, unless it was disarmed. It
 * needs neither the runner nor the network. Undo and disarm claim one token by rename, so exactly one of them happens.
 */
export interface Undo {
  readonly folder: string;
  readonly socket: string;
  readonly mapFile: string;
  /** Values of the map entry. */
  readonly from: string;
  readonly to: string;
}

const script = [
  '#!/bin/sh',
  '# Written by Slipway: moves traffic back unless the release is confirmed in time.',
  'dir=$1 socket=$2 map=$3 from=$4 to=$5',
  talk,
  'echo $$ > "$dir/pid"',
  'while [ -e "$dir/armed" ]; do',
  '  until=$(cat "$dir/armed"); [ "$(date +%s)" -lt "$until" ] || break; sleep 1',
  'done',
  'mv "$dir/armed" "$dir/fired" 2>/dev/null || exit 0',
  '# HAProxy may be restarting in this very second: two minutes of tries, each read back.',
  'n=0; while [ $n -lt 120 ]; do',
  '  now=$(talk "show map $map" 2>/dev/null | sed -n "s/.* live //p")',
  '  case $now in',
  '    "$from") talk "set map $map live $to" >/dev/null 2>&1 ;;',
  '    "$to") echo "moved back to $to" > "$dir/fired"; exit 0 ;;',
  '    ?*) echo "found $now" > "$dir/fired"; exit 0 ;;',
  '  esac',
  '  n=$((n + 1)); sleep 1',
  'done',
  'echo "could not reach HAProxy" > "$dir/fired"',
  '',
].join('\n');

/** Whether the server has a program that the undo can reach HAProxy with. */
export async function canArm(shell: Shell): Promise<boolean> {
  const probe = 'command -v setsid >/dev/null && { command -v socat >/dev/null || perl -MIO::Socket::UNIX -e 1; }';
  return (await shell.run(['sh', '-c', probe], { allowFailure: true })).code === 0;
}

/** Arms the undo. It fires `seconds` from now by the server's clock. */
export async function arm(shell: Shell, undo: Undo, seconds: number): Promise<void> {
  await makeFolder(shell, undo.folder);
  await replaceFile(shell, `${undo.folder}/undo.sh`, script, '700');
  const start = [
    'set -eu; umask 077; rm -f "$1/fired" "$1/disarmed" "$1/pid"; echo $(($(date +%s) + $6)) > "$1/armed.new"; mv "$1/armed.new" "$1/armed"; sync "$1"',
    // The lease's lock must not travel into a process that outlives this one.
    'setsid -f sh "$1/undo.sh" "$1" "$2" "$3" "$4" "$5" </dev/null >/dev/null 2>&1 8>&-',
    'n=0; until [ -s "$1/pid" ]; do n=$((n + 1)); [ $n -lt 50 ] || { echo "the undo did not start" >&2; exit 1; }; sleep 0.1; done',
  ].join('; ');
  await shell.run(['sh', '-c', start, 'sh', undo.folder, undo.socket, undo.mapFile, undo.from, undo.to, String(Math.ceil(seconds))]);
}

/** Takes the token. False where the undo fired first: then traffic is back. */
export async function disarm(shell: Shell, folder: string): Promise<boolean> {
  const text = 'if mv "$1/armed" "$1/disarmed" 2>/dev/null; then exit 0; fi; if [ -e "$1/fired" ]; then exit 3; fi; exit 0';
  const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', folder], { allowFailure: true });
  if (code === 0 || code === 3) return code === 0;
  throw new Failure('unreachable', `The undo on ${shell.where} could not be asked: ${stderr.trim() || `exit code ${code}`}.`);
}
