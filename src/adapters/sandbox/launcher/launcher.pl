#!/usr/bin/perl
# Launches the sandboxes of one owner: a small process that forks one process for each. Perl, because it makes the system calls itself
# (a shell forks a program for each of them), starts in 5 ms and is small enough to be forked in a fraction of one.
#   arguments  the owner's directory, the sandbox's uid ('' for an ordinary user), the pid that holds the user namespace ('' for root),
#              the copy method; then the files by which this process joins its own cgroups
#   fd 0       held open by the owner: at its end everything that was launched is killed
#   fd 1       says `ready` once launcher.sock in the owner's directory takes connections
# Each connection is one launch. It begins with a header of lines `name value`, closed by an empty line, and becomes the channel of the
# new process: orders in, answers out; after `go` the arguments of bubblewrap in and its status out. The last line tells the end.
use strict;
use warnings;
use Fcntl;
use POSIX qw(:signal_h :sys_wait_h);
use Socket;

BEGIN {
  my ($home) = __FILE__ =~ m{^(.*)/};
  require "$home/$_" for qw(system-calls.pl launched-process.pl);
}

our $CALLS;
our ($DIRECTORY, $UID, $USER_NAMESPACE_PID, $COPY_METHOD, @OWN_CGROUPS) = @ARGV;
our $channel;  # of the process that this one has become
my %slirps;    # pid of slirp4netns => pid of what it connects
my %cut_off;   # pid of what has lost its slirp4netns => when it is ended
my %launched;  # pid => { channel, network }; slirp4netns ends when its network's pipe is closed

sub run_launcher {
  umask 022;
  POSIX::setsid();
  for my $fd (map { /(\d+)$/ } glob '/proc/self/fd/*') { POSIX::close($fd) if $fd > 2 }
  chdir $DIRECTORY or fail("the directory of the owner is gone");
  join_cgroups(@OWN_CGROUPS);
  $SIG{$_} = 'IGNORE' for qw(INT TERM HUP PIPE);
  my $signals = open_child_signals();
  my $listener = listen_for_launches();
  syswrite STDOUT, "ready\n";
  my ($control, $heard, $asked) = (fileno STDIN, fileno $signals, fileno $listener);
  for (;;) {
    my $ready = '';
    vec($ready, $_, 1) = 1 for $control, $heard, $asked;
    my $count = select($ready, undef, undef, %cut_off ? 0.2 : undef);
    end_cut_off();
    next if $count <= 0;
    last if vec($ready, $control, 1);
    if (vec($ready, $heard, 1)) { sysread $signals, my $told, 128; reap(WNOHANG) }
    launch($listener) if vec($ready, $asked, 1);
  }
  close $listener;
  kill KILL => keys %launched;
  # What stands for their networks ends with the last of its pipes.
  $_->{network} = undef for values %launched;
  1 while reap(0) > 0;
}

# A handler could run between two looks and be waited for in vain.
sub open_child_signals {
  sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGCHLD));
  my $mask = pack('Q', 1 << (SIGCHLD - 1));
  my $fd = syscall($CALLS->{signalfd}, -1, $mask, 8, SFD_CLOEXEC);
  open my $signals, '<&=', $fd or fail("the ends of processes can not be heard of");
  return $signals;
}

sub listen_for_launches {
  unlink 'launcher.sock';
  my $mask = umask 0177;
  socket my $listener, PF_UNIX, SOCK_STREAM, 0 or fail("no socket: $!");
  bind $listener, pack_sockaddr_un('launcher.sock') or fail("no socket: $!");
  listen $listener, 128 or fail("no socket: $!");
  umask $mask;
  return $listener;
}

sub reap {
  my ($flags) = @_;
  my $pid;
  while (($pid = waitpid -1, $flags) > 0) {
    my $ended = delete $launched{$pid};
    unless ($ended) {
      my $connected = delete $slirps{$pid};
      # One that is still in the making has the time to say why.
      $cut_off{$connected} = time + 2 if $connected && $launched{$connected};
      next;
    }
    delete $cut_off{$pid};
    my ($code, $signal) = ($? >> 8, $? & 127);
    # A frozen owner reads nothing.
    fcntl $ended->{channel}, F_SETFL, O_NONBLOCK;
    syswrite $ended->{channel}, "ended $code $signal\n";
  }
  return $pid;
}

# Without its network a sandbox would wait in vain: its owner learns of it by its end.
sub end_cut_off {
  my @due = grep { $cut_off{$_} <= time } keys %cut_off;
  delete @cut_off{@due};
  kill KILL => @due;
}

sub launch {
  my ($listener) = @_;
  accept my $connection, $listener or return;
  my $header = read_header($connection) or return;
  my $network = eval { ($header->{network} // '') eq 'internet' ? open_network_pipes() : undef };
  # Too many files are open: this launch fails, the next may not.
  return if $@;
  my $pid = start($connection, sub { become($header, $connection, $network) });
  return unless $pid;
  my $slirp = $network && start(undef, sub { become_slirp($pid, $network, $header) });
  $slirps{$slirp} = $pid if $slirp;
  $launched{$pid} = { channel => $connection, network => $network && $network->{alive_end} };
}

sub read_header {
  my ($connection) = @_;
  my %header = (cgroup => [], 'network-cgroup' => []);
  while (defined(my $line = next_line($connection))) {
    return \%header if $line eq '';
    my ($name, $value) = split / /, $line, 2;
    if ($name =~ /cgroup$/) { push @{$header{$name}}, $value } else { $header{$name} = $value }
  }
  return;
}

# Forks a process that does this work and ends; it dies with the launcher.
sub start {
  my ($connection, $work) = @_;
  my $parent = $$;
  my $pid = fork // return;
  return $pid if $pid;
  die_with_launcher();
  POSIX::_exit(125) if getppid != $parent;
  %launched = %slirps = %cut_off = ();
  $SIG{$_} = 'DEFAULT' for qw(INT TERM HUP PIPE);
  sigprocmask(SIG_UNBLOCK, POSIX::SigSet->new(SIGCHLD));
  $channel = $connection;
  eval { $work->(); 1 } or answer('failed ' . $@ =~ s/\s+/ /gr);
  POSIX::_exit(125);
}

sub die_with_launcher { call('prctl', PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) }

run_launcher();
