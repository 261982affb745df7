import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder takes on disk in bytes; links are not followed. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const sizes = await Promise.all(files.map(async ({ name }) => (await lstat(join(folder, name))).blocks * 512));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  // One folder at a time, so that a deep tree isn't held in memory as a whole.
  for (const { name } of entries.filter((entry) => entry.isDirectory())) bytes += await folderBytes(join(folder, name));
  return bytes;
}
