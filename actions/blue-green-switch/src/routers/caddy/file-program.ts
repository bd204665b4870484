import type { Program } from '../../program.ts';

/**
 * Each word but a share is a folder with one file for each published port, and `live` is a link to one of them: one rename moves every port in the same
 * instant. Caddy reads the address anew for each request, so nothing is reloaded and nothing is closed.
 */
const functions = [
  'route_read() { if [ -L "$caddy_folder/live" ]; then readlink "$caddy_folder/live"; else echo none; fi; }',
  'route_set() { [ -d "$caddy_folder/$1" ] || { echo "there is no $caddy_folder/$1; a share of the traffic needs caddy-mode: api" >&2; return 1; }',
  '  t="$caddy_folder/live.new"; { ln -sfn "$1" "$t" && mv -fT "$t" "$caddy_folder/live" && sync "$caddy_folder"; } || { rm -f "$t"; return 1; }; }',
  'route_kept() { if [ -s "$caddy_folder/kept" ]; then cat "$caddy_folder/kept"; else echo none; fi; }',
  'route_keep() { t="$caddy_folder/kept.new"; { echo "$1" > "$t" && sync "$t" && mv -fT "$t" "$caddy_folder/kept" && sync "$caddy_folder"; } || { rm -f "$t"; return 1; }; }',
].join('\n');

export function fileProgram(folder: string): Program {
  return { functions, variables: { caddy_folder: folder } };
}
