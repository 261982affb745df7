import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { lockTenant, updateTenant } from '../../db/stores/tenants/tenant-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { Tenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { replanTenants } from '../schedules/index.ts';
import type { TenantRules } from './tenant-rules.ts';

/**
 * Brings an archived tenant back as it was, paused or not; nothing that it missed is caught up. One that is not archived stays as it is.
 * @throws AppError not_found, archived (its integration is), name_taken
 */
export async function unarchiveTenant(
  unit: UnitOfWork,
  actor: Actor,
  rules: Pick<TenantRules, 'scheduleSpreadS'>,
  id: number,
): Promise<Tenant> {
  const old = await lockTenant(unit.em, id);
  const integration = old && (await lockIntegration(unit.em, scopeOf(actor), old.integrationId, 'share'));
  if (!old || !integration) throw new AppError('not_found', 'There is no tenant with this id.');
  if (!old.archivedAt) return old;
  if (integration.archivedAt) throw new AppError('archived', 'Its integration is archived: bring that one back first.');
  const tenant = await updateTenant(unit.em, id, { archivedAt: null }).catch(rethrow);
  await replanTenants(unit, rules.scheduleSpreadS, [id]);
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'tenant.unarchived', subjectKind: 'tenant', subjectId: id },
    ...{ integrationId: tenant.integrationId, partnerId: integration.partnerId },
  });
  return tenant;
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'tenants_name') throw error;
  throw new AppError('name_taken', 'The integration has another tenant with this name by now: rename that one first.');
}
