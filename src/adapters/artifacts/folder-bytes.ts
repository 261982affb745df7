import { lstat, readdir } from 'node:fs/promises';

/** What a folder takes on disk in bytes; links are not followed. Names may be any bytes. */
export function folderBytes(folder: string): Promise<number> {
  return bytesIn(Buffer.from(folder));
}

async function bytesIn(folder: Buffer): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  const files = entries.filter((entry) => !entry.isDirectory());
  const sizes = await Promise.all(files.map(async ({ name }) => (await lstat(joinBytes(folder, name))).blocks * 512));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  // One folder at a time, so that a deep tree isn't held in memory as a whole.
  for (const { name } of entries.filter((entry) => entry.isDirectory()))
    bytes += await bytesIn(joinBytes(folder, name));
  return bytes;
}

function joinBytes(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}
