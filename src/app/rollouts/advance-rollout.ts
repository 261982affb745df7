import type { Database, Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import type { NextMove } from '../../domain/rollouts/next-move.ts';
import { type RolloutRecord, requireRollout } from './rollout-record.ts';

/** Writes down that the rollout has come further; nothing where it is no longer in the state that the move belongs to. */
export function advanceRollout(db: Database, rolloutId: number, move: NextMove): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.state !== (move.do === 'revert' ? 'rolling_back' : 'running')) return;
    const set = (assignments: string, values: readonly unknown[] = []): Promise<unknown> =>
      sql.query(`update rollouts set ${assignments}, modified_at = clock_timestamp() where id = $1`, [
        rolloutId,
        ...values,
      ]);
    if (move.do === 'begin-bake') await set('baking_since = coalesce(baking_since, clock_timestamp())');
    if (move.do === 'next-step') await set('step = step + 1, baking_since = null');
    if (move.do === 'halt')
      await set(`state = 'halted', reason = $2, is_withholding = channels <> '{}'`, [move.reason]);
    if (move.do === 'complete') {
      await set(`state = 'completed', reason = null, is_withholding = false, finished_at = clock_timestamp()`);
    }
    if (move.do === 'revert') {
      // Followers of `latest` have no channel that goes back: they stay withheld until a newer release comes.
      await set(`state = 'rolled_back', finished_at = clock_timestamp(), is_withholding = (cause = 'release')`);
    }
    if (['halt', 'complete', 'revert'].includes(move.do)) await tell(sql, rollout, move);
  });
}

async function tell(sql: Sql, rollout: RolloutRecord, move: NextMove): Promise<void> {
  const words = { halt: 'halted', complete: 'completed', revert: 'rolled_back' } as const;
  const counts = await countPlacements(sql, rollout.id);
  await recordActivity(sql, {
    ...{ actor: rollout.startedBy, action: `rollout.${words[move.do as keyof typeof words]}` },
    ...{
      subjectKind: 'rollout',
      subjectId: rollout.id,
      integrationId: rollout.integrationId,
      partnerId: rollout.partnerId,
    },
    after: { ...counts, ...(move.do === 'halt' && { reason: move.reason }) },
  });
}

export interface PlacementCounts {
  readonly pending: number;
  readonly moved: number;
  readonly held: number;
  readonly skipped: number;
  readonly reverted: number;
  readonly initDue: number;
}

export async function countPlacements(sql: Sql, rolloutId: number): Promise<PlacementCounts> {
  const rows = await sql.query<PlacementCounts>(
    `select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'moved') as moved,
       count(*) filter (where state = 'held') as held, count(*) filter (where state = 'skipped') as skipped,
       count(*) filter (where state = 'reverted') as reverted, count(*) filter (where is_init_due) as "initDue"
     from rollout_tenants where rollout_id = $1`,
    [rolloutId],
  );
  return rows[0] as PlacementCounts;
}
