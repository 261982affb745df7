import type { RolloutPage, RolloutPageResult } from '../../contracts/rollout-workflow.ts';
import type { Database } from '../../db/database.ts';
import { type BulkSelection, requireRollout } from './rollout-record.ts';

/** Takes the tenants of a page back to where the rollout found them; one that was moved on since then stays. */
export function revertPage(db: Database, page: RolloutPage): Promise<RolloutPageResult> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, page.rolloutId, 'share');
    if (rollout.state !== 'rolling_back') return { isStopped: true, moved: 0, held: 0 };
    const reached = await sql.query<{ id: number }>(
      `select tenant_id as id from rollout_tenants
       where rollout_id = $1 and position between $2 and $3 and state in ('moved', 'held') for update`,
      [page.rolloutId, page.from, page.upTo],
    );
    const ids = reached.map(({ id }) => id);
    await sql.query(`select id from tenants where id = any ($1) order by id for no key update`, [ids]);
    const { toChannel = null } = rollout.selection as Partial<BulkSelection>;
    const reverted = await sql.query<{ id: number }>(REVERT, [
      rollout.id,
      ids,
      rollout.releaseId,
      rollout.cause === 'bulk',
      toChannel,
    ]);
    await sql.query(
      `update rollout_tenants set state = case when tenant_id = any ($3) then 'reverted' else 'skipped' end,
         is_init_due = false, reached_at = clock_timestamp() where rollout_id = $1 and tenant_id = any ($2)`,
      [rollout.id, ids, reverted.map(({ id }) => id)],
    );
    return { isStopped: false, moved: reverted.length, held: 0 };
  });
}

const REVERT = `
  update tenants t set release_id = rt.from_release_id, release_channel = rt.from_channel, held_reason = rt.from_held_reason,
    modified_at = greatest(clock_timestamp(), t.modified_at + interval '1 millisecond')
  from rollout_tenants rt
  where rt.rollout_id = $1 and rt.tenant_id = t.id and t.id = any ($2) and case rt.state
    when 'moved' then t.release_id = $3 and t.release_channel is not distinct from case when $4 then $5 else rt.from_channel end
    else t.held_reason is not null and t.release_id is not distinct from rt.from_release_id
      and t.release_channel is not distinct from rt.from_channel
    end
  returning t.id`;
