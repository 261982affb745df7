import { defineEntity, p } from '@mikro-orm/core';

export const HubEntity = defineEntity({
  name: 'Hub',
  tableName: 'hub',
  properties: {
    id: p.smallint().primary().default(1),
    instanceId: p.uuid().defaultRaw('gen_random_uuid()'),
    settings: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    linkSecret: p
      .blob()
      .defaultRaw(
        `decode(replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text), 'hex'::text)`,
      ),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
