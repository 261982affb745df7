import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A folder whose contents strangers made: walking over it, or removing it, may take seconds. */
export type FolderTask = { readonly kind: 'measure' | 'remove'; readonly folder: string };

const ENTRY = new URL('./folder-thread-main.ts', import.meta.url);
const MEMORY_MB = 64;

/** What a folder takes on disk in bytes, at least a block for each file; links are not followed. */
export function folderBytes(folder: string): Promise<number> {
  return inThread({ kind: 'measure', folder });
}

/** Removes a folder with everything in it; one that is not there is fine. */
export async function removeFolder(folder: string): Promise<void> {
  await inThread({ kind: 'remove', folder });
}

/** @throws what the thread failed with */
async function inThread(task: FolderTask): Promise<number> {
  const worker = new Worker(ENTRY, {
    workerData: task,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const [result] = (await once(worker, 'message')) as [number];
  return result;
}
