import type { Sql } from '../../db/database.ts';
import { lockIntegrationRow } from '../../db/stores/integrations/integration-lock-store.ts';
import {
  ensureWatch,
  readWatchedRepository,
  type WatchedRepository,
} from '../../db/stores/source-control/watched-repository-store.ts';

/** Locks an integration and returns its repository; null where it has none that is watched. */
export async function lockWatched(sql: Sql, integrationId: number): Promise<WatchedRepository | null> {
  await lockIntegrationRow(sql, integrationId);
  await ensureWatch(sql, integrationId);
  return readWatchedRepository(sql, integrationId);
}
