import { defineEntity, p } from '@mikro-orm/core';
import type { TimerBackend } from '../../contracts/sync-timers.ts';

export const TimerBackendEntity = defineEntity({
  name: 'TimerBackendRow',
  tableName: 'timer_backend',
  properties: {
    isOnly: p.boolean().primary().default(true),
    backend: p.text().$type<TimerBackend>().default('temporal'),
    hasDispatchers: p.boolean().default(false),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});
