import type { Program } from '../../program.ts';
import { liveKey } from './config.ts';
import { talk } from './socket.ts';

/** `set map` moves traffic in one word; the map file is what HAProxy reads when it starts. */
export function haproxyProgram(socket: string, map: string): Program {
  const functions = [
    talk,
    // A map that HAProxy has not loaded routes nothing.
    `route_read() { if [ -s "$map" ]; then talk "show map $map" | sed -n 's/^0x[0-9a-f]* ${liveKey} //p'; else echo none; fi; }`,
    `route_set() { said=$(talk "set map $map ${liveKey} $1") || return 1; [ -z "$said" ] || { echo "$said" >&2; return 1; }; }`,
    `route_kept() { if [ -s "$map" ]; then sed -n 's/^${liveKey} //p' "$map"; else echo none; fi; }`,
    `route_keep() { t="$map.slipway"; { echo "${liveKey} $1" > "$t" && chmod 640 "$t" && sync "$t" && mv -fT "$t" "$map" && sync "$(dirname "$map")"; } || { rm -f "$t"; return 1; }; }`,
  ].join('\n');
  return { functions, variables: { socket, map } };
}
