import { execFile } from 'node:child_process';
import { LAUNCH_PATH } from '../launch-path.ts';
import type { NetworkOwner } from './network-owner.ts';

/** Command line that runs `command` in the network namespace of a process, with the rights that own it. */
export function inNamespace(owner: NetworkOwner, pid: number, command: readonly string[]): [string, string[]] {
  const user = owner.userNamespacePid === null ? [] : ['--user', '--preserve-credentials'];
  return ['nsenter', [...user, '--target', String(pid), '--net', '--', ...command]];
}

/**
 * Runs commands of `ip -batch` in the network namespace of a process; they stop at the first that fails.
 * @throws Error with the output of `ip`
 */
export function setRules(owner: NetworkOwner, pid: number, orders: readonly string[]): Promise<void> {
  const [program, rest] = inNamespace(owner, pid, ['ip', '-batch', '-']);
  return new Promise((resolve, reject) => {
    const child = execFile(program, rest, { cwd: '/', env: { PATH: LAUNCH_PATH, LC_ALL: 'C' } }, (error, _, issues) => {
      if (error === null) resolve();
      else reject(new Error(`a rule of the network could not be set: ${issues.trim() || error.message}`));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(`${orders.join('\n')}\n`);
  });
}
