import { readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess } from './process-table.ts';

const MIN_PAUSE_MS = 1;
const MAX_PAUSE_MS = 50;

/**
 * Kills everything in these cgroups and below and removes them; keeps on until they are gone.
 *
 * A process that joins between two rounds is killed by the next; one that comes after the removal can't join any more.
 */
export async function killCgroups(directories: readonly string[]): Promise<void> {
  let pauseMs = MIN_PAUSE_MS;
  while (!(await everyGone(directories))) {
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
  }
}

async function everyGone(directories: readonly string[]): Promise<boolean> {
  const gone = await Promise.all(directories.map(killAndRemove));
  return gone.every((isGone) => isGone);
}

async function killAndRemove(directory: string): Promise<boolean> {
  if (await isRemoved(directory)) return true;
  await Promise.all((await subdirectories(directory)).map(killAndRemove));
  await killMembers(directory);
  return isRemoved(directory);
}

async function isRemoved(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch (error) {
    return hasCode(error, 'ENOENT');
  }
}

async function subdirectories(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => `${directory}/${entry.name}`);
  } catch {
    return [];
  }
}

/** cgroup.kill is of version 2; version 1 has no more than the list of members. */
async function killMembers(directory: string): Promise<void> {
  try {
    await writeFile(`${directory}/cgroup.kill`, '1', { flag: 'r+' });
    return;
  } catch {
    // Version 1, or gone: then the list below is empty as well.
  }
  const members = await readFile(`${directory}/cgroup.procs`, 'utf8').catch(() => '');
  for (const line of members.split('\n')) {
    const pid = Number(line);
    if (pid > 1 && pid !== process.pid) signalProcess(pid, 'SIGKILL');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
