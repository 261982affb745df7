#!/bin/sh
# Runs the limits of the sandbox's contract on a kernel that has cgroups of version 2 alone, for machines that have version 1: as root in
# the top cgroup, as an ordinary user in a delegated one (systemd's Delegate=yes), and as root in a container's cgroup namespace.
# The kernel is User Mode Linux (Debian's package user-mode-linux), a process that sees this machine's files read-only. Takes two
# to five minutes, so it belongs to no suite. Usage: test/support/cgroup2-machine.sh [path of linux.uml]
set -eu
KERNEL="${1:-$(command -v linux.uml || true)}"
[ -x "$KERNEL" ] || { echo 'no linux.uml: apt-get install user-mode-linux' >&2; exit 1; }
REPOSITORY="$(cd "$(dirname "$0")/../.." && pwd)"
WORK="$(mktemp -d /var/tmp/hubwright-cgroup2-XXXXXX)"
trap 'rm -rf "$WORK"' EXIT
cat >"$WORK/init" <<'INIT'
#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp
mount -t proc proc /proc && mount -t sysfs sys /sys && mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs -o size=1g tmpfs /tmp && mount -t tmpfs tmpfs /run && mount --bind REPOSITORY /mnt && cd /mnt
ip link set lo up
TOP=/sys/fs/cgroup
export TESTS="node_modules/node/bin/node node_modules/mocha/bin/mocha.js --no-config --no-color --timeout 200000 --slow 100000
  test/integration/sandbox/bubblewrap.test.ts -g memory|processes|processor"
echo "== kernel $(uname -r), controllers $(cat $TOP/cgroup.controllers)"
echo '== root, the top cgroup' && $TESTS
FAULTS=$?
echo '== an ordinary user, a delegated cgroup'
echo '+memory +pids +cpu' >$TOP/cgroup.subtree_control
mkdir -p $TOP/user/hub -m 755 && echo '+memory +pids +cpu' >$TOP/user/cgroup.subtree_control
chown 64701 $TOP/user/hub $TOP/user/hub/cgroup.procs $TOP/user/hub/cgroup.subtree_control
mkdir -m 777 /tmp/user
sh -c "echo \$\$ >$TOP/user/hub/cgroup.procs
  exec setpriv --reuid 64701 --regid 64701 --clear-groups env HOME=/tmp/user TMPDIR=/tmp/user \$TESTS"
FAULTS=$((FAULTS + $?))
test -d $TOP/user/hub/hubwright-main || FAULTS=$((FAULTS + 1))
echo "== root, a container's cgroup namespace"
mkdir $TOP/box
sh -c "echo \$\$ >$TOP/box/cgroup.procs; exec unshare --cgroup --mount sh -c 'umount $TOP && mount -t cgroup2 box $TOP && \$TESTS'"
FAULTS=$((FAULTS + $?))
test -d $TOP/box/hubwright-main || FAULTS=$((FAULTS + 1))
echo "== faults: $FAULTS"
/sbin/halt -f
INIT
sed -i "s|REPOSITORY|$REPOSITORY|" "$WORK/init"
chmod +x "$WORK/init"
HOME="$WORK" TMPDIR=/tmp "$KERNEL" root=/dev/root rootfstype=hostfs rootflags=/ ro mem=3G "init=$WORK/init" con=null con0=null,fd:1 \
  </dev/null 2>&1 | tee "$WORK/log" | grep -aE '^==|✔|passing|failing|pending|[0-9]\) '
grep -qa '^== faults: 0' "$WORK/log"
