import type { Program } from '../../program.ts';
import type { Handler } from './objects.ts';

/**
 * A word is written as the list of upstreams alone, so nothing else of the team's handler is touched: a colour once where it stands alone, twice where
 * it is on trial, and both as often as their shares say, the one on trial first. `none` is what stood there before Slipway. `If-Match` makes each
 * change a compare-and-swap.
 */
const functions = [
  `api() { curl -sS --max-time 30 --noproxy '*' -H 'Content-Type: application/json' -i "$@" | tr -d '\\r'; }`,
  'take() { status=$(printf "%s\\n" "$1" | sed -n \'1s/^[^ ]* \\([0-9]*\\).*/\\1/p\'); etag=$(printf "%s\\n" "$1" | sed -n \'s/^[Ee][Tt][Aa][Gg]: //p\'); body=$(printf "%s\\n" "$1" | sed \'1,/^$/d\'); }',
  // ID
  'list() { take "$(api "$caddy_admin/id/$1/upstreams")"; [ "$status" = 200 ] || { echo "Caddy does not tell the upstreams of @id $1: ${body:-no answer from $caddy_admin}" >&2; return 1; }; }',
  // LIST BLUE GREEN
  'word_of() { blues=0 greens=0 first=',
  '  for entry in $(printf %s "$1" | tr -d "[]{} \\n" | tr , " "); do case $entry in',
  '    "\\"dial\\":\\"$2\\"") blues=$((blues + 1)); first=${first:-blue};;',
  '    "\\"dial\\":\\"$3\\"") greens=$((greens + 1)); first=${first:-green};;',
  '    *) echo none; return;; esac; done',
  '  n=$blues m=$greens; [ "$first" = blue ] || { n=$greens m=$blues; }',
  '  if [ -z "$first" ]; then echo none; elif [ $m -gt 0 ]; then echo "${first}_$((n * 100 / (n + m)))"; elif [ $n -gt 1 ]; then echo "${first}_trial"; else echo "$first"; fi; }',
  // WORD ID BLUE GREEN
  'list_for() { case $1 in none) cat "$caddy_state/$2.json"; return;; blue*) own=$3 other=$4;; *) own=$4 other=$3;; esac; a=1 b=0',
  '  case $1 in *_trial) a=2;; *_*) a=${1#*_} b=$((100 - ${1#*_})); x=$a y=$b; while [ $y -gt 0 ]; do t=$((x % y)) x=$y y=$t; done; a=$((a / x)) b=$((b / x));; esac',
  '  s="["; while [ $a -gt 0 ]; do printf \'%s{"dial":"%s"}\' "$s" "$own"; s=, a=$((a - 1)); done; while [ $b -gt 0 ]; do printf \',{"dial":"%s"}\' "$other"; b=$((b - 1)); done; printf "]"; }',
  // WORD ID BLUE GREEN; leaves the word before in `before`
  'put() { list "$2" || return 1; before=$(word_of "$body" "$3" "$4"); wanted=$(list_for "$1" "$2" "$3" "$4") || return 1; [ "$body" != "$wanted" ] || return 0',
  '  take "$(api -X PATCH -H "If-Match: $etag" --data-binary "$wanted" "$caddy_admin/id/$2/upstreams")"',
  '  case $status in 200) return 0;; 412) echo "somebody else changed what Caddy routes @id $2 to in the same moment; nothing was changed" >&2;;',
  '    *) echo "Caddy does not take the upstreams of @id $2: ${body:-no answer from $caddy_admin}" >&2;; esac; return 1; }',
  // As they were prepared last: a look at the state of things needs no plan.
  'handlers() { cat "$caddy_state/handlers" 2>/dev/null; }',
  'split() { id=${1%%|*} pair=${1#*|}; blue=${pair%%|*} green=${pair#*|}; }',
  // Where handlers differ, a change was interrupted: the word that is not confirmed is the one to undo.
  'route_read() { found= kept=$(route_kept); for one in $(handlers); do split "$one"; list "$id" || return 1; word=$(word_of "$body" "$blue" "$green"); if [ -z "$found" ] || [ "$word" != "$kept" ]; then found=$word; fi; done; echo "${found:-none}"; }',
  'route_set() { case $1 in *_trial) ;; *_*) [ "$caddy_weights" = percent ] || { echo "the selection policy of the handler gives no shares; use random or round_robin" >&2; return 1; };; esac',
  '  changed=; for one in $(handlers); do split "$one"; if put "$1" "$id" "$blue" "$green"; then changed="$changed $before|$one"; else back_to $changed; return 1; fi; done; }',
  // Each port is a change of its own: those before the one that failed go back to what they were.
  'back_to() { for back; do split "${back#*|}"; if put "${back%%|*}" "$id" "$blue" "$green"; then echo "@id $id was set back to ${back%%|*}" >&2; else echo "@id $id could not be set back to ${back%%|*}: its port serves another version than the others until the route is set again" >&2; fi; done; }',
  'route_kept() { if [ -s "$caddy_state/kept" ]; then cat "$caddy_state/kept"; else echo none; fi; }',
  'route_keep() { t="$caddy_state/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$caddy_state/kept" && sync "$caddy_state"; } || { rm -f "$t"; return 1; }; }',
].join('\n');

export interface CaddyProgramOptions {
  readonly admin: string;
  readonly state: string;
  readonly weights: 'binary' | 'percent';
}

/** The file that the functions find handlers in. */
export function renderHandlers(handlers: readonly Handler[]): string {
  return handlers.map(({ id, blue, green }) => `${id}|${blue}|${green}\n`).join('');
}

export function caddyProgram({ admin, state, weights }: CaddyProgramOptions): Program {
  return { functions, variables: { caddy_admin: admin, caddy_state: state, caddy_weights: weights } };
}
