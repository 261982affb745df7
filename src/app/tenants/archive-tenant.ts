import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { cancelQueuedRuns } from '../../db/stores/runs/run-transitions.ts';
import { lockTenant, updateTenant } from '../../db/stores/tenants/tenant-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { Tenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { replanTenants } from '../schedules/index.ts';
import type { TenantRules } from './tenant-rules.ts';

/**
 * Archives a tenant and cancels what waits in its queue; an archived one stays as it is.
 * @throws AppError not_found
 */
export async function archiveTenant(
  unit: UnitOfWork,
  actor: Actor,
  rules: Pick<TenantRules, 'scheduleSpreadS'>,
  id: number,
): Promise<Tenant> {
  const old = await lockTenant(unit.em, id);
  const integration = old && (await findIntegration(unit.em, scopeOf(actor), old.integrationId));
  if (!old || !integration) throw new AppError('not_found', 'There is no tenant with this id.');
  if (old.archivedAt) return old;
  const tenant = await updateTenant(unit.em, id, { archivedAt: new Date() });
  const cancelledRuns = await cancelQueuedRuns(unit, [id], actor.name);
  await replanTenants(unit, rules.scheduleSpreadS, [id]);
  await recordActivity(unit, {
    actor: actor.name,
    action: 'tenant.archived',
    subjectKind: 'tenant',
    subjectId: id,
    integrationId: tenant.integrationId,
    partnerId: integration.partnerId,
    after: { cancelledRuns },
  });
  return tenant;
}
