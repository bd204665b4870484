import type { Program } from '../../program.ts';
import { liveKey } from './config.ts';
import { talk } from './socket.ts';

/** `set map` moves traffic in one word; the map file is what HAProxy reads when it starts. */
export function haproxyProgram(socket: string, map: string): Program {
  const functions = [
    talk,
    // A map that HAProxy has not loaded routes nothing; one that it has routes on, also where it was lost on disk.
    `route_read() { said=$(talk "show map $map") || return 1; case $said in "Unknown map"*) echo none;; *) printf "%s\\n" "$said" | sed -n 's/^0x[0-9a-f]* ${liveKey} //p';; esac; }`,
    // Forward only where a restart would find its map; back always.
    `route_set() { case $1 in *_*) [ -s "$map" ] || { echo "$map is not there, and HAProxy would not start again without it" >&2; return 1; };; esac`,
    `  said=$(talk "set map $map ${liveKey} $1" "show map $map") || return 1; case $said in 0x*) ;; *) echo "$said" >&2; return 1;; esac`,
    `  answered=$(printf "%s\\n" "$said" | sed -n 's/^0x[0-9a-f]* ${liveKey} //p'); }`,
    `route_kept() { if [ -s "$map" ]; then sed -n 's/^${liveKey} //p' "$map"; else echo none; fi; }`,
    `route_keep() { t="$map.slipway"; { echo "${liveKey} $1" > "$t" && chmod 640 "$t" && sync "$t" && mv -fT "$t" "$map" && sync "$(dirname "$map")"; } || { rm -f "$t"; return 1; }; }`,
  ].join('\n');
  return { functions, variables: { socket, map } };
}
