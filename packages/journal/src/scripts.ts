/**
 * The lease's critical sections, as `sh` programs on the target: flock(2) makes them one at a time and is released by the kernel when a process
 * dies. `mutex` guards the lease file for moments; `changing` is held shared by every change, so that a takeover waits for the last one.
 * `lease` holds `fence nonce expiry` and the owner's JSON; `fence` the highest number ever given.
 */
const enter = [
  'set -eu; umask 077; cd -- "$1"; exec 9>>mutex; flock -w 20 9 || exit 75; now=$(date +%s); lf=; ln=; le=;',
  // A file that holds something else, or a part, must not keep everybody out.
  'number() { case $1 in "" | *[!0-9]* | 0?* | ????????????????*) echo 0;; *) echo "$1";; esac; };',
  'if [ -s lease ]; then read -r lf ln le < lease || :; fi; lf=$(number "$lf"); le=$(number "$le"); if [ "$le" -gt $((now + 3600)) ]; then le=0; fi;',
].join(' ');

const put = 'put() { cat > "$1.new"; sync "$1.new"; mv -f "$1.new" "$1"; sync .; };';

/** folder nonce ttl takeover; the owner on standard input. Says `taken N`, `held N` or `busy N`, then the JSON of the owner before. */
export const acquireScript = [
  enter,
  put,
  'IFS= read -r owner; before=; if [ -s lease ]; then before=$(sed -n 2p lease); fi;',
  'if [ "$ln" = "$2" ]; then echo "taken $lf"; exit 0; fi;',
  'if [ -s lease ] && [ "$now" -lt "$le" ] && [ "$4" != "$lf" ]; then printf "held %s\\n%s\\n" "$lf" "$before"; exit 0; fi;',
  'exec 8>>changing; if ! flock -w 1 8; then printf "busy %s\\n%s\\n" "$lf" "$before"; exit 0; fi;',
  'f=; if [ -s fence ]; then read -r f < fence || :; fi; f=$(number "$f"); if [ "$lf" -gt "$f" ]; then f=$lf; fi; f=$((f + 1));',
  'echo "$f" | put fence; { echo "$f $2 $((now + $3))"; printf "%s\\n" "$owner"; } | put lease;',
  'echo "taken $f"; printf "%s\\n" "$before"',
].join(' ');

/** folder nonce ttl */
export const renewScript = [
  enter,
  put,
  'if [ "$ln" != "$2" ]; then echo "slipway-lease: not ours any more" >&2; exit 76; fi;',
  'before=$(sed -n 2p lease); { echo "$lf $2 $((now + $3))"; printf "%s\\n" "$before"; } | put lease',
].join(' ');

/** folder nonce */
export const releaseScript = [enter, 'if [ "$ln" = "$2" ]; then rm -f lease; sync .; fi'].join(' ');

/** folder fence argv… */
export const guardScript = [
  'exec 8>>"$1/changing"; flock -s -w 30 8 || { echo "slipway-lease: a takeover is under way" >&2; exit 75; };',
  'f=; read -r f < "$1/fence"; if [ "$f" != "$2" ]; then echo "slipway-lease: taken over" >&2; exit 76; fi; shift 2; exec "$@"',
].join(' ');
