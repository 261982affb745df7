import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockPartner, updatePartner } from '../../db/stores/partners/partner-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import { changedFields } from '../../domain/changed-fields.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { AppError } from '../../errors/app-error.ts';

/** @throws AppError not_found */
export async function patchPartner(
  unit: UnitOfWork,
  actor: Actor,
  id: number,
  patch: Partial<Pick<Partner, 'runCap'>>,
): Promise<Partner> {
  const old = await lockPartner(unit.em, id);
  if (!old) throw new AppError('not_found', 'There is no partner with this id.');
  const partner = await updatePartner(unit.em, id, patch);
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'partner.updated', subjectKind: 'partner', subjectId: id, partnerId: id },
    ...changedFields(old, partner, ['runCap']),
  });
  return partner;
}
