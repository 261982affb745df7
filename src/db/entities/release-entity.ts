import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ReleaseState } from '../../domain/releases/release-state.ts';

export const ReleaseEntity = defineEntity({
  name: 'Release',
  tableName: 'releases',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    integrationId: p.bigint('number'),
    number: p.integer(),
    state: p.text().$type<ReleaseState>(),
    branch: p.text(),
    isTracking: p.boolean(),
    requestedRef: p.json<Record<string, unknown>>(),
    commitSha: p.text().nullable(),
    tag: p.text().nullable(),
    repositoryUrl: p.text(),
    repositoryPath: p.text(),
    manifestPath: p.text().nullable(),
    manifest: p.json<Record<string, unknown>>().nullable(),
    toolchain: p.json<Record<string, unknown>>().nullable(),
    artifactDigest: p.text().nullable(),
    artifactSizeBytes: p.bigint('number').nullable(),
    artifactRemovedAt: p.datetime().nullable(),
    warnings: p.json<unknown[]>().defaultRaw(`'[]'`),
    failure: p.json<Record<string, unknown>>().nullable(),
    isCacheIgnored: p.boolean().default(false),
    retryOf: p.bigint('number').nullable(),
    requestedBy: p.text(),
    cancelRequestedAt: p.datetime().nullable(),
    executorWorkflowId: p.text().nullable(),
    executorRunId: p.text().nullable(),
    executorAt: p.datetime().nullable(),
    logLineCount: p.integer().default(0),
    isLogComplete: p.boolean().default(false),
    queuedAt: p.datetime().defaultRaw('now()'),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type ReleaseRow = InferEntity<typeof ReleaseEntity>;
