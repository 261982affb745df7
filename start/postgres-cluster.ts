import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { confineService, isRoot } from './confine-service.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { endProcess, identifyProcess } from './process-identity.ts';
import { prepareServiceFolder, SERVICE_UIDS } from './service-account.ts';
import { StartFailure } from './start-failure.ts';

/** The database files and what is needed to sign in to them. */
export interface PostgresCluster {
  /** The folder that the server gets. */
  readonly folder: string;
  /** PGDATA, inside `folder`. */
  readonly dataFolder: string;
  readonly password: string;
}

export const POSTGRES_USER = 'hubwright';

const ORPHAN_GRACE_MS = 5_000;

/** Makes the database files on first start and clears what a killed server left behind. @throws StartFailure */
export async function prepareCluster(
  folder: string,
  binaries: PostgresBinaries,
  isDurable: boolean,
): Promise<PostgresCluster> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const cluster = {
    folder: join(folder, 'cluster'),
    dataFolder: join(folder, 'cluster', 'data'),
    password: keepPassword(join(folder, 'password')),
  };
  prepareServiceFolder(cluster.folder, SERVICE_UIDS.postgres);
  if (!existsSync(cluster.dataFolder)) await initialise(cluster, binaries, isDurable);
  checkVersion(cluster.dataFolder, binaries.majorVersion);
  await endOrphan(cluster.dataFolder);
  return cluster;
}

function keepPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** Into a folder of another name first, so that an interrupted first start is simply done again. */
async function initialise(cluster: PostgresCluster, binaries: PostgresBinaries, isDurable: boolean): Promise<void> {
  const staging = `${cluster.dataFolder}.new`;
  const passwordFile = join(cluster.folder, 'initial-password');
  rmSync(staging, { recursive: true, force: true });
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (isRoot) chownSync(passwordFile, SERVICE_UIDS.postgres, SERVICE_UIDS.postgres);
  try {
    await runInitdb(cluster.folder, staging, passwordFile, binaries, isDurable);
    renameSync(staging, cluster.dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function runInitdb(
  folder: string,
  dataFolder: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  isDurable: boolean,
): Promise<void> {
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions', '-U', POSTGRES_USER];
  const { program, args } = confineService({
    uid: SERVICE_UIDS.postgres,
    folders: [
      { path: binaries.folder, isWritable: false },
      { path: folder, isWritable: true },
    ],
    parentDeathSignal: 'KILL',
    command: (at) => [
      at(binaries.initdb),
      ...['-D', at(dataFolder), `--pwfile=${at(passwordFile)}`, ...options, ...(isDurable ? [] : ['--no-sync'])],
    ],
  });
  try {
    await promisify(execFile)(program, args, { env: serviceEnvironment() });
  } catch (cause) {
    throw initdbFailure(cause);
  }
}

/** What PostgreSQL gets of an environment: nothing of the starter's own. */
export function serviceEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function initdbFailure(cause: unknown): StartFailure {
  const output = String((cause as { stderr?: unknown }).stderr ?? '');
  if (/No space left/.test(output)) return new StartFailure('The disk is full: free some space and start again.');
  const lines = output.split('\n').map((text) => text.trim());
  const line = lines.findLast((text) => text !== '' && !/removing|changed/.test(text)) ?? (cause as Error).message;
  return new StartFailure(`The embedded database could not be made: ${line}`, { cause });
}

function checkVersion(dataFolder: string, majorVersion: number): void {
  const found = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (found === `${majorVersion}`) return;
  throw new StartFailure(
    `The data folder holds a PostgreSQL ${found} database and this version of Hubwright brings PostgreSQL ${majorVersion}: ` +
      'start the version that made it and move the data with a dump, or choose another folder with --data-dir.',
  );
}

/** A server that a killed starter left behind still holds the files: end it. A lock file without a process is removed. */
async function endOrphan(dataFolder: string): Promise<void> {
  const lockFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n', 1)[0]);
  const identity = pid > 1 ? identifyProcess(pid) : undefined;
  if (identity && worksIn(pid, dataFolder)) await endProcess(identity, 'SIGINT', ORPHAN_GRACE_MS);
  rmSync(lockFile, { force: true });
}

/** A server's working folder is its data folder, whatever path it sees it under. */
function worksIn(pid: number, folder: string): boolean {
  const present = statSync(`/proc/${pid}/cwd`, { throwIfNoEntry: false });
  const expected = statSync(folder);
  return present?.dev === expected.dev && present.ino === expected.ino;
}
