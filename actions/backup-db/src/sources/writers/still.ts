import type { Running } from '@slipway/shell';
import type { Job } from '../../job.ts';
import type { Writers } from './choose.ts';
import type { User } from './users.ts';

/**
 * Runs `docker …` while containers are paused or stopped: words up to the first `--` are paused, those up to the second stopped.
 * Whatever happens to this program, to who started it, or to the connection between them, something that outlives all lets them go on: it looks each
 * second whether this program is there, and whether a line came on its standard input within the last `$1` seconds.
 */
const whileStillScript = [
  'set -u; silence=$1; shift; paused= stopped=',
  'while [ "$1" != -- ]; do paused="$paused $1"; shift; done; shift',
  'while [ "$1" != -- ]; do stopped="$stopped $1"; shift; done; shift',
  '[ -n "$paused$stopped" ] || exec "$@" </dev/null',
  'go_on() { [ -z "$paused" ] || docker unpause $paused; [ -z "$stopped" ] || docker start $stopped; }',
  'beats=$(mktemp) || exit 72; exec 3<&0; (n=0; while read -r _; do n=$((n + 1)); echo $n > "$beats"; done) <&3 & listener=$!; exec 3<&-',
  'export paused stopped silence beats',
  `setsid sh -c '${[
    'quiet=0; last=',
    'while kill -0 "$1" 2>/dev/null; do now=$(cat "$beats"); if [ "$now" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; last=$now; fi',
    '  [ $quiet -lt "$silence" ] || break; sleep 1; done',
    'client=$(cat "$beats.client"); rm -f "$beats" "$beats.client"; [ -z "$paused" ] || docker unpause $paused; [ -z "$stopped" ] || docker start $stopped',
    // Without who reads from it the container ends by itself; to remove it now would wait for that, with the engine's lock of it.
    'kill "$1" && kill -9 "$client"',
  ].join('\n')}' sh $$ >/dev/null 2>&1 </dev/null &`,
  '[ -z "$paused" ] || docker pause $paused >/dev/null || { go_on >/dev/null 2>&1; exit 72; }',
  '[ -z "$stopped" ] || docker stop $stopped >/dev/null || { go_on >/dev/null 2>&1; exit 72; }',
  '"$@" </dev/null & client=$!; echo $client > "$beats.client"; wait $client; s=$?; kill "$listener" 2>/dev/null',
  'go_on >/dev/null || { echo "containers could not go on:$paused$stopped" >&2; exit 73; }',
  'exit $s',
].join('\n');

/** Seconds without a word of this run after which the server takes it for gone, and lets writers go on. */
const silence = 30;

const ids = (users: readonly User[]): string[] => users.map(({ id }) => id);

/** Starts `docker …` on the machine, and lets writers go on when it ends, this run ends, or nothing is heard of it. */
export function startStill(
  job: Job,
  { pause, stop }: Pick<Writers, 'pause' | 'stop'>,
  argv: readonly string[],
  options: { readonly title: string; readonly onError?: (line: string) => void },
): Running {
  const script = ['sh', '-c', whileStillScript, 'sh', String(silence), ...ids(pause), '--', ...ids(stop), '--', ...argv];
  const running = job.shell.start(script, { ...options, deadline: job.remaining(), signal: job.signal });
  const beat = setInterval(() => running.stdin.write('\n'), 2000);
  const quieten = (): void => clearInterval(beat);
  running.done.then(quieten, quieten);
  return running;
}
