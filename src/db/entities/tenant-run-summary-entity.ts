import { defineEntity, p } from '@mikro-orm/core';
import type { FailureClass } from '../../domain/runs/run-failure.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../domain/runs/run-phase.ts';

export const TenantRunSummaryEntity = defineEntity({
  name: 'TenantRunSummary',
  tableName: 'tenant_run_summaries',
  properties: {
    tenantId: p.bigint('number').primary(),
    kind: p.text().$type<'last' | 'last_successful'>().primary(),
    runId: p.bigint('number'),
    mode: p.text().$type<RunMode>(),
    startedAt: p.datetime(),
    finishedAt: p.datetime(),
    phase: p.text().$type<RunPhase>(),
    failureClass: p.text().$type<FailureClass>().nullable(),
    stdoutLine: p.text().nullable(),
  },
});
