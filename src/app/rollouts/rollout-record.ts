import type { Sql } from '../../db/database.ts';
import type { FailureLimit, RolloutStep } from '../../domain/rollouts/next-move.ts';
import type { RolloutCause, RolloutKind } from '../../domain/rollouts/rollout-conflict.ts';
import type { RolloutState } from '../../domain/rollouts/rollout-state.ts';

/** Which tenants a bulk move is about; what is null asks nothing. */
export interface BulkSelection {
  readonly tenantIds: readonly number[] | null;
  readonly following: 'static' | 'dynamic' | 'latest' | null;
  readonly releaseId: number | null;
  /** How they follow afterwards: null = static on the release. */
  readonly toChannel: string | null;
}

export interface RolloutRecord {
  readonly id: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly cause: RolloutCause;
  readonly kind: RolloutKind;
  readonly releaseId: number;
  readonly channel: string | null;
  readonly previousReleaseId: number | null;
  readonly selection: BulkSelection | Record<string, never>;
  readonly channels: readonly string[];
  readonly steps: readonly RolloutStep[];
  readonly failureLimit: FailureLimit | null;
  readonly step: number;
  readonly state: RolloutState;
  readonly reason: string | null;
  readonly isPlanned: boolean;
  readonly total: number;
  readonly preview: Readonly<Record<string, unknown>> | null;
  readonly startedBy: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdAt: Date;
}

export const ROLLOUT_COLUMNS = `
  r.id, r.integration_id as "integrationId", i.partner_id as "partnerId", r.cause, r.kind, r.release_id as "releaseId",
  r.channel, r.previous_release_id as "previousReleaseId", r.selection, r.channels, r.steps,
  r.failure_limit as "failureLimit", r.step, r.state, r.reason, r.is_planned as "isPlanned", r.total, r.preview,
  r.started_by as "startedBy", r.started_at as "startedAt", r.finished_at as "finishedAt", r.created_at as "createdAt"`;

/** The rollout; locked until the transaction ends where `lock` says so. */
export async function readRollout(
  sql: Sql,
  id: number,
  lock: 'none' | 'share' | 'update' = 'none',
): Promise<RolloutRecord | null> {
  const clause = lock === 'none' ? '' : lock === 'share' ? 'for share of r' : 'for update of r';
  const rows = await sql.query<RolloutRecord>(
    `select ${ROLLOUT_COLUMNS} from rollouts r join integrations i on i.id = r.integration_id where r.id = $1 ${clause}`,
    [id],
  );
  return rows[0] ?? null;
}

/** @throws Error where there is none: whoever asks has its id from the table */
export async function requireRollout(
  sql: Sql,
  id: number,
  lock: 'none' | 'share' | 'update' = 'none',
): Promise<RolloutRecord> {
  const rollout = await readRollout(sql, id, lock);
  if (!rollout) throw new Error(`There is no rollout ${id}.`);
  return rollout;
}
