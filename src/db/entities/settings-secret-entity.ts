import { defineEntity, p } from '@mikro-orm/core';

export const SettingsSecretEntity = defineEntity({
  name: 'SettingsSecret',
  tableName: 'settings_secrets',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    owner: p.text(),
    sealed: p.blob(),
    keyId: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
