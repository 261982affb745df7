import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { DefaultReleaseChannel, IntegrationType } from '../../domain/integrations/integration.ts';
import type { Egress } from '../../domain/network/egress.ts';
import type { IntegrationState } from '../../domain/review/integration-state.ts';
import type { SchedulePolicy } from '../../domain/schedules/schedule.ts';

export const IntegrationEntity = defineEntity({
  name: 'Integration',
  tableName: 'integrations',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    partnerId: p.bigint('number').nullable(),
    name: p.text(),
    longName: p.text(),
    type: p.text().$type<IntegrationType>(),
    state: p.text().$type<IntegrationState>(),
    shortDescription: p.text().nullable(),
    longDescription: p.text().nullable(),
    logoUrl: p.text().nullable(),
    externalLink: p.text().nullable(),
    repositoryUrl: p.text().nullable(),
    repositoryTrackingBranch: p.text().nullable(),
    repositoryPath: p.text().default(''),
    sourceConnectionId: p.bigint('number').nullable(),
    hookTokenHash: p.text().nullable(),
    defaultReleaseId: p.bigint('number').nullable(),
    defaultReleaseChannel: p.text().$type<DefaultReleaseChannel>().nullable(),
    lastReleaseNumber: p.integer().default(0),
    flagId: p.bigint('number').nullable(),
    limits: p.json<Readonly<Record<string, number>>>().defaultRaw(`'{}'`),
    retryPolicy: p.json<Readonly<Record<string, number>>>().defaultRaw(`'{}'`),
    runCap: p.integer().nullable(),
    schedulePolicy: p.json<Partial<SchedulePolicy>>().defaultRaw(`'{}'`),
    egress: p.json<Egress>().defaultRaw(`'{"opened": [], "allowed": null}'`),
    marketplace: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    archivedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type IntegrationRow = InferEntity<typeof IntegrationEntity>;
