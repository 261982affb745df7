import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findCgroupRoots } from './cgroup-roots.ts';
import { disksDirectory, unmountBelow } from './container/disk.ts';
import { killCgroups } from './kill-cgroups.ts';
import { hubDirectoryName } from './owner-cgroups.ts';
import { isDeadOwner } from './owner-name.ts';

/** Ends and removes what dead owners of this hub left; namespaces and mounts go with the processes that held them. */
export async function sweepDeadOwners(hubId: string, ownersDirectory: string): Promise<void> {
  const roots = new Set(Object.values(findCgroupRoots()?.directories ?? {}));
  for (const root of roots) await killCgroups(await deadOwnersIn(join(root, hubDirectoryName(hubId))));
  for (const directory of await deadOwnersIn(ownersDirectory)) {
    await unmountBelow(disksDirectory(directory));
    if (existsSync(disksDirectory(directory))) continue;
    await rm(directory, { recursive: true, force: true });
  }
}

async function deadOwnersIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter(isDeadOwner).map((name) => join(directory, name));
}
