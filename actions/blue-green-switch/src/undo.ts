import { Failure } from '@slipway/action';
import { makeFolder, replaceFile, type Shell } from '@slipway/shell';
import type { Program } from './program.ts';

/**
 * Commit-confirm: before traffic moves, a process of its own on the server waits for the deadline and moves it back, unless it was disarmed. It
 * needs neither the runner nor the network. Where systemd runs services of the user, it is a unit that is started at boot too, and fires then;
 * elsewhere it is a detached process. Undo and confirm claim one token by rename, so exactly one of them happens.
 */
export interface Undo {
  /** Folder of this undo alone, below `undoRoot`. */
  readonly folder: string;
  readonly program: Program;
  /** Colour whose trial is undone; a route that is anything else is left alone. */
  readonly from: string;
  /** Word to go back to. */
  readonly to: string;
}

export type Keeper = 'systemd' | 'detached';

export function undoRoot(state: string): string {
  return `${state}/undo`;
}

/** Names this boot: the kernel's, and where the server is a container of a host that goes on, the start of its first process. */
const booted = `booted() { cat /proc/sys/kernel/random/boot_id; sed 's/.*) //' /proc/1/stat 2>/dev/null | cut -d' ' -f20; }`;

/** Runs in the folder of one undo until its token is gone. */
function script(program: Program): string {
  return [
    '#!/bin/sh',
    '# Written by Slipway: moves traffic back unless the release is confirmed in time.',
    'cd "$1" || exit 1',
    'while IFS= read -r line; do export "$line"; done < variables',
    'read -r from < from; read -r to < to',
    program.functions,
    // The clock of a server may jump; what it has been up for does not. After a reboot nobody is left who could confirm.
    booted,
    'due() { [ "$(cat boot)" != "$(booted)" ] || [ "$(cut -d. -f1 /proc/uptime)" -ge "$(cat deadline)" ]; }',
    'if said=$(route_read 2>&1); then echo ok > ready; else echo "$said" > ready; fi',
    'while [ -e armed ] && ! due; do sleep 1; done',
    'if ! mv armed fired 2>/dev/null; then',
    // A confirm ends within its own minute. Where the token is still claimed then, whoever claimed it is gone, and nothing is confirmed.
    '  n=0; while [ -e claimed ] && { ! due || { [ "$(cat boot)" = "$(booted)" ] && [ $n -lt 75 ]; }; }; do if due; then n=$((n + 1)); fi; sleep 1; done',
    // On a disk that takes no change the token stays where it is, and nobody else can claim it either.
    '  mv claimed fired 2>/dev/null || [ -e claimed ] || [ -e armed ] || exit 0',
    'fi',
    'if [ "$(route_kept 2>/dev/null)" = "$from" ]; then echo "found $from confirmed, left alone" > fired; exit 0; fi',
    // What may run only once runs again where it ran before.
    'if command -v hand_back >/dev/null; then hand_back >/dev/null 2>&1; fi',
    '# The router may be restarting in this very second: two minutes of tries, each read back.',
    'n=0; while [ $n -lt 120 ] && [ ! -e told ]; do',
    '  now=$(route_read 2>/dev/null)',
    '  case $now in',
    '    "$from"_*) route_set "$to" >/dev/null 2>&1 ;;',
    '    "$to") echo "traffic is back on $to" > fired; exit 0 ;;',
    '    ?*) echo "found $now, left alone" > fired; exit 0 ;;',
    '  esac',
    '  n=$((n + 1)); sleep 1',
    'done',
    '[ -e told ] || echo "could not reach the router" > fired',
    '',
  ].join('\n');
}

const runAll = [
  '#!/bin/sh',
  '# Written by Slipway: every undo of this application that is armed.',
  'for d in "$(dirname "$0")"/*/; do if [ -e "$d/armed" ] || [ -e "$d/claimed" ]; then sh "$d/undo.sh" "$d" & fi; done; wait',
  '',
].join('\n');

const unit = [
  '[Unit]',
  'Description=Slipway: moves the traffic of %i back unless its release is confirmed',
  '[Service]',
  'ExecStart=/bin/sh %h/.slipway/%i/undo/run.sh',
  '[Install]',
  'WantedBy=default.target',
  '',
].join('\n');

/** root folder project from to seconds variables…; the unit on standard input. Says which keeper runs it. */
const armScript = [
  booted,
  'set -eu; umask 077; root=$1 folder=$2 project=$3 from=$4 to=$5 seconds=$6; shift 6; new=$(cat)',
  // Undos that are over are kept until the next one, for people to read.
  'for d in "$root"/*/; do if [ "$d" != "$folder/" ] && [ ! -e "$d/armed" ] && [ ! -e "$d/claimed" ]; then rm -rf -- "$d"; fi; done',
  'cd "$folder"; for v; do printf "%s\\n" "$v"; done > variables; echo "$from" > from; echo "$to" > to; booted > boot',
  'echo $(($(cut -d. -f1 /proc/uptime) + seconds)) > deadline; rm -f ready fired disarmed; : > armed; sync armed deadline boot from to variables undo.sh "$folder"',
  'started() { n=0; until [ -s ready ]; do n=$((n + 1)); [ $n -lt 50 ] || return 1; sleep 0.1; done; read -r said < ready; [ "$said" = ok ]; }',
  'if [ "$(id -u)" = 0 ]; then units=/etc/systemd/system; ctl="systemctl"; else units=$HOME/.config/systemd/user; ctl="systemctl --user"; export XDG_RUNTIME_DIR="/run/user/$(id -u)"; fi',
  'by_systemd() {',
  '  command -v systemctl >/dev/null && [ -d /run/systemd/system ] || return 1',
  '  if [ "$(id -u)" != 0 ]; then [ -e "/var/lib/systemd/linger/$(id -un)" ] || return 1; fi',
  '  mkdir -p "$units"; file="$units/slipway-undo@.service"',
  '  if [ "$(cat "$file" 2>/dev/null)" != "$new" ]; then printf "%s\\n" "$new" > "$file"; $ctl daemon-reload || return 1; fi',
  '  [ -e "$units/default.target.wants/slipway-undo@$project.service" ] || $ctl --quiet enable "slipway-undo@$project.service" || return 1',
  '  $ctl restart "slipway-undo@$project.service" || return 1',
  '  started',
  '}',
  'if by_systemd >/dev/null 2>&1; then echo systemd; exit 0; fi',
  'rm -f ready',
  // A runner ends what carries its marks when the job ends, and secrets of a job are nothing for a process that outlives it.
  'set --; for v in HOME PATH USER LOGNAME XDG_RUNTIME_DIR DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG; do eval "value=\\${$v-}"; [ -z "$value" ] || set -- "$@" "$v=$value"; done',
  // Nor must the lease's lock travel into it.
  'env -i "$@" setsid -f sh "$folder/undo.sh" "$folder" </dev/null >/dev/null 2>&1 8>&-',
  'if started; then echo detached; exit 0; fi',
  'rm -f armed; cat ready >&2 2>/dev/null || echo "the undo did not start" >&2; exit 1',
].join('\n');

/**
 * Arms the undo. It fires `seconds` from now, or at the next boot. @returns what keeps it
 * @throws Failure `router-setup` where it would not be able to reach the router
 */
export async function arm(shell: Shell, state: string, project: string, undo: Undo, seconds: number): Promise<Keeper> {
  const root = undoRoot(state);
  await makeFolder(shell, undo.folder);
  await replaceFile(shell, `${root}/run.sh`, runAll, '700');
  await replaceFile(shell, `${undo.folder}/undo.sh`, script(undo.program), '700');
  const variables = Object.entries(undo.program.variables).map(([name, value]) => `${name}=${value}`);
  const args = [root, undo.folder, project, undo.from, undo.to, String(Math.ceil(seconds)), ...variables];
  const { code, stdout, stderr } = await shell.run(['sh', '-c', armScript, 'sh', ...args], { input: unit, allowFailure: true });
  if (code === 0) return stdout.trim() === 'systemd' ? 'systemd' : 'detached';
  throw new Failure('router-setup', `No undo can be armed on ${shell.where}: ${stderr.trim() || `exit code ${code}`}.`, {
    state: 'No traffic was moved.',
    hint: 'It must reach the router without us: script/prepare-server.sh sets that up, as root (docs/server.md).',
  });
}

/** Moves the deadline to `seconds` from now. False where the undo fired first: then traffic is back. */
export async function extend(shell: Shell, folder: string, seconds: number): Promise<boolean> {
  const text =
    'set -eu; cd "$1"; echo $(($(cut -d. -f1 /proc/uptime) + $2)) > deadline.new; mv deadline.new deadline; if [ -e armed ]; then exit 0; fi; exit 3';
  const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', folder, String(Math.ceil(seconds))], { allowFailure: true });
  if (code === 0 || code === 3) return code === 0;
  throw new Failure('unreachable', `The undo on ${shell.where} could not be asked: ${stderr.trim() || `exit code ${code}`}.`);
}

/** Takes the tokens of every undo of the project. @returns what those that fired meanwhile found, in words */
export async function disarmAll(shell: Shell, state: string): Promise<string[]> {
  const text =
    'for d in "$1"/*/; do mv "$d/armed" "$d/disarmed" 2>/dev/null || mv "$d/claimed" "$d/disarmed" 2>/dev/null || :; if [ -e "$d/fired" ]; then cat "$d/fired"; echo; mv "$d/fired" "$d/told"; fi; done';
  const { stdout } = await shell.run(['sh', '-c', text, 'sh', undoRoot(state)]);
  return stdout.split('\n').filter(Boolean);
}
