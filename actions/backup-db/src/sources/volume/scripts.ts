/** What reads and writes volumes: on the machine with its engine, and inside a container that has the volume at `/from` or `/to`. */

/** Owners as numbers, where tar can: names may be others in the image that brings it back. */
const tar = 'numeric=; if tar --version 2>/dev/null | grep -q GNU; then numeric=--numeric-owner; fi';

/** The archive on standard output; on standard error how many names the very same bytes list. Its exit code is that of the tar that wrote. */
export const packScript = [
  tar,
  'exec 5>&1',
  's=$({ { { tar -c $numeric -f - -C /from .; echo $? >&4; } | tee /dev/fd/3 | tar -tf - | wc -l | sed "s/^ */listed /" >&2; } 3>&1 | cat >&5; } 4>&1)',
  'exit "${s:-1}"',
].join('\n');

export const listScript = 'set -e; tar -tf - > /tmp/list; wc -l < /tmp/list | sed "s/^ */listed /" >&2';

const count = 'cd /to; find . -print0 | tr -dc "\\0" | wc -c | sed "s/^ */listed /" >&2';

/** A file by this name is in a volume that is not whole yet. */
export const unfinished = '.slipway-unfinished';

export const unpackScript = [tar, 'set -e', `: > /to/${unfinished}; tar -x -p $numeric -f - -C /to; rm /to/${unfinished}; ${count}`].join(
  '\n',
);

/** The old content goes to /kept, and only when all of it is there the new one takes its place. */
export const exchangeScript = `set -e; cp -a /to/. /kept/; find /to -mindepth 1 -maxdepth 1 -exec rm -rf -- {} +; : > /to/${unfinished}; cp -a /from/. /to/; rm /to/${unfinished}; ${count}`;

/**
 * Runs `docker run …` while containers are paused or stopped: words up to the first `--` are paused, those up to the second stopped.
 * Whatever happens to this program, to who started it, or to the connection between them, something that outlives all lets them go on: it looks each
 * second whether this program is there, and whether a line came on its standard input within the last `$1` seconds.
 */
export const whileStillScript = [
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
