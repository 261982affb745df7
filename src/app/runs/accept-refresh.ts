import type { Sql } from '../../db/database.ts';
import { type AcceptedTrigger, type AcceptTriggerDeps, acceptTrigger } from './accept-trigger.ts';
import { lockTenant } from './admit-next-run.ts';

export interface AcceptedRefresh extends AcceptedTrigger {
  /** True where an init sync was under way already and serves this one too. */
  readonly isJoined: boolean;
}

/**
 * Accepts a refresh of a tenant's configs: joins the init sync that is under way on the release that counts now, else accepts
 * a trigger for one.
 * @throws AppError as `acceptTrigger`
 */
export async function acceptRefresh(
  deps: AcceptTriggerDeps,
  input: { readonly tenantId: number; readonly createdBy: string },
  sql: Sql,
): Promise<AcceptedRefresh> {
  const tenant = await lockTenant(sql, input.tenantId);
  if (tenant && !tenant.isArchived) {
    const rows = await sql.query<{ run_id: number; trigger_id: number }>(UNDER_WAY, [tenant.id, tenant.nextReleaseId]);
    const live = rows[0];
    if (live) return { triggerId: live.trigger_id, runId: live.run_id, isAdmitted: false, isJoined: true };
  }
  const trigger = { ...input, source: 'api', mode: 'init', body: null, headers: null } as const;
  const queued = await sql.query(`select 1 from runs where tenant_id = $1 and lane = 'init' and phase = 'queued'`, [
    input.tenantId,
  ]);
  return { ...(await acceptTrigger(deps, trigger, sql)), isJoined: queued.length > 0 };
}

// A running one counts where nobody has asked to cancel it; one that still waits is joined by a trigger of its own.
const UNDER_WAY = `
  select r.id as run_id, max(t.id) as trigger_id from runs r join triggers t on t.run_id = r.id
  where r.tenant_id = $1 and r.lane = 'init' and r.phase = 'running' and r.cancel_requested_at is null
    and r.release_id = $2
  group by r.id`;
