/** What runs beside an SQLite database: by the sqlite3 program or, as in most images of applications, by the one in Python. */

/** `sql FILE` runs the statements on standard input, and prints rows with `|` between their values. */
const sql = [
  'sql() { if command -v sqlite3 >/dev/null 2>&1; then sqlite3 -batch -bail -noheader -separator "|" -cmd ".timeout 60000" "$1";',
  'elif command -v python3 >/dev/null 2>&1; then python3 -c \'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)\nfor line in sys.stdin.read().split(";\\n"):\n  if line.strip():\n    for row in c.execute(line): print("|".join(str(value) for value in row))\' "$1";',
  'else echo "sqlite3 or python3 is needed" >&2; return 127; fi; }',
].join('\n');

/** A name that does not exist would be made as an empty database. */
const there = '[ -f "$1" ] || { echo "$1 is no file, or not to be seen by this user" >&2; exit 66; }';

export const programScript =
  'command -v sqlite3 >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1 || { echo "sqlite3 or python3 is needed" >&2; exit 1; }';

export const askScript = `set -u\n${sql}\n${there}\nsql "$1"`;

/**
 * A copy in a folder of its own, made in one read transaction: writers of a database with a write-ahead log go on meanwhile, others wait. Prints its
 * path. What an ended run left of this database is removed first.
 */
export const copyScript = [
  'set -u; umask 077',
  sql,
  there,
  't=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; rm -rf "$t/slipway-sqlite-$2."??????????',
  'd=$(mktemp -d "$t/slipway-sqlite-$2.XXXXXXXXXX") || exit 1',
  'echo "vacuum into \'$d/copy\';" | sql "$1" || { s=$?; rm -rf "$d"; exit $s; }',
  'echo "$d/copy"',
].join('\n');

/** A folder for an archive that is read back. */
export const scratchScript =
  'umask 077; t=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; d=$(mktemp -d "$t/slipway-sqlite-read.XXXXXXXXXX") && echo "$d/copy"';

export const dropScript = 'case $1 in */slipway-sqlite-*/copy) rm -rf -- "${1%/copy}";; esac';
