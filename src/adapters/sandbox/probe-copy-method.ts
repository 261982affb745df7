import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LAUNCH_PATH } from './launch-path.ts';
import type { CopyMethod, Owner } from './owner.ts';

const run = promisify(execFile);

/** What overlays get wrong on some kernels: removing a lower directory, making it anew, renaming one, changing a file. */
const TRIAL = `
  mount -t tmpfs -o size=1m,mode=755 tmpfs /sys && mkdir /sys/u /sys/w /sys/v && cd "$1" &&
  mount -t overlay -o "$2,lowerdir=.,upperdir=/sys/u,workdir=/sys/w" overlay /sys/v && cd /sys/v &&
  rm -r app/gone && mkdir app/gone && rmdir app/gone && mv app/old app/new && test -f app/new/file &&
  echo changed >app/file && echo added >home/added`;

/** Tries what this kernel lets this user do with an overlay. */
export async function probeCopyMethod(
  owner: Pick<Owner, 'directory' | 'userNamespacePid' | 'log'>,
): Promise<CopyMethod> {
  const lower = join(owner.directory, 'probe');
  for (const name of ['app/gone', 'app/old', 'home']) mkdirSync(join(lower, name), { recursive: true });
  for (const name of ['app/file', 'app/gone/file', 'app/old/file']) writeFileSync(join(lower, name), 'lower');
  const methods = owner.userNamespacePid === null ? (['overlay'] as const) : (['userxattr', 'overlay'] as const);
  try {
    for (const method of methods) if (await works(owner.userNamespacePid, lower, method)) return method;
  } finally {
    rmSync(lower, { recursive: true, force: true });
  }
  owner.log('warn', 'overlayfs does not work here: each run copies its release, which is slower');
  return 'copy';
}

async function works(userNamespacePid: number | null, lower: string, method: CopyMethod): Promise<boolean> {
  const options = method === 'userxattr' ? 'volatile,userxattr' : 'volatile';
  const inside = ['--mount', '--propagation', 'private', '/bin/sh', '-c', TRIAL, 'sh', lower, options];
  const enter = ['--user', '--preserve-credentials', '--target', String(userNamespacePid), 'unshare'];
  const [command, all] = userNamespacePid === null ? ['unshare', inside] : ['nsenter', [...enter, ...inside]];
  try {
    await run(command, all, { cwd: '/', env: { PATH: LAUNCH_PATH } });
    return true;
  } catch {
    return false;
  }
}
