import { PassThrough } from 'node:stream';
import type { Running } from '@slipway/shell';
import type { Job } from '../../job.ts';
import type { Writers } from './choose.ts';
import type { User } from './users.ts';

/** Exit codes of the script besides those of the command. */
export const notHeld = 72;
export const notResumed = 73;

/**
 * Runs `docker …` while containers are paused or stopped: words up to the first `--` are paused, those up to the second stopped. One that somebody
 * holds already, like another backup, is waited for; only what this program held itself goes on by it.
 * Whatever happens to this program, to who started it, or to the connection between them, something that outlives all lets them go on: it looks each
 * second whether this program is there, and whether a line came on its standard input within the last `$1` seconds.
 */
const whileStillScript = [
  'set -u; silence=$1; shift; paused= stopped=',
  'while [ "$1" != -- ]; do paused="$paused $1"; shift; done; shift',
  'while [ "$1" != -- ]; do stopped="$stopped $1"; shift; done; shift',
  '[ -n "$paused$stopped" ] || exec "$@" </dev/null',
  'beats=$(mktemp) || exit 72; held=$beats.held; : > "$held"',
  'exec 3<&0; (n=0; while read -r _; do n=$((n + 1)); echo $n > "$beats"; done) <&3 & listener=$!; exec 3<&-',
  // Each line is the way back of one container. What was done is forgotten, so that nobody undoes it a second time under another run.
  'go_on() { failed=; while read -r way one; do docker "$way" "$one" >/dev/null || failed="$failed $one"; done < "$held"; [ -z "$failed" ] && : > "$held"; }',
  'hold() { n=0; while :; do state=$(docker inspect --format "{{.State.Running}} {{.State.Paused}}" "$3" 2>/dev/null) || return 0',
  '    [ "$state" != "true false" ] || break; [ "$state" != "false false" ] || return 0; n=$((n + 1))',
  '    [ $n -lt 100 ] || { echo "$3 is paused by somebody else" >&2; return 1; }; sleep 3; done',
  // What was not paused by this program was so by another in this moment; a stop that fails may have stopped it.
  '  echo "$2 $3" >> "$held"; docker "$1" "$3" >/dev/null || { [ "$1" = stop ] || sed -i "\\$d" "$held"; return 1; }; }',
  'export silence beats held',
  // Over a connection whoever ends this run ends all that carry its mark.
  `env -u SLIPWAY_ORDER setsid sh -c '${[
    'quiet=0; last=',
    'while kill -0 "$1" 2>/dev/null; do now=$(cat "$beats"); if [ "$now" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; last=$now; fi',
    '  [ $quiet -lt "$silence" ] || break; sleep 1; done',
    'client=$(cat "$beats.client"); while read -r way one; do docker "$way" "$one"; done < "$held"; rm -f "$beats" "$beats.client" "$held"',
    // Without who reads from it the container ends by itself; to remove it now would wait for that, with the engine's lock of it.
    'kill "$1" && kill -9 "$client"',
  ].join('\n')}' sh $$ >/dev/null 2>&1 </dev/null &`,
  'for one in $paused; do hold pause unpause "$one" || { go_on; exit 72; }; done',
  'for one in $stopped; do hold stop start "$one" || { go_on; exit 72; }; done',
  '"$@" </dev/null & client=$!; echo $client > "$beats.client"; wait $client; s=$?; kill "$listener" 2>/dev/null',
  'go_on || { echo "containers could not go on:$failed" >&2; exit 73; }',
  'exit $s',
].join('\n');

/** Seconds without a word of this run after which the server takes it for gone, and lets writers go on. */
const usual = 30;

const ids = (users: readonly User[]): string[] => users.map(({ id }) => id);

/** Starts `docker …` on the machine, and lets writers go on when it ends, this run ends, or nothing is heard of it. */
export function startStill(
  job: Job,
  { pause, stop }: Pick<Writers, 'pause' | 'stop'>,
  argv: readonly string[],
  { silence = usual, ...options }: { readonly title: string; readonly onError?: (line: string) => void; readonly silence?: number },
): Running {
  const script = ['sh', '-c', whileStillScript, 'sh', String(silence), ...ids(pause), '--', ...ids(stop), '--', ...argv];
  const running = job.shell.start(script, { ...options, deadline: job.remaining(), signal: job.signal });
  const beat = setInterval(() => running.stdin.write('\n'), Math.min(2000, silence * 200));
  const quieten = (): void => clearInterval(beat);
  running.done.then(quieten, quieten);
  // Who reads from it ends its standard input, which is ours.
  return { ...running, stdin: new PassThrough().resume() };
}
