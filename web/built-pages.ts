import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const WEB = import.meta.dirname;
const DIST = join(WEB, 'dist');
/** Holds the name of the folder under `dist` that is served; replaced by a rename, so it never names half a build. */
const CURRENT = join(DIST, 'current');
const NO_SOURCE = new Set(['dist', 'generate', 'node_modules', 'README.md']);

export const distFolder = DIST;
export const currentFile = CURRENT;

/** Returns the folder of the pages as they were last built, null before the first build. */
export function builtFolder(): string | null {
  if (!existsSync(CURRENT)) return null;
  const folder = join(DIST, readFileSync(CURRENT, 'utf8').trim());
  return existsSync(folder) ? folder : null;
}

/** Returns whether the built pages are those of the present sources. */
export function isUpToDate(): boolean {
  return builtFolder() === join(DIST, sourceDigest());
}

/** Returns the name of the sources' state: of every file of `web`, of the packages, and of Node's major version. */
export function sourceDigest(): string {
  const hash = createHash('sha256').update(process.versions.node.split('.', 1)[0] ?? '');
  hash.update(readFileSync(join(WEB, '..', 'package-lock.json')));
  for (const file of sourceFiles(WEB).sort()) {
    hash.update(`\0${relative(WEB, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 20);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (folder === WEB && NO_SOURCE.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : [path];
  });
}
