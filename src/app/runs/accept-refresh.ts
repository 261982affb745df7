import type { Sql } from '../../db/database.ts';
import { findRunningRefresh, hasQueuedRefresh, lockRunTenant } from '../../db/stores/runs/admission.ts';
import { type AcceptedTrigger, type AcceptTriggerDeps, acceptTrigger } from './accept-trigger.ts';

export interface AcceptedRefresh extends AcceptedTrigger {
  /** True where an init sync was queued or running already and serves this one too. */
  readonly isJoined: boolean;
}

/**
 * Accepts a refresh of a tenant's configs: joins the init sync that is running on the release that the tenant runs next, else
 * accepts a trigger for one. A queued init sync is joined by that trigger.
 * @throws AppError as `acceptTrigger`
 */
export async function acceptRefresh(
  deps: AcceptTriggerDeps,
  input: { readonly tenantId: number; readonly createdBy: string },
  sql: Sql,
): Promise<AcceptedRefresh> {
  const tenant = await lockRunTenant(sql, input.tenantId);
  if (tenant && !tenant.isArchived) {
    const running = await findRunningRefresh(sql, tenant.id, tenant.nextReleaseId);
    if (running) return { ...running, isAdmitted: false, isJoined: true };
  }
  const isJoined = await hasQueuedRefresh(sql, input.tenantId);
  const trigger = { ...input, source: 'api', mode: 'init', body: null, headers: null } as const;
  return { ...(await acceptTrigger(deps, trigger, sql)), isJoined };
}
