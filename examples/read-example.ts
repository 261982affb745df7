import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of one of the examples, by their path in its repository. */
export function readExample(name: 'node' | 'python' | 'failing' | 'selectors'): Record<string, Buffer> {
  const folder = join(import.meta.dirname, name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}
