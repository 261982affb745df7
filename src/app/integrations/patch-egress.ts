import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { readEgress, type StoredEgress, storeEgress } from '../../db/stores/integrations/egress-repository.ts';
import { laterThan, lockIntegration } from '../../db/stores/integrations/integration-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { changedFields } from '../../domain/changed-fields.ts';
import { checkVersion } from '../../domain/check-version.ts';
import { checkEgress, type Egress, normaliseEgress, OPEN_EGRESS } from '../../domain/network/egress.ts';
import { AppError } from '../../errors/app-error.ts';

export interface PatchEgressInput {
  readonly integrationId: number;
  readonly patch: Partial<Egress>;
  /** The version of the integration that the editor saw, null = whatever it is. */
  readonly expectedVersion: readonly Date[] | null;
}

/**
 * Opens hosts to the runs of an integration and narrows the rest; attempts that start later have it.
 * @throws AppError not_found, archived, precondition_failed, invalid_input
 */
export async function patchEgress(unit: UnitOfWork, actor: Actor, input: PatchEgressInput): Promise<StoredEgress> {
  const { integrationId, patch } = input;
  const integration = await lockIntegration(unit.em, scopeOf(actor), integrationId, 'update');
  if (!integration) throw new AppError('not_found', 'There is no integration with this id.');
  if (integration.archivedAt) throw new AppError('archived', 'The integration is archived and no longer edited.');
  checkVersion(integration.modifiedAt, input.expectedVersion);
  const old = (await readEgress(unit, integrationId))?.egress ?? OPEN_EGRESS;
  const egress = normaliseEgress({ ...old, ...patch });
  const issues = checkEgress(egress);
  if (issues.length > 0) throw new AppError('invalid_input', 'The egress of the integration is not valid.', { issues });
  const modifiedAt = laterThan(integration.modifiedAt);
  await storeEgress(unit, integrationId, egress, modifiedAt);
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'integration.egress_changed', subjectKind: 'integration' },
    ...{ subjectId: integrationId, integrationId, partnerId: integration.partnerId },
    ...changedFields(old, egress, ['opened', 'allowed']),
  });
  return { egress, modifiedAt };
}
