import { defineEntity, p } from '@mikro-orm/core';
import type { RunFailure } from '../../domain/runs/run-failure.ts';

export const TenantTroubleEntity = defineEntity({
  name: 'TenantTrouble',
  tableName: 'tenant_troubles',
  properties: {
    tenantId: p.bigint('number').primary(),
    integrationId: p.bigint('number'),
    since: p.datetime(),
    failures: p.integer(),
    runId: p.bigint('number'),
    failure: p.json<RunFailure>(),
  },
});
