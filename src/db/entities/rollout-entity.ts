import { defineEntity, p } from '@mikro-orm/core';
import type { RolloutState } from '../../domain/rollouts/rollout-state.ts';

export const RolloutEntity = defineEntity({
  name: 'Rollout',
  tableName: 'rollouts',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    integrationId: p.bigint('number'),
    cause: p.text().$type<'bulk' | 'channel' | 'release'>(),
    kind: p.text().$type<'move' | 'gradual'>(),
    releaseId: p.bigint('number'),
    channel: p.text().nullable(),
    previousReleaseId: p.bigint('number').nullable(),
    selection: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    steps: p.json<unknown[]>(),
    failureLimit: p.json<Record<string, unknown>>().nullable(),
    step: p.integer().default(0),
    bakingSince: p.datetime().nullable(),
    state: p.text().$type<RolloutState>(),
    reason: p.text().nullable(),
    isPlanned: p.boolean().default(false),
    total: p.integer().default(0),
    preview: p.json<Record<string, unknown>>().nullable(),
    channels: p.array().defaultRaw(`'{}'`),
    isWithholding: p.boolean().default(false),
    startedBy: p.text(),
    executorAt: p.datetime().nullable(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
