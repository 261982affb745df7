import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { PartnerState } from '../../domain/partners/partner.ts';

export const PartnerEntity = defineEntity({
  name: 'Partner',
  tableName: 'partners',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    state: p.text().$type<PartnerState>(),
    primaryContactId: p.bigint('number').nullable(),
    logoUrl: p.text().nullable(),
    formAnswers: p.json<Record<string, unknown>>().nullable(),
    formAnsweredAt: p.datetime().nullable(),
    runCap: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type PartnerRow = InferEntity<typeof PartnerEntity>;
