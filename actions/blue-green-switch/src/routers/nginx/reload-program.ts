import type { Program } from '../../program.ts';
import { type Control, controlFunctions, controlVariables } from './control.ts';

export interface ReloadPlace {
  readonly control: Control;
  readonly project: string;
  /** Our folder as the server sees it. */
  readonly directory: string;
  /** `rename`, or `write` where a container sees this very file only. */
  readonly place: 'rename' | 'write';
}

/** How many fresh connections must agree on a word. */
export const fresh = 20;

/** `ask ADDRESS PORT TIMES [WORD]` prints what fresh connections answer; with a word it asks again for 10 s until all of them say it. No module of perl is loaded, because a switch waits for it. */
const ask = [
  'ask() { perl -e \'my ($h, $p, $n, $want) = @ARGV; alarm 20; my $until = time + 10; my $why = "";',
  'while (1) { my %said; for (1..$n) {',
  'socket(S, 2, 1, 0) && connect(S, pack("S n C4 x8", 2, $p, split /[.]/, $h)) or do { $why = "nothing listens on $h:$p: $!"; %said = (); last };',
  'syswrite S, "GET /-/active HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"; my ($a, $b) = ("", ""); $a .= $b while sysread S, $b, 4096; close S;',
  '$said{$a =~ m{^HTTP/1.\\d 200 .*\\r\\n\\r\\n(\\w+)\\s*$}s ? $1 : "?"} = 1; last if defined $want and not exists $said{$want} }',
  'my @words = sort keys %said; if (not defined $want) { die "$why\\n" unless @words; print "@words\\n"; exit 0 }',
  'exit 0 if @words == 1 and $words[0] eq $want; $why = "it answers @words" if @words; die "$why\\n" if time > $until; select undef, undef, undef, 0.01 }\' "$@"; }',
].join('\n');

/** The include for a word. A share is drawn by address and browser, so that a user stays with a colour and a growing share only adds users. */
const render = [
  'nginx_render() {',
  '  color=${1%%_*}; part=${1#"$color"}; part=${part#_}',
  '  if [ -n "$own" ]; then listen=$port; allow="allow all;"; else listen=127.0.0.1:$port; allow="allow 127.0.0.1; deny all;"; fi',
  '  printf "# Written by Slipway for %s. Changes are lost.\\n" "$nginx_project"',
  '  while read -r kind name blue green before; do',
  '    [ "$kind" = upstream ] || continue',
  '    case $color in blue) new=$blue other=$green ;; *) new=$green other=$blue ;; esac',
  '    printf "upstream %s {\\n" "$name"',
  '    case $color:$part in',
  '      none:) printf "    server %s;\\n" "$before" ;;',
  '      *:) printf "    server %s;\\n" "$new" ;;',
  '      *:trial) printf "    server %s max_fails=1 fail_timeout=1s;\\n    server %s backup;\\n" "$new" "$other" ;;',
  `      *) printf '    hash $remote_addr$http_user_agent;\\n    server %s weight=%s max_fails=1 fail_timeout=1s;\\n    server %s weight=%s;\\n' "$new" "$part" "$other" "$((100 - part))" ;;`,
  '    esac',
  '    printf "}\\n"',
  '  done < "$nginx_routes"',
  '  printf "server {\\n    listen %s;\\n    access_log off;\\n    %s\\n    location = /-/active { default_type text/plain; return 200 %s; }\\n    location / { return 404; }\\n}\\n" "$listen" "$allow" "$1"',
  '}',
].join('\n');

/**
 * The include holds the new word only while nginx reads it: then the confirmed one is on disk again, so that whatever restarts or reloads nginx
 * during a trial ends the trial.
 */
const functions = [
  controlFunctions,
  ask,
  render,
  'nginx_conf=$nginx_directory/$nginx_project.conf; nginx_routes=$nginx_directory/$nginx_project.routes; nginx_kept=$nginx_directory/$nginx_project.confirmed',
  // Where the word is answered: in a container with a network of its own at its address there, which another start may change.
  'nginx_where() {',
  '  port=$(sed -n "s/^active //p" "$nginx_routes") || return 1; at=127.0.0.1; own=; [ -n "$nginx_container" ] || return 0',
  '  at=$(docker inspect -f \'{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}\' "$nginx_container") || return 1; at=${at%% *}',
  '  case $at in [0-9]*.*) own=1 ;; *) at=127.0.0.1 ;; esac',
  '}',
  'nginx_put() { if [ "$nginx_place" = write ]; then cat "$1" > "$nginx_conf" && rm -f "$1"; else mv -fT "$1" "$nginx_conf"; fi; }',
  'nginx_new() { nginx_render "$1" > "$nginx_conf.new" && chmod 644 "$nginx_conf.new" && sync "$nginx_conf.new"; }',
  'nginx_undone() { nginx_put "$nginx_conf.before"; rm -f "$nginx_conf.new"; }',
  // No worker of before serves any more: those that are left only end what they have begun.
  'nginx_gone() { i=0; while [ $i -lt 500 ]; do s=$(nginx_workers | sed -n "s/ serves$//p"); f=; for w in $1; do case " $(echo $s) " in *" $w "*) f=1 ;; esac; done; [ -n "$f" ] || return 0; i=$((i + 1)); sleep 0.02; done; echo "workers of before still serve" >&2; return 1; }',
  // Before the first release nothing of ours has to be loaded.
  'route_kept() { if [ -s "$nginx_kept" ]; then cat "$nginx_kept"; else echo none; fi; }',
  'route_read() {',
  '  [ -e "$nginx_routes" ] || { route_kept; return; }',
  `  if said=$({ nginx_where && ask "$at" "$port" ${fresh}; } 2>&1); then echo "$said"; elif [ "$(route_kept)" = none ]; then echo none; else echo "$said" >&2; return 1; fi`,
  '}',
  'nginx_set() {',
  '  nginx_where && nginx_new "$1" && cp -p "$nginx_conf" "$nginx_conf.before" || { rm -f "$nginx_conf.new" "$nginx_conf.before"; return 1; }',
  '  old=$(nginx_workers | sed -n "s/ serves$//p")',
  '  nginx_put "$nginx_conf.new" || { nginx_undone; return 1; }',
  '  if ! said=$(nginx_do -t 2>&1); then nginx_undone; echo "$said" >&2; return 1; fi',
  `  if said=$(nginx_do -s reload 2>&1 && ask "$at" "$port" ${fresh} "$1" 2>&1 && nginx_gone "$old" 2>&1); then`,
  // Renaming needs no space on a disk that has none left.
  '    kept=$(route_kept); if [ "$kept" != "$1" ]; then { nginx_new "$kept" && nginx_put "$nginx_conf.new"; } || nginx_undone; fi',
  '    if [ -e "$nginx_conf.before" ]; then mv -fT "$nginx_conf.before" "$nginx_conf.previous"; fi; sync "$nginx_directory"; return 0',
  '  fi',
  '  nginx_undone; nginx_do -s reload >/dev/null 2>&1; echo "$said" >&2; return 1',
  '}',
  // A run that moves traffic back may meet the armed undo.
  'route_set() { ( flock -w 30 7 || { echo "another change of the route is under way" >&2; exit 1; }; nginx_set "$1" ) 7>"$nginx_directory/$nginx_project.lock"; }',
  'route_keep() { t=$nginx_kept.new; { echo "$1" > "$t" && chmod 644 "$t" && sync "$t" && mv -fT "$t" "$nginx_kept" && sync "$nginx_directory"; } || { rm -f "$t"; return 1; }; }',
].join('\n');

export function reloadProgram({ control, project, directory, place }: ReloadPlace): Program {
  return {
    functions,
    variables: { ...controlVariables(control), nginx_project: project, nginx_directory: directory, nginx_place: place },
  };
}
