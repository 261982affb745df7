import type { RolloutView } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import { nextMove } from '../../domain/rollouts/next-move.ts';
import { type RolloutRecord, requireRollout } from './rollout-record.ts';

/** What the rollout does next; begins a queued one whose turn it is. */
export async function evaluateRollout(db: Database, rolloutId: number): Promise<RolloutView> {
  await begin(db, rolloutId);
  const rollout = await requireRollout(db, rolloutId);
  const [progress] = await db.query<ProgressRow>(PROGRESS, [rolloutId]);
  const runs = rollout.failureLimit && rollout.isPlanned ? await countRuns(db, rollout) : { ended: 0, failed: 0 };
  const next = nextMove({
    ...rollout,
    nextPosition: progress?.nextPosition ?? null,
    isInitDue: progress?.isInitDue ?? false,
    bakedMs: progress?.bakedMs ?? null,
    endedRuns: runs.ended,
    failedRuns: runs.failed,
  });
  return { state: rollout.state, total: rollout.total, step: rollout.step, next };
}

interface ProgressRow {
  readonly nextPosition: number | null;
  readonly isInitDue: boolean;
  readonly bakedMs: number | null;
}

const PROGRESS = `
  select (select min(position) from rollout_tenants where rollout_id = r.id and state = 'pending') as "nextPosition",
    exists (select 1 from rollout_tenants where rollout_id = r.id and is_init_due) as "isInitDue",
    (extract(epoch from clock_timestamp() - r.baking_since) * 1000)::float8 as "bakedMs"
  from rollouts r where r.id = $1`;

/** One rollout of an integration at a time: the oldest of those that wait. */
async function begin(db: Database, rolloutId: number): Promise<void> {
  await db.query(
    `update rollouts r set state = 'running', started_at = coalesce(started_at, clock_timestamp()), modified_at = clock_timestamp()
     where r.id = $1 and r.state = 'queued'
       and not exists (select 1 from rollouts o where o.integration_id = r.integration_id and o.finished_at is null and o.id < r.id)`,
    [rolloutId],
  );
}

/** Runs that ended on the new release since the rollout began; what the hub itself is to blame for doesn't count. */
async function countRuns(sql: Sql, rollout: RolloutRecord): Promise<{ ended: number; failed: number }> {
  const rows = await sql.query<{ ended: number; failed: number }>(
    `select count(*) as ended, count(*) filter (where u.phase = 'failed') as failed
     from runs u join rollout_tenants rt on rt.rollout_id = $1 and rt.tenant_id = u.tenant_id and rt.state = 'moved'
     where u.release_id = $2 and u.finished_at >= $3 and u.admitted_at >= rt.reached_at
       and (u.phase = 'succeeded' or (u.phase = 'failed' and u.failure ->> 'class' <> 'platform'))`,
    [rollout.id, rollout.releaseId, rollout.startedAt],
  );
  return rows[0] ?? { ended: 0, failed: 0 };
}
