import { type Static, Type } from 'typebox';
import type { Partner } from '../../src/domain/partners/partner.ts';
import { Id, OneOf, RunCap, Time, toTime } from './common-schema.ts';

export const PartnerSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    state: OneOf(['pending', 'approved', 'deactivated']),
    run_cap: RunCap,
    created_date: Time,
    modified_date: Time,
  },
  { $id: 'Partner' },
);

export function toPartnerJson(partner: Partner): Static<typeof PartnerSchema> {
  return {
    id: partner.id,
    name: partner.name,
    state: partner.state,
    run_cap: partner.runCap,
    created_date: toTime(partner.createdAt),
    modified_date: toTime(partner.modifiedAt),
  };
}
