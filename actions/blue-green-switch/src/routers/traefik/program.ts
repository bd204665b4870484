import type { Program } from '../../program.ts';

/** Seconds that Traefik gets until its API says what the file says; it takes changes in every two seconds (providersThrottleDuration). */
export const takeOver = 15;

/**
 * The word stands in the name of the service that `<project>-<port>` leads to, so Traefik's API tells it. What Traefik does not take within its time
 * is taken back: the file before is put in its place.
 */
const functions = [
  'services() { cat "$traefik_state/services" 2>/dev/null; }',
  // NAME
  'told() { curl -sS --max-time 5 --noproxy "*" "$traefik_api/api/http/services/$1@file"; }',
  'word_of() { printf %s "$2" | grep -o "\\"name\\": *\\"$1-[a-z0-9_]*" | head -n 1 | sed "s/.*\\"$1-//"; }',
  'route_read() { found=; for name in $(services); do said=$(told "$name") || return 1; word=$(word_of "$name" "$said")',
  '  [ -n "$word" ] || { echo "Traefik does not tell what $name@file leads to: $(printf %s "$said" | head -c 300)" >&2; return 1; }',
  '  if [ -z "$found" ] || [ "$word" != "$(route_kept)" ]; then found=$word; fi; done; echo "${found:-none}"; }',
  // WORD NAME
  'part() { printf "    %s:\\n      weighted:\\n        services:\\n          - name: %s-%s\\n            weight: 1\\n" "$2" "$2" "$1"; c=${1%%_*} o=green; [ "$c" = blue ] || o=blue',
  '  case $1 in none | blue | green) ;;',
  '    *_trial) printf "    %s:\\n      weighted:\\n        services:\\n          - name: %s\\n            weight: 1\\n" "$2-$1" "$2-$c";;',
  '    *) printf "    %s:\\n      weighted:\\n        sticky:\\n          cookie:\\n            name: slipway_share\\n            httpOnly: true\\n            sameSite: lax\\n" "$2-$1"',
  '      printf "        services:\\n          - name: %s\\n            weight: %s\\n          - name: %s\\n            weight: %s\\n" "$2-$c" "${1#*_}" "$2-$o" "$((100 - ${1#*_}))";; esac; }',
  // A name that Traefik does not load, in the same folder, then a rename: it never meets a part of a file.
  'place() { t="$(dirname "$traefik_file")/.slipway.tmp"; { cat > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$traefik_file" && sync "$(dirname "$traefik_file")"; } || { rm -f "$t"; return 1; }; }',
  'takes() { spent=0; while [ $spent -lt $((traefik_seconds * 5)) ]; do [ "$(route_read 2>/dev/null)" != "$1" ] || return 0; spent=$((spent + 1)); sleep 0.2; done; return 1; }',
  'route_set() { before="$traefik_state/before.yml"; rm -f "$before"; [ ! -e "$traefik_file" ] || cp "$traefik_file" "$before" || return 1',
  '  if { cat "$traefik_state/base.yml" && for name in $(services); do part "$1" "$name"; done; } > "$traefik_state/next.yml" && place < "$traefik_state/next.yml"; then',
  '    rm -f "$traefik_state/next.yml"; if takes "$1"; then rm -f "$before"; return 0; fi; echo "Traefik did not take the route over within $traefik_seconds s; its log says why: $(route_read 2>&1)" >&2; fi',
  '  rm -f "$traefik_state/next.yml"; if [ -e "$before" ]; then cmp -s "$before" "$traefik_file" || place < "$before"; rm -f "$before"; else rm -f "$traefik_file"; fi; return 1; }',
  'route_kept() { if [ -s "$traefik_state/kept" ]; then cat "$traefik_state/kept"; else echo none; fi; }',
  'route_keep() { t="$traefik_state/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$traefik_state/kept" && sync "$traefik_state"; } || { rm -f "$t"; return 1; }; }',
].join('\n');

export interface TraefikProgramOptions {
  readonly api: string;
  readonly file: string;
  readonly state: string;
  readonly seconds: number;
}

export function traefikProgram({ api, file, state, seconds }: TraefikProgramOptions): Program {
  return { functions, variables: { traefik_api: api, traefik_file: file, traefik_state: state, traefik_seconds: String(seconds) } };
}
