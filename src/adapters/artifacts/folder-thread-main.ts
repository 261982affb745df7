import { lstatSync, opendirSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FolderTask } from './folder-thread.ts';

const BLOCK_BYTES = 512;
/** What a file takes at least, be it empty: its inode and its name. */
const MIN_FILE_BYTES = 4_096;

const SEPARATOR = Buffer.from('/');

const task = workerData as FolderTask;
if (task.kind === 'remove') rmSync(task.folder, { recursive: true, force: true });
parentPort?.postMessage(task.kind === 'measure' ? measure(task.folder) : 0);

/** One folder after the other, and no list of its names: neither a wide nor a deep tree is held in memory. */
function measure(root: string): number {
  const folders = [Buffer.from(root)];
  let bytes = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    // In latin1 each byte of a name is one character: names may have any bytes.
    const entries = opendirSync(folder, { encoding: 'latin1' });
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
      const path = Buffer.concat([folder, SEPARATOR, Buffer.from(entry.name, 'latin1')]);
      bytes += Math.max(lstatSync(path).blocks * BLOCK_BYTES, MIN_FILE_BYTES);
      if (entry.isDirectory()) folders.push(path);
    }
    entries.closeSync();
  }
  return bytes;
}
