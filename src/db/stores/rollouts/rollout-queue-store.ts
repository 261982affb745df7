import { WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { RolloutIdentity } from '../../../domain/rollouts/rollout-conflict.ts';
import type { RolloutState } from '../../../domain/rollouts/rollout-state.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** The condition that rollout `r` is the oldest open one of its integration: one of them runs at a time. */
const IS_FIRST_IN_LINE = `not exists (
  select 1 from rollouts o where o.integration_id = r.integration_id and o.finished_at is null and o.id < r.id)`;

export interface OpenRollout extends RolloutIdentity {
  readonly id: number;
  readonly state: RolloutState;
}

const LOCK_OPEN = statement<OpenRollout>(`
  select id, cause, kind, channel, state from rollouts
  where integration_id = $1 and finished_at is null order by id for update`);

/** Locks the open rollouts of an integration, oldest first. */
export function lockOpenRollouts(sql: Sql, integrationId: number): Promise<OpenRollout[]> {
  return sql.query(LOCK_OPEN, [integrationId]);
}

const IS_FIRST = statement<{ id: number }>(`select r.id from rollouts r where r.id = $1 and ${IS_FIRST_IN_LINE}`);

export async function isFirstInLine(sql: Sql, id: number): Promise<boolean> {
  return (await sql.query(IS_FIRST, [id])).length === 1;
}

const DUE = statement<{ id: number }>(`
  select r.id from rollouts r
  where r.finished_at is null and r.id <> all($3::bigint[])
    and (r.executor_at is null or r.executor_at < clock_timestamp() - make_interval(secs => $1))
    and ${IS_FIRST_IN_LINE}
  order by r.id limit $2`);

/** Returns the rollouts whose turn it is and whose workflow was not checked for `restartAfterS` seconds, without those to skip. */
export function listDueRollouts(
  sql: Sql,
  {
    restartAfterS,
    limit,
    skip,
  }: { readonly restartAfterS: number; readonly limit: number; readonly skip: readonly number[] },
): Promise<{ readonly id: number }[]> {
  return sql.query(DUE, [restartAfterS, limit, skip]);
}

const MARK_EXECUTOR = statement(`update rollouts set executor_at = clock_timestamp() where id = $1`);

/** Records that the rollout's workflow runs. */
export async function markRolloutExecuted(sql: Sql, id: number): Promise<void> {
  await sql.query(MARK_EXECUTOR, [id]);
}

export interface PendingPropagation {
  readonly integrationId: number;
  readonly releaseId: number;
}

const PENDING_PROPAGATIONS = statement<PendingPropagation>(`
  select r.integration_id as "integrationId", r.id as "releaseId"
  from integrations i
  cross join lateral (select latest_release_id(i.id) as id) l
  join releases r on r.id = l.id
  where i.archived_at is null and i.id <> all($2::bigint[])
    and not exists (select 1 from rollouts x where x.release_id = r.id and x.cause = 'release')
    and exists (select 1 from tenants t where t.integration_id = i.id and t.archived_at is null and t.release_channel is not null
      and (t.release_channel = 'Latest' or exists (select 1 from channels c
        where c.integration_id = i.id and c.name = t.release_channel and c.follows_latest)))
  limit $1`);

/** Returns the latest releases that have followers and no rollout of their own yet, without those of the integrations to skip. */
export function listPendingPropagations(
  sql: Sql,
  limit: number,
  skip: readonly number[],
): Promise<PendingPropagation[]> {
  return sql.query(PENDING_PROPAGATIONS, [limit, skip]);
}

const WITHOUT_PREVIEW = statement<PendingPropagation>(`
  select integration_id as "integrationId", release_id as "releaseId" from rollouts
  where id = $1 and preview is null and state = 'queued' and cause = 'release'`);

/** Returns what a queued rollout that started by itself is about; null where it has a preview, or is another one. */
export async function readUnpreviewedRollout(sql: Sql, id: number): Promise<PendingPropagation | null> {
  const [row] = await sql.query(WITHOUT_PREVIEW, [id]);
  return row ?? null;
}

const STOP_WITHHOLDING = statement(`
  update rollouts set is_withholding = false
  where integration_id = $1 and is_withholding and finished_at is not null and channels && $2::text[]`);

/** Ends what earlier rollouts of these channels withhold: a newer one decides from now on. */
export async function stopWithholding(sql: Sql, integrationId: number, channels: readonly string[]): Promise<void> {
  await sql.query(STOP_WITHHOLDING, [integrationId, channels]);
}

const NOTIFY_JOBS = statement(`select pg_notify('${WAKE_JOBS_CHANNEL}', 'rollout')`);

/** Wakes the jobs of the workers once the transaction is committed. */
export async function notifyRolloutJobs(sql: Sql): Promise<void> {
  await sql.query(NOTIFY_JOBS);
}
