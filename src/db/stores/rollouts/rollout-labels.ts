import type { RolloutCause } from '../../../domain/rollouts/rollout-conflict.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** What a rollout's workflow shows of it in Temporal. */
export interface RolloutLabels {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly integrationName: string;
  readonly releaseId: number;
  readonly releaseNumber: number;
  readonly cause: RolloutCause;
  readonly channel: string | null;
  readonly total: number;
  readonly startedBy: string;
}

const READ = statement<RolloutLabels>(`
  select r.integration_id as "integrationId", i.partner_id as "partnerId", i.name as "integrationName", r.release_id as "releaseId",
    l.number as "releaseNumber", r.cause, r.channel, r.total, r.started_by as "startedBy"
  from rollouts r join integrations i on i.id = r.integration_id join releases l on l.id = r.release_id where r.id = $1`);

/** Null where there is no such rollout. */
export async function readRolloutLabels(sql: Sql, rolloutId: number): Promise<RolloutLabels | null> {
  const [row] = await sql.query(READ, [rolloutId]);
  return row ?? null;
}
