import { defineEntity, p } from '@mikro-orm/core';
import type { HubComponent } from '../stores/jobs/job-status-store.ts';

export const HubProcessEntity = defineEntity({
  name: 'HubProcess',
  tableName: 'hub_processes',
  properties: {
    id: p.text().primary(),
    component: p.text().$type<HubComponent>(),
    hostname: p.text(),
    pid: p.integer(),
    startedAt: p.datetime().defaultRaw('now()'),
    heartbeatAt: p.datetime().defaultRaw('now()'),
  },
});
