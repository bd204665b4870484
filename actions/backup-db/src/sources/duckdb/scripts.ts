/** What runs beside a DuckDB database: by the duckdb program, or by the module of a Python. */

const python = [
  'import duckdb, subprocess, sys',
  'c = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "ro")',
  'text, _, command = sys.stdin.read().partition("\\n.shell ")',
  'for statement in c.extract_statements(text):',
  '  for (value,) in c.execute(statement).fetchall(): print(value)',
  'if command: subprocess.call(command.split())',
  'c.close()',
].join('\n');

/** Exit codes of ours. */
export const held = 75;
export const noProgram = 127;
export const changed = 74;
export const notCopied = 76;

/**
 * `by PROGRAM FILE ro|rw` runs the statements on standard input, at last perhaps a line `.shell …` of plain words, and prints a value to a line.
 * `ask` does so with the first program that can: one may be older than the file, or without the module. That somebody else has it open is the same
 * for all. What an extension of the file needs is not loaded with it, so where one is missed all that are installed are, by those who installed them.
 */
const programs = [
  'cd / && from=$OLDPWD || exit 1',
  `python='${python}'`,
  'by() { case $1 in duckdb) [ "$3" = rw ] || set -- duckdb "$2" ro -readonly; duckdb ${4:-} -batch -bail -list -noheader -init /dev/null "$2";; *) "$1" -c "$python" "$2" "$3";; esac; }',
  `installed="select 'load ' || extension_name || ';' from duckdb_extensions() where installed and not loaded"`,
  'ask() { why="duckdb, or a Python with its module, is needed" code=127 asked=$(cat) err=$(mktemp) || exit 1; trap "rm -f $err" EXIT',
  '  for p in duckdb python3 python "$from/.venv/bin/python" "$from/venv/bin/python" /app/.venv/bin/python /opt/venv/bin/python /venv/bin/python; do',
  '    command -v "$p" >/dev/null 2>&1 || continue',
  '    if told=$(printf "%s\\n" "$asked" | by "$p" "$1" "$2" 2>"$err"); then printf "%s\\n" "$told"; return 0; fi; said=$(cat "$err")',
  '    case $said in *" extension"*|*"does not exist"*)',
  '      if loads=$(printf "%s;\\n" "$installed" | by "$p" :memory: rw 2>/dev/null) && [ -n "$loads" ] && told=$(printf "%s\\n" "$loads" "$asked" | by "$p" "$1" "$2" 2>/dev/null)',
  '      then printf "%s\\n" "$told"; return 0; fi;; esac',
  '    case $said in *"Could not set lock"*) why=$said code=75; break;; *"No module named"*) ;; *) [ $code -ne 127 ] || { why=$said; code=1; };; esac',
  '  done; printf "%s\\n" "$why" >&2; return $code; }',
].join('\n');

/** A name that does not exist would be made as an empty database. */
const there =
  '[ ! -L "$1" ] || { echo "$1 is a link to $(readlink "$1"): the log stands beside the file that it leads to, so name that one" >&2; exit 66; }; [ -f "$1" ] || { echo "$1 is no file, or not to be seen by this user" >&2; exit 66; }';

/** `FILE ro|rw`, statements on standard input. */
export const askScript = `set -u\n${programs}\n${there}\nask "$1" "$2"`;

/** That there is a program that could open a database; without a file it opens one in memory. */
export const programScript = `set -u\n${programs}\necho "select 1;" | ask :memory: rw`;

/**
 * The file with all its logs (`.wal`, and during a checkpoint a second one), as they are at this moment. Locks do not say everything: one ends when its
 * process closes any descriptor of the file. So it is looked whether they changed meanwhile.
 */
const all = [
  'look() { for f in "$FROM" "$FROM".wal*; do [ ! -e "$f" ] || stat -c "%n %i %s %y" -- "$f" || return 1; done; }',
  'before=$(look) && for f in "$FROM" "$FROM".wal*; do [ ! -e "$f" ] || cp -- "$f" "$TO${f#"$FROM"}" || exit 1; done && after=$(look) || exit 1',
  '[ "$before" = "$after" ] || { echo "$FROM changed while it was copied" >&2; exit 74; }',
].join('\n');

/**
 * `FILE COPY`: copies it while it is open for reading, so that nobody can open it for writing meanwhile. Exit code 75 where somebody has it open for
 * writing, 74 where it changed all the same, 76 where it could not be copied.
 */
export const copyScript = [
  'set -u; umask 077',
  programs,
  there,
  'export FROM="$1" TO="$2"',
  // The program quotes what a command has in it, so the command is in a file.
  `cat > "$TO.sh" <<'EOF'\n(\n${all}\n) 2>"$TO.said"; echo $? > "$TO.ended"\nEOF`,
  'printf "select 1;\\n.shell sh %s\\n" "$TO.sh" | ask "$1" ro >/dev/null || exit $?',
  's=$(cat "$TO.ended" 2>/dev/null || echo 1); cat "$TO.said" >&2; rm -f "$TO.sh" "$TO.said" "$TO.ended"',
  '[ "$s" = 0 ] || { rm -f "$TO" "$TO".wal*; [ "$s" = 74 ] || s=76; exit "$s"; }',
].join('\n');

/** `FILE COPY`, while who has it open is held still: to DuckDB what a crash of that moment would have left. */
export const heldCopyScript = `set -u; umask 077; ${there}; FROM=$1 TO=$2\n${all}`;

/** What is in the log goes into the file. */
export const foldSql = 'force checkpoint;\n';

/** A folder for copies. One of an ended run is removed a day later: another run may be at work on its own. */
export const scratchScript =
  'umask 077; t=/var/tmp; [ -w "$t" ] || t=${TMPDIR:-/tmp}; find "$t" -maxdepth 1 -type d -name "slipway-duckdb.??????????" -mmin +1440 -exec rm -rf -- {} + 2>/dev/null; d=$(mktemp -d "$t/slipway-duckdb.XXXXXXXXXX") && echo "$d"';

export const dropScript = 'case $1 in */slipway-duckdb.*) rm -rf -- "$1";; esac';
