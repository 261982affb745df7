import { statSync } from 'node:fs';

/** A folder that a service needs; nothing else of a closed home folder becomes reachable to it. */
interface ServiceFolder {
  readonly path: string;
  readonly isWritable: boolean;
}

export interface ServiceCommand {
  readonly uid: number;
  readonly folders: readonly ServiceFolder[];
  /** What the kernel sends the service when the starter dies, however it dies. */
  readonly parentDeathSignal: 'INT' | 'TERM' | 'KILL';
  /** Program and arguments; `at` gives the path under which the service sees one of its folders (or a file in it). */
  readonly command: (at: (path: string) => string) => readonly [string, ...string[]];
}

export interface SpawnCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Whether services are started by root and so have to drop to a user id of their own. */
export const isRoot = process.getuid?.() === 0;

/** Mounts the folders at a reachable place in a private mount namespace, names the user id, then becomes the command. */
const MOUNT_SCRIPT = `set -e
place=$1 uid=$2; shift 2
mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs "$place"
while [ "$1" != -- ]; do
  mkdir "$place/$1"
  mount --bind "$3" "$place/$1"
  [ "$2" = rw ] || mount -o remount,bind,ro "$place/$1"
  shift 3
done
shift
{ cat /etc/passwd; echo "hubwright:x:$uid:$uid::/:/bin/false"; } > "$place/passwd"
mount --bind "$place/passwd" /etc/passwd
cd "$place"
exec "$@"`;

/**
 * What to spawn for a service: as an ordinary user the command itself; as root the command under a user id of its own,
 * in a mount namespace that binds its folders to a reachable path, without any capability.
 */
export function confineService(service: ServiceCommand): SpawnCommand {
  const deathSignal = ['setpriv', '--pdeathsig', service.parentDeathSignal] as const;
  if (!isRoot) {
    const [program, ...args] = [...deathSignal, ...service.command((path) => path)];
    return { program, args };
  }
  const place = mountPlace(service.folders);
  const binds = service.folders.flatMap(({ path, isWritable }, index) => [`${index}`, isWritable ? 'rw' : 'ro', path]);
  const at = (path: string): string => placedPath(path, place, service.folders);
  // The kernel clears the death signal when the user id changes, so it is set by a second setpriv.
  const drop = ['setpriv', '--reuid', `${service.uid}`, '--regid', `${service.uid}`, '--clear-groups'];
  const harden = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
  const script = ['sh', '-c', MOUNT_SCRIPT, 'sh', place, `${service.uid}`, ...binds, '--'];
  const args = ['--mount', '--propagation', 'private', ...script, ...drop, ...harden, ...deathSignal];
  return { program: 'unshare', args: [...args, ...service.command(at)] };
}

function placedPath(path: string, place: string, folders: readonly ServiceFolder[]): string {
  const index = folders.findIndex((folder) => path === folder.path || path.startsWith(`${folder.path}/`));
  const folder = folders[index];
  if (!folder) throw new Error(`the service was not given a folder that holds ${path}`);
  return `${place}/${index}${path.slice(folder.path.length)}`;
}

/** A folder that exists everywhere and that none of the service's folders lies in, as mounting hides what is there. */
function mountPlace(folders: readonly ServiceFolder[]): string {
  const place = ['/mnt', '/media', '/srv', '/opt'].find(
    (candidate) =>
      statSync(candidate, { throwIfNoEntry: false })?.isDirectory() &&
      !folders.some((folder) => folder.path === candidate || folder.path.startsWith(`${candidate}/`)),
  );
  if (place === undefined) throw new Error('there is no folder to mount the parts of a service at');
  return place;
}
