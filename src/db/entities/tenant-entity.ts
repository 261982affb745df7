import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { RunLane } from '../../domain/runs/run-lane.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import type { TenantSource } from '../../domain/tenants/tenant.ts';

export const TenantEntity = defineEntity({
  name: 'Tenant',
  tableName: 'tenants',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    integrationId: p.bigint('number'),
    name: p.text(),
    endUserId: p.text().nullable(),
    source: p.text().$type<TenantSource>(),
    releaseId: p.bigint('number').nullable(),
    releaseChannel: p.text().nullable(),
    heldReason: p.text().nullable(),
    heldAt: p.datetime().nullable(),
    configs: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    userSchedule: p.text().nullable(),
    schedule: p.json<Schedule>().nullable(),
    isPaused: p.boolean().default(false),
    pausedAt: p.datetime().nullable(),
    pausedBy: p.text().nullable(),
    pauseNote: p.text().nullable(),
    pausedUntil: p.datetime().nullable(),
    /** The next time it is due, spread included; null = never, as things are. */
    nextDueAt: p.datetime().nullable(),
    /** Grows with all that a timer backend has to know. */
    scheduleVersion: p.bigint('number').default(0),
    /** The version that was synced to the backend last. */
    timerVersion: p.bigint('number').default(-1),
    /** Since when the backend has a timer of this tenant; null = it has none. */
    timerSetAt: p.datetime().nullable(),
    /** When more times have to be synced to the backend. */
    timerRefillAt: p.datetime().nullable(),
    lastLane: p.text().$type<RunLane>().nullable(),
    archivedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type TenantRow = InferEntity<typeof TenantEntity>;
