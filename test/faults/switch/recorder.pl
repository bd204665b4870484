# Runs on the target as root and prints, with the target's clock, what of the switch's state changed: one line for each change, of tabs and text.
# kind, lower and upper bound of the instant (seconds), then what is there now, encoded in hexadecimal.
use strict; use warnings; use Socket; use POSIX ();
# perl-base, which is what servers have, brings no clock finer than a second: clock_gettime(2) by its number.
my $clock = (POSIX::uname())[4] =~ /^(aarch64|arm64)$/ ? 113 : 228;
sub now { my $t = "\0" x 16; syscall($clock, 0, $t) == 0 or die "no clock: $!"; my ($s, $ns) = unpack 'qq', $t; $s + $ns / 1e9 }
my ($state, $map, $cfg, $socket) = @ARGV;
$| = 1; $SIG{PIPE} = 'DEFAULT';
my %was; my ($journal, $size) = ("$state/journal.jsonl", 0);
sub say_it { my ($kind, $lo, $hi, $text) = @_; printf "%s\t%.6f\t%.6f\t%s\n", $kind, $lo, $hi, unpack('H*', $text) }
sub slurp { my ($path, $from) = @_; open(my $f, '<', $path) or return ''; seek $f, $from, 0; local $/; my $text = <$f>; defined $text ? $text : '' }
sub talk {
  my ($command) = @_;
  my $s; socket($s, AF_UNIX, SOCK_STREAM, 0) && connect($s, sockaddr_un($socket)) or return;
  my ($all, $part) = ('', ''); syswrite $s, "$command\n";
  eval { local $SIG{ALRM} = sub { die }; alarm 2; while (sysread $s, $part, 65536) { $all .= $part } alarm 0; 1 } or do { alarm 0; return };
  return $all;
}
# A file that was replaced has another inode, one that was written in place another text.
sub file { my ($kind, $path, $from, $now) = @_;
  my @s = stat $path; my $text = slurp($path, 0); my $id = @s ? "$s[1] $text" : 'none';
  return if defined $was{$kind} && $was{$kind} eq $id;
  my $first = !defined $was{$kind}; $was{$kind} = $id; return if $first;
  say_it($kind, $from, $now, $text);
}
sub tokens { my $text = ''; for my $dir (sort glob "$state/undo/*/") { for my $name (qw(armed disarmed fired told)) { $text .= "$dir$name\n" if -e "$dir$name" } } $text }
my ($last, $asked, $tick) = (now(), now(), 0);
$size = -s $journal || 0;
say_it('ready', $last, $last, '');
while (1) {
  my $now = now();
  # What changed is read before the journal: an intent that is seen in this round may be later than a change seen in it, never the other way about.
  file('map', $map, $last, $now); file('cfg', $cfg, $last, $now);
  my $undo = tokens();
  if (!defined $was{undo} || $was{undo} ne $undo) { say_it('undo', $last, $now, $undo) if defined $was{undo}; $was{undo} = $undo }
  if ($tick % 4 == 0) {
    my $before = now(); my $answer = -s $map ? talk("show map $map") : '0x0 live none';
    if (defined $answer) {
      my ($word) = $answer =~ /^0x\w+ live (\S+)/m; $word = 'none' unless defined $word;
      if (!defined $was{word} || $was{word} ne $word) { say_it('word', $asked, now(), $word) if defined $was{word}; $was{word} = $word }
      $asked = $before;
    }
  }
  my $grown = -s $journal || 0;
  if ($grown > $size) {
    my $text = slurp($journal, $size);
    # A torn line waits for its end.
    if ($text =~ /\n/) { $text =~ s/[^\n]*\z//; $size += length $text; say_it('entry', $last, now(), $_) for split /\n/, $text }
  }
  $last = $now; $tick++; select undef, undef, undef, 0.006;
}
