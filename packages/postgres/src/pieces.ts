/** How pg_dump and pg_restore are started where they read or write much: as scripts for any sh, with the program's own arguments behind theirs. */

/** Both take 4 KiB at a time, which costs more than what they do with them. Where coreutils are not the GNU ones it is slower. */
const large = 'if command -v stdbuf >/dev/null 2>&1; then exec stdbuf -i 262144 -o 262144 "$@"; fi; exec "$@"';

/** Exit code of what loads where not all bytes came. */
export const cutShort = 65;
/** And where there was less room for them than the disk had said: a quota, a limit of the process, or somebody who was faster. */
export const unstaged = 66;

/** How many connections load, of a line of its standard error that says so; undefined of every other. */
export function loadsBy(line: string): number | undefined {
  const [, jobs] = /^slipway: (\d+) connections$/.exec(line) ?? [];
  return jobs === undefined ? undefined : Number(jobs);
}

/**
 * pg_restore loads by several connections only from a file: one without a name, which ends with the program however that ends, on a disk with room
 * for it and for what comes of it. Half of the processors, for an application may be at work on them. Nothing is loaded of an archive that is cut.
 * Where there is one processor, no room, no /proc, or a file without a name cannot be seen there, it is loaded as it comes.
 */
const staged = `
bytes=$1 need=$2; shift 2
jobs=$(nproc 2>/dev/null || echo 1)
if [ "$jobs" -gt 1 ] && [ -e /proc/self/fd/0 ]; then
  jobs=$((jobs / 2)); [ "$jobs" -gt 1 ] || jobs=2; [ "$jobs" -lt 5 ] || jobs=4
  for dir in /var/tmp "\${TMPDIR:-/tmp}"; do
    free=$(df -Pk "$dir" 2>/dev/null | { read -r _; read -r _ _ _ free _; echo "$free"; })
    [ "\${free:-0}" -ge "$need" ] 2>/dev/null || continue
    case $(stat -f -c %T "$dir" 2>/dev/null) in tmpfs | ramfs) continue ;; esac
    file=$(mktemp "$dir/slipway.XXXXXX" 2>/dev/null) || continue
    exec 3<>"$file" && rm -f "$file" || exit 1
    [ "$(stat -L -c %s /proc/self/fd/3 2>/dev/null)" = 0 ] || continue
    cat >&3 || exit ${unstaged}
    came=$(stat -L -c %s /proc/self/fd/3)
    if [ "$came" != "$bytes" ]; then echo "$came bytes came instead of $bytes" >&2; exit ${cutShort}; fi
    echo "slipway: $jobs connections" >&2
    exec "$@" -j "$jobs" /proc/self/fd/3
  done
fi
${large}`;

/** What a restore takes of a disk, beside the bytes of its archive: rows, their indexes, and what the server logs of them. */
const grows = 4;

export interface Pieces {
  /** Whether it reads and writes large pieces. */
  readonly pieces?: boolean;
  /** pg_restore alone, and of PostgreSQL 13 at least: bytes of the archive that it loads from its standard input, by several connections if it can. */
  readonly load?: number;
}

export function inPieces(argv: readonly string[], { pieces, load }: Pieces): readonly string[] {
  if (load !== undefined) return ['sh', '-c', staged, 'sh', String(load), String(Math.ceil((grows * load) / 1024)), ...argv];
  return pieces ? ['sh', '-c', large, 'sh', ...argv] : argv;
}
