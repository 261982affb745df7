import { chownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot } from './confine-service.ts';
import { StartFailure } from './start-failure.ts';

/** User ids that PostgreSQL and Temporal run under when root starts them; no account is made for them. */
export const SERVICE_UIDS = { postgres: 58_110, temporal: 58_111 } as const;

/** Makes a folder (mode 0700) for a service and gives it and all in it to the service. @throws StartFailure */
export function prepareServiceFolder(folder: string, uid: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = lstatSync(folder).uid;
  if (isRoot) {
    if (owner !== uid) giveTo(folder, uid);
  } else if (owner !== process.getuid?.()) {
    throw new StartFailure(
      `The folder ${folder} belongs to user ${owner}: start as the user that made it, or choose another folder with --data-dir.`,
    );
  }
}

function giveTo(path: string, uid: number): void {
  const isFolder = lstatSync(path).isDirectory();
  if (isFolder) for (const name of readdirSync(path)) giveTo(join(path, name), uid);
  if (!lstatSync(path).isSymbolicLink()) chownSync(path, uid, uid);
}
