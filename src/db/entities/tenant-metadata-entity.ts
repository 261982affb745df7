import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const TenantMetadataEntity = defineEntity({
  name: 'TenantMetadata',
  tableName: 'tenant_metadata',
  properties: {
    tenantId: p.bigint('number').primary(),
    data: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type TenantMetadataRow = InferEntity<typeof TenantMetadataEntity>;
