/** Names in the folder of an application; `releases/.incoming.*` is what an upload or a removal that was cut left. */
export const markerFile = '.slipway-release';

/**
 * root: where `blue`, `green` and `current` lead, one `name id` each; `?` for a link that leads elsewhere, `!` for what is no link. Then the rest of
 * the arguments runs, for answers that belong together.
 */
export const linksScript = [
  'root=$1; shift; if cd -- "$root" 2>/dev/null; then base=$(readlink -f releases || :)',
  'for n in blue green current; do',
  '  if [ -L "$n" ]; then t=$(readlink -f -- "$n" || :); case $t in "$base"/*/*) t="?";; "$base"/*) t=${t##*/};; *) t="?";; esac; echo "$n $t"',
  '  elif [ -e "$n" ]; then echo "$n !"; fi',
  'done; fi',
  'if [ $# -gt 0 ]; then echo; exec "$@"; fi',
].join('\n');

/** root name id: the link leads to the release, by one rename: whoever reads it finds the one before or this one, never none. */
export const linkScript = [
  'set -eu; cd -- "$1"; [ -d "releases/$3" ] || { echo "there is no releases/$3" >&2; exit 1; }',
  't=".$2.slipway"; rm -f -- "$t"; ln -s -- "releases/$3" "$t"; mv -fT -- "$t" "$2"; sync .',
].join('\n');

/** root id: `gone`, `foreign` where it was not made by an upload, or its digest. */
export const lookScript =
  'cd -- "$1" 2>/dev/null || { echo gone; exit 0; }; if [ ! -d "releases/$2" ]; then echo gone; elif [ -f "releases/$2/$3" ]; then cat "releases/$2/$3"; else echo foreign; fi';

/** Exit codes of the upload. */
export const torn = 65;
export const unreadable = 66;
export const outside = 67;

/**
 * root id digest marker; the .tar.gz on standard input. What arrives is unpacked in a folder of its own, looked through, and becomes the release by a
 * rename: a cut upload leaves nothing that looks like one. An older folder of the same name goes away; the caller knows that nothing runs from it.
 */
export const uploadScript = [
  'set -eu; umask 022; cd -- "$1"; mkdir -p releases; find releases -maxdepth 1 -name ".incoming.*" -exec rm -rf -- {} +',
  'd=$(mktemp -d releases/.incoming.XXXXXX); trap \'chmod -R u+rwX "$d"; rm -rf -- "$d"\' EXIT; trap "exit 143" HUP INT PIPE TERM',
  `cat > "$d/artifact"; got=$(sha256sum < "$d/artifact"); [ "\${got%% *}" = "$3" ] || { echo "only a part of it arrived" >&2; exit ${torn}; }`,
  `tar -tzf "$d/artifact" > "$d/names" || exit ${unreadable}`,
  `if bad=$(grep -m1 -E '^/|(^|/)\\.\\.(/|$)' "$d/names"); then echo "$bad leads out of it" >&2; exit ${outside}; fi`,
  'mkdir "$d/tree"; t="$d/tree"',
  `tar -xzf "$d/artifact" -C "$t" --no-same-owner --no-same-permissions --delay-directory-restore || exit ${unreadable}`,
  'chmod -R u+rwX "$t"; chmod 755 "$t"; base=$(readlink -f "$t")',
  'bad=$(find "$t" ! -type f ! -type d ! -type l -printf "%P is no file, folder or link\\n" -o ! -type l -perm /6000 -printf "%P has a set-id bit\\n" | head -n 1)',
  `[ -z "$bad" ] || { echo "$bad" >&2; exit ${outside}; }`,
  'check=\'base=$1; shift; for l; do t=$(readlink -- "$l"); r=$(realpath -m -- "$(dirname -- "$l")/$t"); case $t in /*) r=$t;; esac; case $r in "$base" | "$base"/*) ;; *) echo "${l#"$base"/} is a link to $t";; esac; done\'',
  'bad=$(find "$base" -type l -exec sh -c "$check" sh "$base" {} + | head -n 1)',
  `[ -z "$bad" ] || { echo "$bad" >&2; exit ${outside}; }`,
  '[ "$(ls -A "$t")" ] || { echo "there is nothing in it" >&2; exit 67; }',
  'echo "$3" > "$t/$4"; sync -f "$t"',
  'if [ -d "releases/$2" ]; then mv -T -- "releases/$2" "$d/before"; fi',
  'mv -T -- "$t" "releases/$2"; sync releases',
].join('\n');

/** root marker: the ids of releases that an upload made. */
export const listScript =
  'cd -- "$1" || exit 0; for m in releases/*/"$2"; do if [ -f "$m" ]; then i=${m%/*}; echo "${i#releases/}"; fi; done';

/** root id…: a release leaves its name before it leaves the disk, so that none is ever half there. */
export const pruneScript = [
  'set -eu; cd -- "$1"; shift',
  'for i; do',
  '  used=; for n in blue green current; do if [ -L "$n" ] && [ "$(readlink -f -- "$n")" = "$(readlink -f "releases/$i")" ]; then used=1; fi; done',
  '  if [ -z "$used" ] && [ -d "releases/$i" ]; then d=$(mktemp -d releases/.incoming.XXXXXX); mv -T -- "releases/$i" "$d/old"; chmod -R u+rwX "$d"; rm -rf -- "$d"; fi',
  'done',
].join('\n');
