import { defineEntity, p } from '@mikro-orm/core';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import type { RunLane, RunMode } from '../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../domain/runs/run-phase.ts';

export const RunEntity = defineEntity({
  name: 'Run',
  tableName: 'runs',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    tenantId: p.bigint('number'),
    integrationId: p.bigint('number'),
    partnerId: p.bigint('number').nullable(),
    lane: p.text().$type<RunLane>(),
    mode: p.text().$type<RunMode>(),
    phase: p.text().$type<RunPhase>(),
    queuedAt: p.datetime().defaultRaw('now()'),
    admittedAt: p.datetime().nullable(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    releaseId: p.bigint('number').nullable(),
    configs: p.json<Record<string, unknown>>().nullable(),
    metadata: p.json<Record<string, unknown>>().nullable(),
    rerunOf: p.bigint('number').nullable(),
    cancelRequestedAt: p.datetime().nullable(),
    cancelRequestedBy: p.text().nullable(),
    failure: p.json<RunFailure>().nullable(),
    warnings: p.json<unknown[]>().defaultRaw(`'[]'`),
    stdoutLine: p.text().nullable(),
    traceId: p.text(),
    nextAttemptAt: p.datetime().nullable(),
    executorWorkflowId: p.text().nullable(),
    executorRunId: p.text().nullable(),
    executorAt: p.datetime().nullable(),
    logDay: p.date().nullable(),
    logLineCount: p.integer().default(0),
    isLogComplete: p.boolean().default(false),
  },
});
