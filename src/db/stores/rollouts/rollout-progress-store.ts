import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface PlacementCounts {
  readonly pending: number;
  readonly moved: number;
  readonly held: number;
  readonly skipped: number;
  readonly reverted: number;
  readonly initDue: number;
}

const COUNT_PLACEMENTS = statement<PlacementCounts>(`
  select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'moved') as moved,
    count(*) filter (where state = 'held') as held, count(*) filter (where state = 'skipped') as skipped,
    count(*) filter (where state = 'reverted') as reverted, count(*) filter (where is_init_due) as "initDue"
  from rollout_tenants where rollout_id = $1`);

/** Returns how many tenants a rollout has done what with. */
export async function countPlacements(sql: Sql, rolloutId: number): Promise<PlacementCounts> {
  const [row] = await sql.query(COUNT_PLACEMENTS, [rolloutId]);
  return row as PlacementCounts;
}

export interface StepProgress {
  /** The first position that the rollout has not reached; null where it has reached all. */
  readonly nextPosition: number | null;
  readonly isInitDue: boolean;
  /** Since the step's last tenant was reached, in milliseconds; null while it is not baking. */
  readonly bakedMs: number | null;
}

const READ_PROGRESS = statement<StepProgress>(`
  select (select min(position) from rollout_tenants where rollout_id = r.id and state = 'pending') as "nextPosition",
    exists (select 1 from rollout_tenants where rollout_id = r.id and is_init_due) as "isInitDue",
    (extract(epoch from clock_timestamp() - r.baking_since) * 1000)::float8 as "bakedMs"
  from rollouts r where r.id = $1`);

/** Returns how far the step under way has come. */
export async function readStepProgress(sql: Sql, rolloutId: number): Promise<StepProgress> {
  const [row] = await sql.query(READ_PROGRESS, [rolloutId]);
  return row ?? { nextPosition: null, isInitDue: false, bakedMs: null };
}

export interface RunOutcomes {
  readonly ended: number;
  readonly failed: number;
}

const COUNT_RUNS = statement<RunOutcomes>(`
  select count(*) as ended, count(*) filter (where u.phase = 'failed') as failed
  from runs u join rollout_tenants rt on rt.rollout_id = $1 and rt.tenant_id = u.tenant_id and rt.state = 'moved'
  where u.release_id = $2 and u.finished_at >= $3 and u.admitted_at >= rt.reached_at
    and (u.phase = 'succeeded' or (u.phase = 'failed' and u.failure ->> 'class' <> 'platform'))`);

/** Returns the runs of moved tenants that ended on the new release since then. Failures of the platform don't count. */
export async function countRunsOnRelease(
  sql: Sql,
  rollout: { readonly id: number; readonly releaseId: number; readonly startedAt: Date | null },
): Promise<RunOutcomes> {
  const [row] = await sql.query(COUNT_RUNS, [rollout.id, rollout.releaseId, rollout.startedAt]);
  return row ?? { ended: 0, failed: 0 };
}
