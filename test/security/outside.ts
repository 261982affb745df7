import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The uid of sandboxes where the hub is root. */
const SANDBOX_UID = 64_646;
const isRoot = process.getuid?.() === 0;

/** What a program with the sandbox's uid is started by; an ordinary user's sandboxes have its own uid. */
export const AS_SANDBOX_USER: readonly string[] = isRoot
  ? ['setpriv', '--reuid', String(SANDBOX_UID), '--regid', String(SANDBOX_UID), '--clear-groups']
  : [];

/** Full rights over namespaces of its own, as every user has them on a host with user namespaces. */
export const AS_ROOT_OF_NAMESPACES: readonly string[] = [
  ...AS_SANDBOX_USER,
  ...['unshare', '--user', '--map-root-user', '--net', '--mount', '--uts', '--pid', '--fork', '--mount-proc'],
];

/**
 * Runs the command of a check without a sandbox, so that the check is known to see what it looks for.
 *
 * @param as words before the shell; none = the hub's own user
 * @returns its stdout
 */
export async function runOutside(command: string, as: readonly string[] = []): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'hubwright-outside-'));
  const [program = '', ...rest] = [...as, '/bin/sh', '-c', command];
  try {
    const child = spawn(program, rest, {
      cwd: as.length === 0 ? directory : '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return await text(child.stdout);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
