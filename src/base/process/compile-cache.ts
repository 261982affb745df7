import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/**
 * The setting by which a child of this process finds what Node compiled of the hub before. With it a process starts in half the time, and
 * does not load the compiler that strips types, which takes 12 MB.
 */
export function compileCacheEnvironment(): Readonly<Record<string, string>> {
  const directory = getCompileCacheDir();
  // Node works in a subdirectory for its own version.
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: dirname(directory) };
}
