import { defineEntity, p } from '@mikro-orm/core';
import type { Placement } from '../../domain/rollouts/placement.ts';

export const RolloutTenantEntity = defineEntity({
  name: 'RolloutTenant',
  tableName: 'rollout_tenants',
  properties: {
    rolloutId: p.bigint('number').primary(),
    tenantId: p.bigint('number').primary(),
    position: p.integer(),
    state: p.text().$type<Placement>().defaultRaw(`'pending'`),
    fromReleaseId: p.bigint('number').nullable(),
    fromChannel: p.text().nullable(),
    fromHeldReason: p.text().nullable(),
    isInitDue: p.boolean().default(false),
    reachedAt: p.datetime().nullable(),
  },
});
