import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '../../db/database.ts';
import { listLiveAttempts } from '../../db/stores/releases/build-store.ts';

/** The name of an attempt's folder in the staging directory. */
export function stagingName(attemptId: number): string {
  return `build-${attemptId}`;
}

/** Removes the folders of attempts that have ended or that the database does not know. Returns how many. */
export async function sweepBuildStaging(sql: Sql, stagingDirectory: string): Promise<number> {
  const names = await readdir(stagingDirectory).catch(() => [] as string[]);
  const ids = names
    .map((name) => Number(/^build-(\d{1,15})$/.exec(name)?.[1]))
    .filter((id) => Number.isSafeInteger(id));
  if (ids.length === 0) return 0;
  const liveIds = new Set(await listLiveAttempts(sql, ids));
  const dead = ids.filter((id) => !liveIds.has(id));
  for (const id of dead) await rm(join(stagingDirectory, stagingName(id)), { recursive: true, force: true });
  return dead.length;
}
