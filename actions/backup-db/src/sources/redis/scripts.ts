/** What runs beside Redis, in the shell of its machine or its container. */

/**
 * `cli` and `check`, and the flags of the way to the server in `$@`; Valkey's programs are as good. redis-check-rdb opens what it is given by name, and
 * a socket, which is what standard input often is, cannot be opened: so it reads a pipe.
 */
export const programs =
  'cli=$(command -v redis-cli || command -v valkey-cli) && check=$(command -v redis-check-rdb || command -v valkey-check-rdb) || { echo "redis-cli and redis-check-rdb are needed" >&2; exit 127; }';

/**
 * The dump on standard output; on standard error what the checker says of the very same bytes. Its exit code is that of redis-cli: what it left out
 * would be a good archive of less. No file is written.
 */
export const dumpScript = [
  programs,
  'exec 5>&1',
  's=$({ { { "$cli" "$@" --rdb -; echo $? >&4; } | tee /dev/fd/3 | "$check" /dev/stdin >&2; } 3>&1 | cat >&5; } 4>&1)',
  'exit "${s:-1}"',
].join('\n');

/** Reads an archive on standard input. */
export const checkScript = `${programs}\ncat | "$check" /dev/stdin >&2`;

export const lookScript = `${programs}\n"$cli" "$@" info server && "$cli" "$@" info keyspace`;

/**
 * Loads an archive on standard input into a server of its own that nobody else reaches, and says what it holds. As a replica of nobody it keeps the
 * keys that have expired since, so that every one can be counted. What it needs is memory for all of it, and disk for the archive. With the word
 * `commands` it is sent what is on standard input, and says how much of that it took.
 */
export const rehearseScript = [
  'set -u; server=$(command -v redis-server || command -v valkey-server) && cli=$(command -v redis-cli || command -v valkey-cli) || { echo "redis-server and redis-cli are needed" >&2; exit 127; }',
  'd=$(mktemp -d) || exit 1; p=; trap \'[ -z "$p" ] || kill -9 "$p" 2>/dev/null; rm -rf "$d"\' EXIT; trap "exit 1" HUP INT TERM',
  'if [ "${1:-}" = commands ]; then source=; else source="--replicaof 127.0.0.1 1"; cat > "$d/dump.rdb" || exit 1; fi',
  '"$server" --port 0 --unixsocket "$d/s" --dir "$d" --dbfilename dump.rdb --save "" --appendonly no $source --logfile "$d/log" > /dev/null & p=$!',
  'while kill -0 "$p" 2>/dev/null; do',
  '  case $("$cli" -s "$d/s" ping 2>/dev/null) in PONG) if [ -z "$source" ]; then "$cli" -s "$d/s" --pipe; else "$cli" -s "$d/s" info keyspace; fi; exit;; esac; sleep 0.1',
  'done',
  'tail -n 5 "$d/log" >&2; exit 3',
].join('\n');
