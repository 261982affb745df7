import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Every executable file called one of `names` in the folders of PATH and in `more`; absolute, as found, each real file once. */
export function findPrograms(path: string, names: readonly string[], more: readonly string[] = []): string[] {
  const folders = [...path.split(delimiter).filter(isAbsolute), ...more];
  const seen = new Set<string>();
  const found: string[] = [];
  for (const folder of folders) {
    for (const name of names) {
      const file = join(folder, name);
      if (!isExecutable(file)) continue;
      const real = realpathSync(file);
      if (seen.has(real)) continue;
      seen.add(real);
      found.push(file);
    }
  }
  return found;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The names in a folder, sorted; none where it can't be read. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The folders in `folder` as absolute paths. */
export function listFolders(folder: string): string[] {
  return listNames(folder)
    .map((name) => join(folder, name))
    .filter(isFolder);
}
