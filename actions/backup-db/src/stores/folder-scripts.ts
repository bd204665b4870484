/** What runs in the folder of the backups, for the shell of its machine. */

export const script = (text: string, args: readonly string[]): readonly string[] => ['sh', '-c', text, 'sh', ...args];

export const holdScript = [
  'set -u; umask 077; if [ ! -d "$1" ]; then mkdir -p -- "$1" || exit 74; fi',
  'exec 9>>"$1/.$2.lock"; if ! flock -n 9; then echo waiting; flock -w "$4" 9 || exit 75; fi',
  'find "$1" -maxdepth 1 -type f -name "$3" -print -exec rm -f -- {} \\; || exit 74; echo held; exec cat >/dev/null',
].join('\n');

/** Onto the disk, and then read back from there; OpenSSL knows instructions of processors that make it several times as fast. */
export const receiveScript =
  'set -eu; umask 077; cat > "$1"; sync "$1"; wc -c < "$1"; openssl dgst -sha256 -r < "$1" 2>/dev/null || sha256sum < "$1"';

export const publishScript = [
  'set -eu; umask 077; cd -- "$1"; trap \'rm -f -- ".$4"\' EXIT; cat > ".$4"',
  '[ "$(wc -c < ".$4")" -eq "$5" ] || { echo "only a part of the manifest arrived" >&2; exit 65; }',
  'sync ".$4"; mv -f -- "$2" "$3"; mv -f -- ".$4" "$4"; sync .',
].join('\n');

export const listScript = [
  'if [ ! -d "$1" ]; then exit 0; fi; cd -- "$1"; find . -maxdepth 1 -type f -name "*.json" ! -name ".*" -exec cat {} +',
  'echo; echo ---; find . -maxdepth 1 -type f -name "*.dump.zst*" -exec stat -c "%s %n" {} +',
].join('\n');

/** The manifest is gone from the disk before the file is: a power cut between them leaves no backup without its bytes. */
export const removeScript = 'set -eu; cd -- "$1"; rm -f -- "$2"; sync .; rm -f -- "$3"; sync .';
