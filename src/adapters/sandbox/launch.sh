#!/bin/sh
# Starts one sandbox. First argument: the stage. Settings come by environment; none of them is secret.
#   fd 0  standard input of the sandbox        fd 2  faults of this script
#   fd 3  orders in, answers out; after `go` the arguments of bubblewrap in, its status out
# Everything is laid out on a size-capped tmpfs over /sys of a private mount namespace: a sandbox has no /sys, and that
# directory exists and is reachable everywhere, which a data folder under a home of mode 0700 is not.
set -u

# A cgroup that the supervisor removed in the meantime can't be joined: whoever comes late ends here.
join_cgroups() {
  IFS='
'
  for procs in ${CGROUP_PROCS:-}; do
    echo $$ >"$procs" || exit 125
  done
  unset IFS
}

# Descriptors that the hub inherited without close-on-exec must not reach a sandbox; dash can't name those above 9.
close_strays() {
  if [ -n "${STRAY_DESCRIPTORS:-}" ]; then
    exec bash --norc -c 'strays=$STRAY_DESCRIPTORS; unset STRAY_DESCRIPTORS; for fd in $strays; do eval "exec $fd>&-"; done
      exec /bin/sh "$0" "$1"' "$0" "$1"
  fi
}

fail() {
  echo "$1" >&2
  exit 125
}

# A view of another sandbox's disk would hold its memory beyond its end.
drop_disks() {
  for disk in "$OWNER_DIRECTORY"/../*/disks/*; do
    umount --lazy --recursive "$disk" 2>/dev/null
  done
}

lay_out() {
  drop_disks
  mount -t tmpfs -o "size=$DISK_BYTES,mode=755,nosuid,nodev" tmpfs /sys || fail 'the private file system could not be mounted'
  cp -a "$OWNER_DIRECTORY/template/." /sys/ || fail 'the private file system could not be laid out'
  mount --bind "$OWNER_DIRECTORY/etc" /sys/etc || fail '/etc could not be bound'
}

overlay() {
  case "$COPY_METHOD" in
    overlay) options=volatile ;;
    userxattr) options=volatile,userxattr ;;
    copy)
      cp -a "$1/app" "$1/home" /sys/v/ || fail 'the release could not be copied'
      return
      ;;
  esac
  cd "$1" || fail 'the directory of the release is gone'
  mount -t overlay -o "$options,lowerdir=.,upperdir=/sys/u,workdir=/sys/w" overlay /sys/v ||
    fail 'the overlay of the release could not be mounted'
  cd /
}

directory() {
  cd "$1" || fail 'the directory to write to is gone'
  mkdir -p app home || fail 'the directory to write to is not writable'
  if [ -n "$SANDBOX_UID" ]; then
    chown "$SANDBOX_UID:$SANDBOX_UID" app home || fail 'the directory to write to could not be handed over'
  fi
  mount --rbind . /sys/v || fail 'the directory to write to could not be bound'
  cd /
}

# $1 = "<number> <path>"
bind() {
  target="/sys/m/${1%% *}"
  source="${1#* }"
  if [ -d "$source" ]; then mkdir "$target"; else : >"$target"; fi
  mount --rbind "$source" "$target" || fail "a mount could not be bound: $source"
}

serve() {
  while IFS= read -r order <&3; do
    argument="${order#* }"
    case "${order%% *}" in
      streams)
        exec 6>/sys/out 7>/sys/err
        echo streaming >&3
        ;;
      guard) ip -batch "$OWNER_DIRECTORY/guard.rules" || fail 'the rules of the network could not be set' ;;
      resize) mount -t tmpfs -o "remount,size=$argument,mode=755,nosuid,nodev" tmpfs /sys || fail 'the private file system could not be resized' ;;
      overlay) overlay "$argument" ;;
      directory) directory "$argument" ;;
      bind) bind "$argument" ;;
      enter) exec nsenter "--mount=/proc/$argument/ns/mnt" unshare --mount --propagation private /bin/sh "$0" entered ;;
      limit) limit "$argument" ;;
      # One order for each line of the command.
      command) command="${command+$command
}$argument" ;;
      go) go ;;
      *) fail "unknown order" ;;
    esac
  done
  exit 0
}

# Without cgroups there are limits for each process (data) and for the user inside (processes); they hold from the first command on.
limit() {
  process_limit="${1%% *}"
  data_limit_kibibytes="${1#* }"
}

within_limits='ulimit -p "$1" 2>/dev/null || ulimit -u "$1" || exit 125
  ulimit -d "$2" || exit 125
  exec /bin/sh -c "$0"'

go() {
  cd /
  # What is left in the environment can be read inside, of the init of the pid namespace.
  seccomp="$OWNER_SECCOMP"
  uid="$SANDBOX_UID"
  unset CGROUP_PROCS USER_NAMESPACE_PID SANDBOX_UID OWNER_DIRECTORY OWNER_SECCOMP COPY_METHOD NETWORK DISK_BYTES \
    STRAY_DESCRIPTORS PWD OLDPWD SHLVL
  if [ -n "${process_limit:-}" ]; then
    set -- /bin/sh -c "$within_limits" "$command" "$process_limit" "$data_limit_kibibytes"
  else
    set -- /bin/sh -c "$command"
  fi
  ulimit -c 0
  ulimit -n 8192 2>/dev/null
  if [ -n "$uid" ]; then
    exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all \
      bwrap --args 3 --json-status-fd 4 --seccomp 5 -- "$@" \
      4>&3 5<"$seccomp" >&6 2>&7 6>&- 7>&-
  fi
  exec bwrap --args 3 --json-status-fd 4 --seccomp 5 -- "$@" \
    4>&3 5<"$seccomp" >&6 2>&7 6>&- 7>&-
}

case "$1" in
  # In the host's namespaces: join, then make the slot's own.
  slot)
    join_cgroups
    close_strays slot
    if [ -n "$USER_NAMESPACE_PID" ]; then
      exec nsenter --user --preserve-credentials --target "$USER_NAMESPACE_PID" \
        unshare --net --mount --propagation private /bin/sh "$0" prepare
    fi
    exec unshare --net --mount --propagation private /bin/sh "$0" prepare
    ;;
  prepare)
    echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6 2>/dev/null
    ip -batch "$OWNER_DIRECTORY/$NETWORK.routes" || fail 'the routes of the network namespace could not be set'
    lay_out
    echo prepared >&3
    serve
    ;;
  # In the mount namespace of a workspace: its disk, but a /tmp and files of this sandbox alone.
  entered)
    rm -rf /sys/t /sys/s /sys/f /sys/m
    cp -a "$OWNER_DIRECTORY/template/t" "$OWNER_DIRECTORY/template/s" "$OWNER_DIRECTORY/template/f" \
      "$OWNER_DIRECTORY/template/m" /sys/ || fail 'the workspace could not be entered'
    echo entered >&3
    serve
    ;;
  workspace)
    join_cgroups
    if [ -n "$USER_NAMESPACE_PID" ]; then
      exec nsenter --user --preserve-credentials --target "$USER_NAMESPACE_PID" \
        unshare --mount --propagation private /bin/sh "$0" hold
    fi
    exec unshare --mount --propagation private /bin/sh "$0" hold
    ;;
  # Lives until its owner closes the pipe or dies.
  hold)
    lay_out
    echo prepared >&3
    read -r _ <&3
    exit 0
    ;;
  run)
    shift
    join_cgroups
    exec "$@"
    ;;
  *) fail 'unknown stage' ;;
esac
