import { type Static, Type } from 'typebox';
import type { RunRecord } from '../../src/db/stores/runs/run-records.ts';
import { toPandiumStatus } from '../../src/domain/runs/pandium-status.ts';
import type { Attempt, Trigger } from '../../src/domain/runs/run.ts';
import { FAILURE_CLASSES } from '../../src/domain/runs/run-failure.ts';
import { FreeObject, Id, Nullable, OneOf, TemporalUrl, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const RunModeSchema = OneOf(['init', 'normal', 'webhook'], 'RunMode');
export const RunLaneSchema = OneOf(['schedule', 'init', 'other', 'rerun'], 'RunLane');
export const TriggerSourceSchema = OneOf(['schedule', 'hub', 'marketplace', 'api', 'webhook'], 'TriggerSource');
export const FailureClassSchema = OneOf(FAILURE_CLASSES, 'FailureClass');
export const RunPhaseSchema = OneOf(['queued', 'running', 'succeeded', 'failed', 'cancelled'], 'RunPhase');

export const PandiumStatus = Type.Object(
  {
    phase: Type.String({ description: "In Pandium's words." }),
    startTime: Nullable(Time),
    completionTime: Nullable(Time),
  },
  { $id: 'RunStatus' },
);

const Failure = Type.Object(
  {
    class: FailureClassSchema,
    reason: Nullable(Type.String()),
    exit_code: Nullable(Type.Integer()),
    signal: Nullable(Type.String()),
    message: Type.String(),
  },
  { $id: 'RunFailure' },
);

/** Pandium's fields first, then ours. */
export const RunSchema = Type.Object(
  {
    id: Id,
    mode: RunModeSchema,
    status: PandiumStatus,
    triggers: Type.Array(
      Type.Object({
        id: Id,
        created_date: Time,
        mode: RunModeSchema,
        source: TriggerSourceSchema,
        payload: Nullable(FreeObject),
        copied_from: Nullable(Type.Integer({ description: 'The trigger whose payload a rerun carries.' })),
      }),
    ),
    started_date: Nullable(Time),
    completed_date: Nullable(Time),
    tenant_id: Id,
    integration_id: Id,
    phase: RunPhaseSchema,
    lane: RunLaneSchema,
    trigger_count: Type.Integer({ description: 'All of them; a list shows the oldest 100 of a run.' }),
    waiting_for: Nullable(Type.String()),
    queue_position: Nullable(Type.Integer()),
    queued_at: Time,
    failure: Nullable(Failure),
    release_id: Nullable(Id),
    tenant_name: Type.String(),
    integration_name: Type.String(),
    release_number: Nullable(Type.Integer()),
    temporal_url: TemporalUrl,
    rerun_of: Nullable(Id),
    is_cancel_requested: Type.Boolean(),
    next_attempt_date: Nullable(Time),
    is_log_complete: Type.Boolean(),
    warnings: Type.Array(Type.Unknown()),
    attempts: Type.Array(
      Type.Object({
        number: Type.Integer(),
        state: OneOf(['leased', 'running', 'succeeded', 'failed', 'cancelled']),
        worker: Type.String(),
        is_counted: Type.Boolean({ description: 'Whether it counts against the retry policy.' }),
        delay_ms: Nullable(Type.Integer({ description: 'Since the end of the attempt before it.' })),
        started_date: Nullable(Time),
        completed_date: Nullable(Time),
        exit_code: Nullable(Type.Integer()),
        signal: Nullable(Type.String()),
        failure: Nullable(Failure),
      }),
    ),
  },
  { $id: 'Run' },
);

/** @param temporalUrl of its workflow in the Temporal UI */
export function toRunJson(record: RunRecord, temporalUrl: string | null): Static<typeof RunSchema> {
  const { run, triggers, triggerCount, attempts, wait, names } = record;
  return {
    id: run.id,
    mode: run.mode,
    status: {
      phase: toPandiumStatus(run.phase, run.failure?.class ?? null, run.startedAt !== null),
      startTime: toTimeOrNull(run.startedAt),
      completionTime: toTimeOrNull(run.finishedAt),
    },
    triggers: triggers.map(toTriggerJson),
    started_date: toTimeOrNull(run.startedAt),
    completed_date: toTimeOrNull(run.finishedAt),
    tenant_id: run.tenantId,
    integration_id: run.integrationId,
    phase: run.phase,
    lane: run.lane,
    trigger_count: triggerCount,
    waiting_for: wait?.waitingFor ?? null,
    queue_position: wait?.queuePosition ?? null,
    queued_at: toTime(run.queuedAt),
    failure: run.failure,
    release_id: run.releaseId,
    tenant_name: names.tenantName,
    integration_name: names.integrationName,
    release_number: names.releaseNumber,
    temporal_url: temporalUrl,
    rerun_of: run.rerunOf,
    is_cancel_requested: run.cancelRequestedAt !== null,
    next_attempt_date: toTimeOrNull(run.nextAttemptAt),
    is_log_complete: run.isLogComplete,
    warnings: [...run.warnings],
    attempts: attempts.map((attempt, index) => toAttemptJson(attempt, attempts[index - 1])),
  };
}

function toAttemptJson(attempt: Attempt, before: Attempt | undefined): Static<typeof RunSchema>['attempts'][number] {
  const endedAt = before?.finishedAt ?? null;
  return {
    number: attempt.number,
    state: attempt.state,
    worker: attempt.workerId,
    is_counted: attempt.isCounted,
    delay_ms: endedAt && Math.max(0, attempt.leasedAt.getTime() - endedAt.getTime()),
    started_date: toTimeOrNull(attempt.startedAt),
    completed_date: toTimeOrNull(attempt.finishedAt),
    exit_code: attempt.exitCode,
    signal: attempt.signal,
    failure: attempt.failure,
  };
}

function toTriggerJson(trigger: Trigger): Static<typeof RunSchema>['triggers'][number] {
  return {
    id: trigger.id,
    created_date: toTime(trigger.createdAt),
    mode: trigger.mode,
    source: trigger.source,
    payload: trigger.body ? readPayload(trigger.body) : sizeOf(trigger.bodyBytes),
    copied_from: trigger.copiedFrom,
  };
}

/** A payload that is left out because it is too large is described by its size. */
function sizeOf(bodyBytes: number | null): Record<string, unknown> | null {
  return bodyBytes === null ? null : { size_bytes: bodyBytes };
}

/** A body that is no JSON object (a connector's webhook may send anything) is described by its size. */
function readPayload(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON: described by its size below.
  }
  return { size_bytes: body.byteLength };
}
