import type { Database } from '../../db/database.ts';
import { AFFECTED, AFFECTED_VALUE_COUNT, affectedValues } from './affected-tenants.ts';
import { requireRollout } from './rollout-record.ts';

/** Gives each affected tenant its place in the order; by chance where the rollout is gradual. Repeated it changes nothing. */
export function planRollout(db: Database, rolloutId: number): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.isPlanned || rollout.state !== 'running') return;
    const order = rollout.kind === 'gradual' ? `md5($${AFFECTED_VALUE_COUNT + 1}::text || ':' || t.id)` : 't.id';
    await sql.query(
      `insert into rollout_tenants (rollout_id, tenant_id, position, from_release_id, from_channel, from_held_reason)
       select $${AFFECTED_VALUE_COUNT + 1}::bigint, t.id, row_number() over (order by ${order}, t.id), t.release_id, t.release_channel, t.held_reason
       from tenants t where ${AFFECTED}`,
      [...affectedValues(rollout), rolloutId],
    );
    await sql.query(
      `update rollouts set is_planned = true, modified_at = clock_timestamp(),
         total = (select count(*) from rollout_tenants where rollout_id = $1) where id = $1`,
      [rolloutId],
    );
    await sql.query('analyze rollout_tenants');
  });
}
