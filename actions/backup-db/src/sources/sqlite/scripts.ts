/** What runs beside an SQLite database: by the sqlite3 program or, as in most images of applications, by the one in Python. */

/** `sql FILE` runs the statements on standard input, and prints a value to a line. Settings of the user's own are not read. */
const sql = [
  'sql() { if command -v sqlite3 >/dev/null 2>&1; then sqlite3 -init /dev/null -batch -bail -list -noheader -cmd ".timeout 60000" "$1";',
  'elif command -v python3 >/dev/null 2>&1; then python3 -c \'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)\nheld = ""\nfor line in sys.stdin:\n  held += line\n  if sqlite3.complete_statement(held):\n    for (value,) in c.execute(held): print(value)\n    held = ""\' "$1";',
  'else echo "sqlite3 or python3 is needed" >&2; return 127; fi; }',
].join('\n');

/** Where copies are made. One of an ended run is removed a day later: another run may be at work on its own. */
const folder =
  't=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; find "$t" -maxdepth 1 -type d -name "slipway-sqlite.??????????" -mmin +1440 -exec rm -rf -- {} + 2>/dev/null; d=$(mktemp -d "$t/slipway-sqlite.XXXXXXXXXX") || exit 1';

/** A name that does not exist would be made as an empty database. */
const there = '[ -f "$1" ] || { echo "$1 is no file, or not to be seen by this user" >&2; exit 66; }';

export const programScript =
  'command -v sqlite3 >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1 || { echo "sqlite3 or python3 is needed" >&2; exit 1; }';

export const askScript = `set -u\n${sql}\n${there}\nsql "$1"`;

/**
 * A copy in a folder of its own, made in one read transaction: writers of a database with a write-ahead log go on meanwhile, others wait. Prints its
 * path.
 */
export const copyScript = [
  'set -u; umask 077',
  sql,
  there,
  folder,
  'echo "vacuum into \'$d/copy\';" | sql "$1" || { s=$?; rm -rf "$d"; exit $s; }',
  'echo "$d/copy"',
].join('\n');

/** A folder for an archive that is read back. */
export const scratchScript = `umask 077; ${folder}; echo "$d/copy"`;

export const dropScript = 'case $1 in */slipway-sqlite.*/copy) rm -rf -- "${1%/copy}";; esac';
