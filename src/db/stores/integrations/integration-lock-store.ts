import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface LockedIntegration {
  readonly partnerId: number | null;
  readonly archivedAt: Date | null;
}

const LOCK = statement<LockedIntegration>(
  `select partner_id as "partnerId", archived_at as "archivedAt" from integrations where id = $1 for update`,
);

/** Locks an integration until the transaction ends; null where there is none. */
export async function lockIntegrationRow(sql: Sql, id: number): Promise<LockedIntegration | null> {
  const [row] = await sql.query(LOCK, [id]);
  return row ?? null;
}

const LOCK_OF_ROLLOUT = statement<{ id: number }>(
  `select id from integrations where id = (select integration_id from rollouts where id = $1) for update`,
);

/** Locks the integration of a rollout until the transaction ends. */
export async function lockIntegrationOfRollout(sql: Sql, rolloutId: number): Promise<void> {
  await sql.query(LOCK_OF_ROLLOUT, [rolloutId]);
}
