import { defineEntity, p } from '@mikro-orm/core';
import type { AttemptState } from '../../domain/runs/attempt-state.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';

export const AttemptEntity = defineEntity({
  name: 'Attempt',
  tableName: 'attempts',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    runId: p.bigint('number').nullable(),
    releaseId: p.bigint('number').nullable(),
    number: p.integer(),
    workerId: p.text(),
    state: p.text().$type<AttemptState>(),
    isCounted: p.boolean().default(true),
    leaseExpiresAt: p.datetime(),
    leasedAt: p.datetime().defaultRaw('now()'),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    exitCode: p.integer().nullable(),
    signal: p.text().nullable(),
    failure: p.json<RunFailure>().nullable(),
    firstLogLine: p.integer().nullable(),
  },
});
