# System calls that Perl has no functions for.
use strict;
use warnings;
use POSIX ();

# From the kernel's tables, which Perl's own library does not bring along.
my %NUMBERS = (
  x86_64  => { mount => 165, umount => 166, unshare => 272, setns => 308, setgroups => 116, setresuid => 117, setresgid => 119,
               capset => 126, prctl => 157, prlimit => 302, signalfd => 289 },
  aarch64 => { mount => 40, umount => 39, unshare => 97, setns => 268, setgroups => 159, setresuid => 147, setresgid => 149,
               capset => 91, prctl => 167, prlimit => 261, signalfd => 74 },
);
our $CALLS = $NUMBERS{(POSIX::uname())[4]} or die "no system calls are known for this processor\n";
use constant {
  MS_NOSUID => 2, MS_NODEV => 4, MS_REMOUNT => 32, MS_BIND => 4096, MS_REC => 16384, MS_PRIVATE => 1 << 18, MNT_DETACH => 2,
  CLONE_NEWNS => 0x00020000, CLONE_NEWUSER => 0x10000000, CLONE_NEWNET => 0x40000000,
  PR_SET_PDEATHSIG => 1, RLIMIT_NOFILE => 7, RLIMIT_CORE => 4, SIOCSIFFLAGS => 0x8914, IFF_UP => 1, SFD_CLOEXEC => 02000000, MAX_INODES => 500_000,
};

sub call {
  my ($name, @arguments) = @_;
  # A string is handed over as a pointer, which has to be one that may be written to.
  my @copies = map { my $copy = $_; $copy } @arguments;
  return syscall($CALLS->{$name}, @copies) >= 0;
}

sub fail { die "$_[0]\n" }

1;
