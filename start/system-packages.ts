import { spawnSync } from 'node:child_process';
import { isRoot } from './confine-service.ts';
import { type Environment, findOnPath } from './find-temporal.ts';
import { StartFailure } from './start-failure.ts';

/** Program to the Debian package that it is in. */
export type SystemPrograms = Readonly<Record<string, string>>;

/** Programs that npm can't bring, and the Debian package that each is in. */
const PROGRAMS = {
  bwrap: 'bubblewrap',
  slirp4netns: 'slirp4netns',
  ip: 'iproute2',
  setpriv: 'util-linux',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
  perl: 'perl-base',
} as const;

/** Programs of root are often left out of an ordinary user's PATH. */
const SYSTEM_FOLDERS = ':/usr/local/sbin:/usr/sbin:/sbin';

/**
 * Makes sure that programs (the sandbox's, if no others are named) are installed: as root on a Debian-family machine it installs what is missing,
 * saying so first. @throws StartFailure that holds the one command to run
 */
export function ensureSystemPackages(
  env: Environment,
  say: (line: string) => void,
  programs: SystemPrograms = PROGRAMS,
): void {
  const missing = missingPackages(env, programs);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const hasApt = findOnPath('apt-get', env) !== undefined;
  if (!isRoot || !hasApt) throw new StartFailure(instruction(missing, hasApt, command));
  say(`Installing system packages: ${missing.join(', ')} (${command})`);
  if (!run(command, env)) {
    run('apt-get update', env);
    if (!run(command, env))
      throw new StartFailure(`System packages are missing and could not be installed: ${command}`);
  }
  const left = missingPackages(env, programs);
  if (left.length > 0) throw new StartFailure(`Programs of ${left.join(', ')} are still missing: ${command}`);
}

/** The Debian packages whose programs this machine lacks. */
function missingPackages(env: Environment, programs: SystemPrograms): string[] {
  const path = { PATH: `${env.PATH ?? ''}${SYSTEM_FOLDERS}` };
  const names = Object.entries(programs).filter(([program]) => findOnPath(program, path) === undefined);
  return [...new Set(names.map(([, name]) => name))];
}

function instruction(missing: readonly string[], hasApt: boolean, command: string): string {
  if (hasApt) return `System packages are missing; run this and start again: sudo ${command}`;
  return `System packages are missing; install these with your system's package manager and start again: ${missing.join(' ')}`;
}

function run(command: string, env: Environment): boolean {
  const [program = '', ...args] = command.split(' ');
  const options = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  return spawnSync(program, args, options).status === 0;
}
