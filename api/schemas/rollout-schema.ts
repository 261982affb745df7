import { type Static, Type } from 'typebox';
import type { RolloutCounts } from '../../src/db/stores/rollouts/rollout-list.ts';
import type { RolloutRecord } from '../../src/db/stores/rollouts/rollout-store.ts';
import { FreeObject, Id, Nullable, OneOf, TemporalUrl, Time, toTime, toTimeOrNull } from './common-schema.ts';

const Percent = Type.Number({ minimum: 0, maximum: 100 });

const StepSchema = Type.Object(
  {
    percent: Type.Integer({ minimum: 1, maximum: 100 }),
    bake_seconds: Type.Integer({ minimum: 0, maximum: 2_592_000 }),
  },
  { $id: 'RolloutStep', additionalProperties: false },
);

/** Percentage steps, in order; the rollout halts where more than `failure_percent` of the runs on the new release fail. */
export const GradualSchema = Type.Object(
  {
    steps: Type.Array(StepSchema, { minItems: 1, maxItems: 20 }),
    failure_percent: Percent,
    min_runs: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { $id: 'GradualRollout' },
);

export const RolloutStateSchema = OneOf(
  [
    ...(['queued', 'running', 'paused', 'halted', 'rolling_back'] as const),
    ...(['completed', 'aborted', 'rolled_back', 'superseded'] as const),
  ],
  'RolloutState',
);

export const RolloutSchema = Type.Object(
  {
    id: Id,
    integration_id: Id,
    integration_name: Type.String(),
    release_number: Type.Integer(),
    previous_release_number: Nullable(Type.Integer()),
    temporal_url: TemporalUrl,
    cause: OneOf(['bulk', 'channel', 'release']),
    kind: OneOf(['move', 'gradual']),
    release_id: Id,
    previous_release_id: Nullable(Id),
    channel: Nullable(Type.String()),
    state: RolloutStateSchema,
    reason: Nullable(Type.String()),
    steps: Type.Array(StepSchema),
    step: Type.Integer(),
    failure_percent: Nullable(Percent),
    total: Type.Integer(),
    counts: Type.Object({
      pending: Type.Integer(),
      moved: Type.Integer(),
      held: Type.Integer(),
      skipped: Type.Integer(),
      reverted: Type.Integer(),
      init_syncs_due: Type.Integer(),
    }),
    preview: Nullable(FreeObject),
    started_by: Type.String(),
    started_by_name: Nullable(Type.String()),
    created_date: Time,
    started_date: Nullable(Time),
    finished_date: Nullable(Time),
  },
  { $id: 'Rollout' },
);

export const PreviewSchema = Type.Object(
  {
    tenants: Type.Integer(),
    from: Type.Array(FreeObject),
    incompatible: Type.Object({
      count: Type.Integer(),
      tenant_ids: Type.Array(Id),
      checked: Type.Integer(),
      is_complete: Type.Boolean(),
    }),
  },
  { $id: 'RolloutPreview' },
);

export function toRolloutJson(
  rollout: RolloutRecord,
  counts: RolloutCounts,
  temporalUrl: string | null,
): Static<typeof RolloutSchema> {
  const { rolloutId: _id, initDue, pending, ...reached } = counts;
  return {
    id: rollout.id,
    integration_id: rollout.integrationId,
    integration_name: rollout.integrationName,
    release_number: rollout.releaseNumber,
    previous_release_number: rollout.previousReleaseNumber,
    temporal_url: temporalUrl,
    cause: rollout.cause,
    kind: rollout.kind,
    release_id: rollout.releaseId,
    previous_release_id: rollout.previousReleaseId,
    channel: rollout.channel,
    state: rollout.state,
    reason: rollout.reason,
    steps: rollout.steps.map(({ percent, bakeSeconds }) => ({ percent, bake_seconds: bakeSeconds })),
    step: rollout.step,
    failure_percent: rollout.failureLimit?.percent ?? null,
    total: rollout.total,
    counts: { ...reached, pending: rollout.isPlanned ? pending : rollout.total, init_syncs_due: initDue },
    preview: rollout.preview && { ...rollout.preview },
    started_by: rollout.startedBy,
    started_by_name: rollout.startedByName,
    created_date: toTime(rollout.createdAt),
    started_date: toTimeOrNull(rollout.startedAt),
    finished_date: toTimeOrNull(rollout.finishedAt),
  };
}
