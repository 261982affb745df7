# What a process that the launcher forked becomes: a sandbox in waiting that takes orders, the holder of a workspace, or slirp4netns.
use strict;
use warnings;
use Fcntl;
use File::Path ();
use POSIX ();
use Socket;

our ($DIRECTORY, $UID, $USER_NAMESPACE_PID, $COPY_METHOD, $channel);

sub become {
  my ($header, $connection, $network) = @_;
  delete $network->{alive_end} if $network;
  answer("started $$");
  join_cgroups(@{$header->{cgroup}});
  enter_namespace($USER_NAMESPACE_PID, 'user', CLONE_NEWUSER) if $USER_NAMESPACE_PID ne '';
  # The kernel may have cleared it.
  die_with_launcher();
  my $is_slot = $header->{stage} eq 'slot';
  call('unshare', CLONE_NEWNS | ($is_slot ? CLONE_NEWNET : 0)) or fail("the namespaces could not be made: $!");
  make_private();
  set_network_up($network) if $is_slot;
  lay_out($header->{disk});
  answer('prepared');
  # A workspace lives until its owner closes the channel or dies.
  serve() if $is_slot;
  sysread $channel, my $nothing, 1;
}

# A cgroup that the supervisor removed in the meantime can't be joined: whoever comes late ends here.
sub join_cgroups {
  for my $file (@_) {
    sysopen my $procs, $file, O_WRONLY or fail("the cgroup is gone");
    defined syswrite $procs, $$ or fail("the cgroup can not be joined: $!");
  }
}

sub enter_namespace {
  my ($pid, $kind, $flag) = @_;
  open my $namespace, '<', "/proc/$pid/ns/$kind" or fail("the $kind namespace is gone");
  call('setns', fileno $namespace, $flag) or fail("the $kind namespace could not be entered: $!");
}

sub make_private { call('mount', 'none', '/', '', MS_REC | MS_PRIVATE, 0) or fail("the mounts could not be made private: $!") }

# slirp4netns connects the namespace from outside: told `go`, it answers on `ready` and lives as long as somebody holds `alive_end`.
sub open_network_pipes {
  my %pipes;
  for my $name (qw(go ready alive)) { pipe $pipes{$name}, $pipes{"${name}_end"} or fail("no pipe: $!") }
  # What it says of a failure.
  open $pipes{faults}, '+>', undef or fail("no temporary file: $!");
  return \%pipes;
}

sub set_network_up {
  my ($network) = @_;
  if (open my $ipv6, '>', '/proc/sys/net/ipv6/conf/default/disable_ipv6') { print $ipv6 '1' }
  return set_loopback_up() unless $network;
  close $network->{ready_end};
  syswrite $network->{go_end}, 'g';
  sysread $network->{ready}, my $byte, 1;
  unless ($byte) {
    seek $network->{faults}, 0, 0;
    fail('slirp4netns: ' . join ' ', readline $network->{faults});
  }
  # Nothing hostile runs here before `go`.
  system 'ip', '-batch', "$DIRECTORY/internet.routes";
  fail('the routes of the network namespace could not be set') if $?;
}

sub set_loopback_up {
  socket my $any, PF_INET, SOCK_DGRAM, 0 or fail("no socket: $!");
  my $request = pack 'a16 s x22', 'lo', IFF_UP;
  ioctl $any, SIOCSIFFLAGS, $request or fail("the loopback could not be set up: $!");
}

# In a cgroup of its own: what a sandbox makes it hold counts neither as the hub's nor without a bound.
sub become_slirp {
  my ($pid, $network, $header) = @_;
  join_cgroups(@{$header->{'network-cgroup'}});
  delete @$network{qw(go_end ready alive_end)};
  my $byte;
  sysread $network->{go}, $byte, 1 or POSIX::_exit(0);
  POSIX::dup2(fileno $network->{faults}, 2);
  # By way of high numbers, as the low ones may be their own sources.
  my ($alive, $ready) = map { fcntl $_, F_DUPFD, 20 } @$network{qw(alive ready_end)};
  POSIX::dup2($alive, 3);
  POSIX::dup2($ready, 4);
  my @hardening = $UID eq '' ? () : qw(--enable-sandbox --enable-seccomp);
  open STDIN, '<', '/dev/null';
  open STDOUT, '>', '/dev/null';
  POSIX::close($_) for $alive, $ready;
  set_limit(RLIMIT_CORE, 0);
  # One for each connection.
  set_limit(RLIMIT_NOFILE, 600);
  exec 'slirp4netns', qw(--configure --mtu=65520 --disable-host-loopback), @hardening, qw(--exit-fd=3 --ready-fd=4), $pid, 'tap0';
}

# Everything is laid out on a size-capped tmpfs over /sys of a private mount namespace: a sandbox has no /sys, and that directory
# exists and is reachable everywhere, which a data folder under a home of mode 0700 is not.
#   u, w, v = the overlay's parts; t = /tmp, s = /dev/shm, c = /hub/cache; f, m = files and mounts; in, out, err = named pipes
sub lay_out {
  my ($disk_bytes) = @_;
  # A view of another sandbox's disk would hold its memory beyond its end.
  for my $disk (glob "\Q$DIRECTORY\E/../*/disks/*") { call('umount', $disk, MNT_DETACH) }
  call('mount', 'tmpfs', '/sys', 'tmpfs', MS_NOSUID | MS_NODEV, disk_options($disk_bytes))
    or fail("the private file system could not be mounted: $!");
  make_directory($_, 0) for qw(w etc);
  make_directory($_, 1) for qw(u v v/app v/home c);
  make_own_directories();
  for my $name (qw(in out err)) {
    POSIX::mkfifo("/sys/$name", 0600) or fail("the private file system could not be laid out: $!");
    hand_over("/sys/$name");
  }
  call('mount', "$DIRECTORY/etc", '/sys/etc', '', MS_BIND, 0) or fail("/etc could not be bound: $!");
}

# Files without a byte take memory of the kernel all the same, and whoever walks over them takes time.
sub disk_options { return "size=$_[0],nr_inodes=@{[ MAX_INODES ]},mode=755" }

sub make_own_directories {
  make_directory($_, 0) for qw(f m);
  for my $name (qw(t s)) { make_directory($name, 1); chmod 01777, "/sys/$name" }
}

sub make_directory {
  my ($name, $is_own) = @_;
  mkdir "/sys/$name", 0755 or fail("the private file system could not be laid out: $!");
  hand_over("/sys/$name") if $is_own;
}

sub hand_over {
  return 1 if $UID eq '';
  return chown($UID, $UID, $_[0]) || fail("a file could not be handed over: $!");
}

# --- orders

my %ORDERS = (streams => \&open_streams, resize => \&resize, 'report-size' => sub { answer('resized') }, overlay => \&overlay, directory => \&use_directory, bind => \&bind_mount,
  enter => \&enter_workspace, limit => \&limit, command => \&add_command, go => \&go);
my (@limits, @command);

sub serve {
  while (defined(my $line = next_line($channel))) {
    my ($order, $argument) = split / /, $line, 2;
    ($ORDERS{$order} or fail('unknown order'))->($argument);
  }
  POSIX::_exit(0);
}

# No byte too many: what follows `go` is bubblewrap's.
sub next_line {
  my ($connection) = @_;
  for (;;) {
    defined recv($connection, my $seen, 65536, MSG_PEEK) or return;
    return if $seen eq '';
    my $length = 1 + index $seen, "\n";
    next unless $length || sleep_shortly();
    my $line;
    sysread $connection, $line, $length;
    return substr $line, 0, -1;
  }
}

sub sleep_shortly { select undef, undef, undef, 0.001; return 0 }

sub answer { syswrite $channel, "$_[0]\n" if $channel }

sub open_streams {
  sysopen STDIN, '/sys/in', O_RDONLY | O_NONBLOCK or fail("standard input could not be opened: $!");
  fcntl STDIN, F_SETFL, 0;
  sysopen my $out, '/sys/out', O_WRONLY or fail("standard output could not be opened: $!");
  sysopen my $err, '/sys/err', O_WRONLY or fail("standard error could not be opened: $!");
  POSIX::dup2(fileno $out, 1);
  POSIX::dup2(fileno $err, 2);
  answer('streaming');
}

sub resize {
  my ($bytes) = @_;
  call('mount', 'tmpfs', '/sys', '', MS_REMOUNT | MS_NOSUID | MS_NODEV, disk_options($bytes))
    or fail("the private file system could not be resized: $!");
}

sub overlay {
  my ($release) = @_;
  chdir $release or fail('the directory of the release is gone');
  if ($COPY_METHOD eq 'copy') {
    fail('the release could not be copied') if system 'cp', '-a', 'app', 'home', '/sys/v/';
    return chdir '/';
  }
  my $options = $COPY_METHOD eq 'userxattr' ? 'volatile,userxattr' : 'volatile';
  # From its own directory, so that a path needs no escaping among the options.
  call('mount', 'overlay', '/sys/v', 'overlay', 0, "$options,lowerdir=.,upperdir=/sys/u,workdir=/sys/w")
    or fail("the overlay of the release could not be mounted: $!");
  chdir '/';
}

sub use_directory {
  my ($directory) = @_;
  chdir $directory or fail('the directory to write to is gone');
  for my $name (qw(app home)) {
    -d $name or mkdir $name, 0755 or fail('the directory to write to is not writable');
    hand_over($name);
  }
  call('mount', '.', '/sys/v', '', MS_BIND | MS_REC, 0) or fail("the directory to write to could not be bound: $!");
  chdir '/';
}

sub bind_mount {
  my ($number, $source) = split / /, $_[0], 2;
  my $target = "/sys/m/$number";
  if (-d $source) { mkdir $target } else { open my $empty, '>', $target }
  call('mount', $source, $target, '', MS_BIND | MS_REC, 0) or fail("a mount could not be bound: $source: $!");
}

# The disk of a workspace, but a /tmp and files of this sandbox alone.
sub enter_workspace {
  enter_namespace($_[0], 'mnt', CLONE_NEWNS);
  call('unshare', CLONE_NEWNS) or fail("the workspace could not be entered: $!");
  make_private();
  File::Path::remove_tree(map { "/sys/$_" } qw(t s f m));
  make_own_directories();
  answer('entered');
}

# Without cgroups there are limits for each process (data) and for the user inside (processes); they hold from the first command on.
sub limit { @limits = split / /, $_[0] }

# One order for each line of the command.
sub add_command { push @command, $_[0] // '' }

my $WITHIN_LIMITS = 'ulimit -p "$1" 2>/dev/null || ulimit -u "$1" || exit 125
  ulimit -d "$2" || exit 125
  exec /bin/sh -c "$0"';

sub go {
  my $command = join "\n", @command;
  my @shell = @limits ? ('/bin/sh', '-c', $WITHIN_LIMITS, $command, @limits) : ('/bin/sh', '-c', $command);
  chdir '/';
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_NOFILE, 8192);
  # As the one that may read the owner's directory.
  sysopen my $seccomp, "$DIRECTORY/seccomp.bpf", O_RDONLY or fail("the seccomp filter is gone");
  # By way of high numbers, as the low ones may be their own sources.
  my ($arguments, $filter) = map { fcntl $_, F_DUPFD, 20 } $channel, $seccomp;
  POSIX::dup2($arguments, $_) for 3, 4;
  POSIX::dup2($filter, 5);
  POSIX::close($_) for $arguments, $filter;
  drop_rights() if $UID ne '';
  exec 'bwrap', qw(--args 3 --json-status-fd 4 --seccomp 5 --), @shell or fail("bubblewrap could not be started: $!");
}

sub set_limit {
  my ($resource, $value) = @_;
  call('prlimit', 0, $resource, pack('QQ', $value, $value), 0);
}

sub drop_rights {
  call('setgroups', 0, 0) && call('setresgid', ($UID + 0) x 3) && call('setresuid', ($UID + 0) x 3)
    && call('capset', pack('LL', 0x20080522, 0), pack('L6', (0) x 6))
    or fail("the rights of root could not be dropped: $!");
}

1;
