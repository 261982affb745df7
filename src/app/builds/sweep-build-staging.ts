import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '../../db/database.ts';

/** The name of an attempt's folder in the staging directory. */
export function stagingName(attemptId: number): string {
  return `build-${attemptId}`;
}

/** Removes the folders of attempts that have ended or that the database doesn't know; answers how many. */
export async function sweepBuildStaging(sql: Sql, stagingDirectory: string): Promise<number> {
  const names = await readdir(stagingDirectory).catch(() => [] as string[]);
  const ids = names
    .map((name) => Number(/^build-(\d{1,15})$/.exec(name)?.[1]))
    .filter((id) => Number.isSafeInteger(id));
  if (ids.length === 0) return 0;
  const live = await sql.query<{ id: number }>('select id from attempts where id = any($1) and finished_at is null', [
    ids,
  ]);
  const liveIds = new Set(live.map((row) => row.id));
  const dead = ids.filter((id) => !liveIds.has(id));
  for (const id of dead) await rm(join(stagingDirectory, stagingName(id)), { recursive: true, force: true });
  return dead.length;
}
