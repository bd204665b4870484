import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/**
 * How one router is read and set, as functions for `sh` on the server. The same text serves a switch, a confirm and the armed undo, which runs
 * without us. Variables are exported to it by name; they hold no secret.
 */
export interface Program {
  /**
   * Defines
   * - `route_read`: prints the word that requests are routed by now;
   * - `route_set WORD`: makes it so, or leaves the one before in place, says why on standard error, and fails; where it has read by another
   *   connection what is routed by then, it leaves that word in `$answered`, which saves a start of `route_read`;
   * - `route_kept`: prints the word that is confirmed;
   * - `route_keep WORD`: writes it down, so that a power cut leaves the one before or this one.
   */
  readonly functions: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Exit codes of the operations. */
export const other = 3;
const disobeyed = 4;
export const fired = 5;

/** `name=value` words up to `--`, then the operation and what it needs. */
const take = 'set -u; umask 077; while [ "$1" != -- ]; do export "$1"; shift; done; shift;';

const operations = [
  'now_ms() { echo $(($(date +%s%N) / 1000000)); }',
  // A router that reloads may answer with its last words for a moment.
  'obeys() { [ "$answered" != "$1" ] || return 0; n=0; while [ $n -lt 100 ]; do if [ "$(route_read)" = "$1" ]; then return 0; fi; n=$((n + 1)); sleep 0.1; done; return 1; }',
  'set_to() { answered=; route_set "$1" || return 1; obeys "$1" || { echo "it still routes by $(route_read)" >&2; return 1; }; }',
  'case $1 in',
  'read) now=$(route_read) || exit 1; kept=$(route_kept) || exit 1; printf "%s\\n%s\\n" "$now" "$kept";;',
  `move) now=$(route_read) || exit 1; [ "$now" = "$2" ] || { echo "$now" >&2; exit ${other}; }`,
  `  start=$(now_ms); set_to "$3" || exit ${disobeyed}; echo $(($(now_ms) - start));;`,
  `back) set_to "$2" || exit ${disobeyed};;`,
  // folder of the undo or nothing, the word that must route or nothing, the word to confirm
  `confirm) if [ -n "$3" ]; then now=$(route_read); [ "$now" = "$3" ] || { [ -z "$2" ] || [ ! -e "$2/fired" ] || exit ${fired}; echo "$now" >&2; exit ${other}; }; fi`,
  // What is claimed and not written down yet is the undo's again, once its time is over: nobody may be left who ends this.
  '  if [ -n "$2" ] && ! mv "$2/armed" "$2/claimed" 2>/dev/null; then',
  `    if [ -e "$2/fired" ]; then exit ${fired}; fi`,
  '    if [ -e "$2/armed" ]; then echo "the armed undo in $2 cannot be claimed" >&2; exit 1; fi',
  '  fi',
  '  route_keep "$4" || exit 1; if [ -n "$2" ] && [ -e "$2/claimed" ]; then mv "$2/claimed" "$2/disarmed" || :; fi',
  `  set_to "$4" || exit ${disobeyed};;`,
  'esac',
].join('\n');

/** Arguments for `sh` that run one operation of a router's program. */
export function operation(program: Program, ...words: readonly string[]): string[] {
  const variables = Object.entries(program.variables).map(([name, value]) => `${name}=${value}`);
  return ['sh', '-c', `${take}\n${program.functions}\n${operations}`, 'sh', ...variables, '--', ...words];
}

/** Runs an operation of the program. @throws Failure `router-failed` with what the router said */
export async function operate(
  shell: Shell,
  program: Program,
  words: readonly string[],
  codes: readonly number[] = [],
): Promise<{ code: number; stdout: string; said: string }> {
  const { code, stdout, stderr } = await shell.run(operation(program, ...words), { allowFailure: true, deadline: 60_000 });
  const said = stderr.trim();
  if (code === 0 || codes.includes(code)) return { code, stdout, said };
  throw new Failure(
    'router-failed',
    `The router on ${shell.where} did not do what it was told: ${said.split('\n').slice(-4).join('\n') || `exit code ${code}`}.`,
  );
}
