import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of the packs in an object store, without their endings. */
export async function packNames(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(directory, 'objects/pack'));
    return names
      .filter((name) => name.endsWith('.idx'))
      .map((name) => name.slice(0, -4))
      .sort();
  } catch {
    return [];
  }
}
