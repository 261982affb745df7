import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { Partner } from '../../../domain/partners/partner.ts';
import { PartnerEntity, type PartnerRow } from '../../entities/partner-entity.ts';
import { laterThan } from '../integrations/integration-repository.ts';

/** A partner sees itself alone. */
export async function findPartner(em: EntityManager, scope: Scope, id: number): Promise<Partner | null> {
  if (scope.partnerId !== null && scope.partnerId !== id) return null;
  const row = await em.findOne(PartnerEntity, { id });
  return row && toPartner(row);
}

/** Locks it until the transaction ends. */
export async function lockPartner(em: EntityManager, id: number): Promise<Partner | null> {
  const row = await em.findOne(PartnerEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && toPartner(row);
}

export async function updatePartner(
  em: EntityManager,
  id: number,
  fields: Partial<Pick<Partner, 'runCap'>>,
): Promise<Partner> {
  const row = await em.findOneOrFail(PartnerEntity, { id });
  em.assign(row, { ...fields, modifiedAt: laterThan(row.modifiedAt) });
  await em.flush();
  return toPartner(row);
}

function toPartner(row: PartnerRow): Partner {
  const { id, name, state, createdAt, modifiedAt } = row;
  return { id, name, state, runCap: row.runCap ?? null, createdAt, modifiedAt };
}
