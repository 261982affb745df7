import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import { LAUNCH_PATH } from './launch-path.ts';

/** Program to the Debian package that brings it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  bwrap: 'bubblewrap',
  slirp4netns: 'slirp4netns',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  perl: 'perl-base',
};

/** @throws AppError `sandbox_unavailable` naming what is missing and the command that installs it */
export function requirePrograms(): void {
  if (process.platform !== 'linux') {
    throw new AppError('sandbox_unavailable', 'The bubblewrap sandbox needs Linux.');
  }
  const missing = Object.keys(PROGRAMS).filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((name) => PROGRAMS[name]))].join(' ');
  throw new AppError(
    'sandbox_unavailable',
    `The sandbox needs ${missing.join(', ')}, which this host does not have: run "apt-get install ${packages}" as root.`,
  );
}

function isInstalled(name: string): boolean {
  return LAUNCH_PATH.split(':').some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
