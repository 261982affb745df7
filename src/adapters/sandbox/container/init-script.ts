/** What the first process says on stderr once the command is about to start; without it the command never was. */
export const READY = 'hubwright: ready\n';

/** The first line of its input. */
export const GO = 'go\n';

/**
 * The first process of a container: a POSIX shell that starts the command and waits for it.
 *
 * A command that were the first process itself would not die of a SIGTERM that it doesn't handle. On SIGTERM every process is signalled once,
 * but for a shell that waits for its command: if that died first, the container would end with it. Names before the start are such
 * that no environment of a run has them.
 * It begins at a first line of input: an engine responds before its streams are really connected, and output until then would be lost.
 * Arguments: the command, its working directory, names of variables that the engine and the image added.
 */
export const INIT_SCRIPT = `
_hubwright_command=$1 _hubwright_directory=$2 _hubwright_told=' ' _hubwright_name=
shift 2
for _hubwright_name; do unset "$_hubwright_name"; done
exec >/hub/output/out 2>/hub/output/err || exit 125
IFS= read -r _hubwright_name || exit 125
cd "$_hubwright_directory" || exit 125
unset OLDPWD
tell_all() {
  parents=' '
  for stat in /proc/[0-9]*/stat; do
    read -r line <"$stat" || continue
    set -- \${line##*) }
    parents="$parents$2 "
  done 2>/dev/null
  for stat in /proc/[0-9]*/stat; do
    read -r line <"$stat" || continue
    pid=\${line%% *}
    name=\${line#*(}
    name=\${name%)*}
    [ "$pid" = 1 ] && continue
    case "$_hubwright_told" in *" $pid "*) continue ;; esac
    case "$name" in sh | dash | bash | busybox | ash) case "$parents" in *" $pid "*) continue ;; esac ;; esac
    _hubwright_told="$_hubwright_told$pid "
    kill -TERM "$pid"
  done 2>/dev/null
}
trap 'tell_all; interrupted=1' TERM
exec 3<&0 </dev/null
printf 'hubwright: ready\\n' >&2
PWD=$_hubwright_directory /bin/sh -c "$_hubwright_command" <&3 3<&- &
child=$!
exec 3<&-
last=
while :; do
  interrupted=
  wait "$child"
  code=$?
  [ "$code" = 127 ] && [ -n "$last" ] && code=$last && break
  [ -z "$interrupted" ] && break
  last=$code
done
exit "$code"`;
