import type { Program } from '../../program.ts';

/**
 * One folder for each word holds a link for each upstream; `current` is a link to one of them. nginx follows it anew for every connection, so one
 * rename moves all of them.
 */
const functions = [
  'route_read() { if [ -L "$nginx_links/current" ]; then readlink "$nginx_links/current"; else echo none; fi; }',
  'route_set() {',
  '  [ -d "$nginx_links/$1" ] || { echo "sockets cannot share the traffic: $1 is not prepared" >&2; return 1; }',
  '  ln -sfnT "$1" "$nginx_links/next.$$" && mv -fT "$nginx_links/next.$$" "$nginx_links/current"',
  '}',
  'route_kept() { if [ -s "$nginx_links/confirmed" ]; then cat "$nginx_links/confirmed"; else echo none; fi; }',
  'route_keep() { t=$nginx_links/confirmed.new; { echo "$1" > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$nginx_links/confirmed" && sync "$nginx_links"; } || { rm -f "$t"; return 1; }; }',
].join('\n');

export function socketProgram(links: string): Program {
  return { functions, variables: { nginx_links: links } };
}
