import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { hasLiveTenants } from '../../db/stores/integrations/integration-lock-store.ts';
import { lockIntegration, updateIntegration } from '../../db/stores/integrations/integration-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { AppError } from '../../errors/app-error.ts';

/**
 * Archives an integration that has no live tenants; an archived one stays as it is.
 * @throws AppError not_found, has_live_tenants
 */
export async function archiveIntegration(unit: UnitOfWork, actor: Actor, id: number): Promise<Integration> {
  const old = await lockIntegration(unit.em, scopeOf(actor), id, 'update');
  if (!old) throw new AppError('not_found', 'There is no integration with this id.');
  if (old.archivedAt) return old;
  if (await hasLiveTenants(unit, id)) {
    throw new AppError('has_live_tenants', 'Archive the tenants of this integration first.');
  }
  const integration = await updateIntegration(unit.em, id, { archivedAt: new Date() });
  await recordActivity(unit, {
    actor: actor.name,
    action: 'integration.archived',
    subjectKind: 'integration',
    subjectId: id,
    integrationId: id,
    partnerId: integration.partnerId,
  });
  return integration;
}
