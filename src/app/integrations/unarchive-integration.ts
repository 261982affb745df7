import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockIntegration, updateIntegration } from '../../db/stores/integrations/integration-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { AppError } from '../../errors/app-error.ts';

/**
 * Brings an archived integration back in the state that it had; its tenants stay archived. One that is not archived stays as it is.
 * @throws AppError not_found
 */
export async function unarchiveIntegration(unit: UnitOfWork, actor: Actor, id: number): Promise<Integration> {
  const old = await lockIntegration(unit.em, scopeOf(actor), id, 'update');
  if (!old) throw new AppError('not_found', 'There is no integration with this id.');
  if (!old.archivedAt) return old;
  const integration = await updateIntegration(unit.em, id, { archivedAt: null });
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'integration.unarchived', subjectKind: 'integration', subjectId: id },
    ...{ integrationId: id, partnerId: integration.partnerId },
  });
  return integration;
}
