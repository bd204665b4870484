// Programs of a team for what no runtime and no router of ours knows: containers by plain `docker run`, and a forwarder that asks a file where to.
import { crash } from './compose.ts';
import { impatient, type Scenario } from './site.ts';

const colour = String.raw`#!/bin/sh
set -eu
name=own-${'$'}{SLIPWAY_COLOR:-}
there() { docker inspect --type container "$name" >/dev/null 2>&1; }
case $SLIPWAY_OPERATION in
up)
  if [ "$SLIPWAY_FRESH" = true ] && there; then docker rm --force "$name" >/dev/null; fi
  if there; then docker update --restart unless-stopped "$name" >/dev/null; docker start "$name" >/dev/null; exit 0; fi
  port=$(echo "$SLIPWAY_PORTS" | sed -n 's/.*"address":"\([0-9]*\)".*/\1/p')
  image=$(echo "$SLIPWAY_IMAGES" | sed -n 's/.*"backend":"\([^"]*\)".*/\1/p')
  docker run --detach --name "$name" --restart unless-stopped --label "version=$SLIPWAY_VERSION" --label "image=$image" \
    --volume own:/notes --publish "127.0.0.1:$port:8000" "$image" >/dev/null ;;
down)
  there || exit 0
  docker update --restart no "$name" >/dev/null
  docker stop --time "$SLIPWAY_SECONDS" "$name" >/dev/null
  if [ "$SLIPWAY_REMOVE" = true ]; then docker rm "$name" >/dev/null; fi ;;
live)
  printf '{"instances": ['
  if there; then docker inspect --format '{"id": "{{.Id}}{{.State.StartedAt}}", "service": "backend", "version": "{{.Config.Labels.version}}", "image": "{{.Config.Labels.image}}", "status": "{{.State.Status}}", "startedAt": "{{.State.StartedAt}}"}' "$name"; fi
  printf ']}\n' ;;
logs) docker logs --tail 20 "$(echo "$SLIPWAY_INSTANCE" | cut -c1-64)" 2>&1 ;;
esac
`;

/** \`now\` and \`kept\` hold a word, and the files \`blue\` and \`green\` where each colour answers. */
const route = String.raw`#!/bin/sh
set -eu
cd /opt/own/route.d
put() { echo "$2" > "$1.new"; sync "$1.new"; mv -fT "$1.new" "$1"; }
said() { if [ -s "$1" ]; then printf '{"word": "%s", "restart": "confirmed"}\n' "$(cat "$1")"; else echo '{"word": "none", "restart": "confirmed"}'; fi; }
case $SLIPWAY_OPERATION in
read) said now ;;
kept) said kept ;;
keep) put kept "$SLIPWAY_WORD" ;;
set)
  for color in blue green; do
    at=$(if [ $color = blue ]; then echo "$SLIPWAY_BLUE"; else echo "$SLIPWAY_GREEN"; fi)
    if [ -n "$at" ]; then put $color "${'$'}{at#*=}"; fi
  done
  put now "$SLIPWAY_WORD" ;;
esac
`;

const forwarder = `#!/usr/bin/perl
use strict; use warnings; use IO::Socket::INET; use IO::Select;
$SIG{CHLD} = 'IGNORE';
chdir '/opt/own/route.d' or die;
my $listening = IO::Socket::INET->new(LocalPort => 8086, Listen => 256, ReuseAddr => 1) or die "listen: $!";
sub line { open my $in, '<', $_[0] or return ''; my $line = <$in> // ''; chomp $line; return $line }
while (my $client = $listening->accept) {
  next if fork;
  my ($color) = line('now') =~ /^(blue|green)/ or exit;
  my $server = IO::Socket::INET->new(PeerAddr => line($color)) or exit;
  my %other = ($client => $server, $server => $client);
  my $open = IO::Select->new($client, $server);
  while (my @ready = $open->can_read) {
    for my $from (@ready) {
      my $n = sysread $from, my $text, 65536;
      exit unless $n;
      my $done = 0;
      while ($done < $n) { my $wrote = syswrite $other{$from}, $text, $n - $done, $done; exit unless $wrote; $done += $wrote }
    }
  }
}
`;

const unit = [
  '[Service]',
  'User=deploy',
  // What was confirmed is what a restart comes back with.
  "ExecStartPre=/bin/sh -c 'cd /opt/own/route.d; if [ -s kept ]; then cp kept now; fi'",
  'ExecStart=/opt/own/forwarder',
  '[Install]',
  'WantedBy=multi-user.target',
  '',
].join('\n');

export const own: Scenario = {
  title: 'router and runtime command',
  name: 'own',
  port: 8086,
  inputs: {
    runtime: 'command',
    'runtime-command': '/opt/own/colour',
    router: 'command',
    'router-command': '/opt/own/route',
    'router-url': 'http://127.0.0.1:8086',
    ports: 'backend=8086:8601:8602',
    'drain-timeout': '2s',
  },
  release: ({ images }, version) => ({
    images: `backend=${version === 'never' ? images.dies : images[version]}`,
    // Its own program must come to its end in that time as well.
    ...impatient(version, '20s'),
  }),
  async prepare(server) {
    await server.put('/opt/own/colour', colour, '755');
    await server.put('/opt/own/route', route, '755');
    await server.put('/opt/own/forwarder', forwarder, '755');
    await server.put('/etc/systemd/system/own-forwarder.service', unit);
    await server.inside('install -d -o deploy /opt/own/route.d; systemctl enable --quiet --now own-forwarder');
  },
  crash: (server, color) => crash(server, `own-${color}`),
  kept: ['/opt/own/route.d'],
  promise: { move: 'kept', crash: 'back' },
};
