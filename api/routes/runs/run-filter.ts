import { type Static, Type } from 'typebox';
import type { RunFilter } from '../../../src/db/stores/runs/run-repository.ts';
import { Id } from '../../schemas/common-schema.ts';
import {
  FailureClassSchema,
  RunLaneSchema,
  RunModeSchema,
  RunPhaseSchema,
  TriggerSourceSchema,
} from '../../schemas/run-schema.ts';

/** By what runs are listed, counted and changed in bulk. */
export const runFilters = {
  integration_id: Type.Optional(Id),
  tenant_id: Type.Optional(Id),
  phase: Type.Optional(RunPhaseSchema),
  mode: Type.Optional(RunModeSchema),
  partner_id: Type.Optional(Id),
  lane: Type.Optional(RunLaneSchema),
  source: Type.Optional(TriggerSourceSchema),
  failure_class: Type.Optional(FailureClassSchema),
  release_id: Type.Optional(Id),
  rerun_of: Type.Optional(Id),
  trigger_id: Type.Optional(Id),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Queued then or later.' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Queued before.' })),
  needs_attention: Type.Optional(
    Type.Boolean({ description: 'Those that a tenant failed with last, and those that wait for too long.' }),
  ),
};

const Filters = Type.Object(runFilters);

export function toRunFilter(query: Static<typeof Filters>): RunFilter {
  return {
    tenantId: query.tenant_id,
    integrationId: query.integration_id,
    partnerId: query.partner_id,
    phase: query.phase,
    mode: query.mode,
    lane: query.lane,
    source: query.source,
    failureClass: query.failure_class,
    releaseId: query.release_id,
    rerunOf: query.rerun_of,
    triggerId: query.trigger_id,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    needsAttention: query.needs_attention,
  };
}
