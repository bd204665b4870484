// The application of the systemd tests: the notes service of the load client in a hundred lines of Perl, which every Debian has. Notes are files, so
// that both colours share them.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Behaviour = 'serves' | 'dies-in-service' | 'dies-at-start' | 'is-unwell';

const program = String.raw`#!/usr/bin/perl
use strict; use warnings; use IO::Socket::INET; use IO::Socket::UNIX; use POSIX ':sys_wait_h';
my ($notes, $version, $behaviour) = ($ENV{NOTES}, $ENV{SLIPWAY_VERSION}, 'BEHAVIOUR');
die "cannot work without a database\n" if $behaviour eq 'dies-at-start';
my $server = $ENV{SOCKET}
  ? do { unlink $ENV{SOCKET}; IO::Socket::UNIX->new(Local => $ENV{SOCKET}, Listen => 128) }
  : IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, Listen => 128, ReuseAddr => 1);
$server or die "listen: $!\n";
print STDERR "$version serves\n";
my ($ending, $born) = (0, time);
$SIG{TERM} = sub { $ending = 1 };
while (!$ending) {
  1 while waitpid(-1, WNOHANG) > 0;
  if ($behaviour eq 'dies-in-service' && time - $born > 5) { print STDERR "out of memory\n"; $SIG{TERM} = 'IGNORE'; kill 'KILL', 0 }
  my $ready = ''; vec($ready, fileno $server, 1) = 1;
  next unless select($ready, undef, undef, 0.5) > 0;
  my $client = $server->accept or next;
  next if fork;
  close $server; serve($client); exit 0;
}
close $server; 1 while waitpid(-1, 0) > 0;

sub serve {
  my ($client) = @_; my $buffer = '';
  while (1) {
    until ($buffer =~ /\r\n\r\n/) {
      my $ready = ''; vec($ready, fileno $client, 1) = 1;
      if (select($ready, undef, undef, 0.5) <= 0) { return if $ending; next }
      sysread($client, $buffer, 65536, length $buffer) or return;
    }
    my ($head, $rest) = split /\r\n\r\n/, $buffer, 2;
    my ($method, $path) = $head =~ m{^(\S+) (\S+)};
    my ($length) = $head =~ /^content-length: *(\d+)/im;
    while (length $rest < ($length || 0)) { sysread($client, $rest, 65536, length $rest) or return }
    my $body = substr $rest, 0, $length || 0, ''; $buffer = $rest;
    my ($status, $answer) = answer($method, $path, $body);
    my $last = $ending || $head =~ /^connection: *close/im;
    my $text = "HTTP/1.1 $status\r\nx-version: $version\r\ncontent-type: application/json\r\ncontent-length: " . length($answer) . "\r\nconnection: " . ($last ? 'close' : 'keep-alive') . "\r\n\r\n$answer";
    while (length $text) { my $n = syswrite $client, $text or return; substr $text, 0, $n, '' }
    return if $last;
  }
}

sub answer {
  my ($method, $path, $body) = @_;
  return $behaviour eq 'is-unwell' ? ('503 Unwell', '{}') : ('200 OK', qq({"status":"ok","version":"$version"})) if $path eq '/health';
  return ('200 OK', '[]') if $path =~ m{^/api/notes\?};
  my ($id) = $path =~ m{^/api/notes/([\w-]+)$} or return ('404 Not Found', '{}');
  if ($method eq 'PUT') {
    $body =~ s/^\{/{"id":"$id",/;
    open my $out, '>', "$notes/.$id.$$" or return ('500 Error', '{}'); print $out $body; close $out;
    rename "$notes/.$id.$$", "$notes/$id";
    return ('200 OK', $body);
  }
  open my $in, '<', "$notes/$id" or return ('404 Not Found', '{}');
  local $/; return ('200 OK', scalar <$in>);
}
`;

/** A folder as a build leaves it. */
export async function writeApplication(folder: string, behaviour: Behaviour): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notes.pl'), program.replace('BEHAVIOUR', behaviour));
  await chmod(join(folder, 'notes.pl'), 0o755);
}

export type Scope = 'user' | 'system';
const targets: Readonly<Record<Scope, string>> = { user: 'default.target', system: 'multi-user.target' };
const userOf = (scope: Scope): string[] => (scope === 'system' ? ['User=deploy'] : []);

/** What a team writes once: a template whose instance is a colour. */
export function template(root: string, scope: Scope): string {
  return [
    '[Unit]',
    'Description=notes, as %i',
    '[Service]',
    `EnvironmentFile=${root}/backend-%i.env`,
    `Environment=NOTES=${root}/notes`,
    `WorkingDirectory=${root}/%i`,
    `ExecStart=${root}/%i/notes.pl`,
    ...userOf(scope),
    'Restart=on-failure',
    'RestartSec=300ms',
    'TimeoutStopSec=20',
    '[Install]',
    `WantedBy=${targets[scope]}`,
    '',
  ].join('\n');
}

/** Runs until it is told to end, and writes when it began and ended. */
export function workerTemplate(root: string, scope: Scope): string {
  const script = `trap "echo %i ends >> ${root}/worker.log; exit 0" TERM; echo %i works >> ${root}/worker.log; while :; do sleep 0.2; done`;
  return [
    '[Service]',
    `WorkingDirectory=${root}/%i`,
    `ExecStart=/bin/sh -c '${script}'`,
    '[Install]',
    `WantedBy=${targets[scope]}`,
    '',
  ].join('\n');
}
