import { type Static, Type } from 'typebox';
import type { StatusRun, TenantStatus } from '../../src/db/stores/tenants/tenant-status.ts';
import { toPandiumStatus } from '../../src/domain/runs/pandium-status.ts';
import { toScheduleText } from '../../src/domain/schedules/schedule-text.ts';
import { followingOf, type Tenant, type TenantMetadata } from '../../src/domain/tenants/tenant.ts';
import { FreeObject, Id, IssueSchema, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';
import { DefaultChannel } from './integration-schema.ts';
import { PandiumStatus, RunModeSchema } from './run-schema.ts';
import { EffectiveScheduleSchema, PauseSchema, ScheduleSchema } from './schedule-schema.ts';

export const StatusRunSchema = Nullable(
  Type.Object({ id: Id, mode: RunModeSchema, status: PandiumStatus }, { $id: 'StatusRun' }),
);

const Status = Type.Object(
  {
    last_run: StatusRunSchema,
    current_run: StatusRunSchema,
    last_successful_run: StatusRunSchema,
    dynamic_configs: Type.Object({
      options: Nullable(FreeObject),
      fetched_date: Nullable(Time),
      error: Nullable(Type.String()),
    }),
    auth: Type.Object({
      connected: Type.Boolean(),
      connectors: Type.Array(
        Type.Object({ name: Type.String(), status: Type.String(), last_change: Nullable(Type.String()) }),
      ),
    }),
  },
  { $id: 'TenantStatus' },
);

/** Pandium's fields first, then ours. */
export const TenantSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    archived: Type.Boolean(),
    integration_id: Id,
    configs: FreeObject,
    created_date: Time,
    modified_date: Time,
    paused: Type.Boolean(),
    user_schedule: Nullable(Type.String()),
    schedule: Nullable(Type.String()),
    source: OneOf(['hub', 'marketplace', 'api']),
    integration_release_id: Nullable(Id),
    integration_release_channel: Nullable(DefaultChannel),
    status: Status,
    end_user_id: Nullable(Type.String()),
    integration_name: Type.String(),
    partner_id: Nullable(Id),
    partner_name: Nullable(Type.String()),
    release_number: Nullable(Type.Integer()),
    next_release_number: Nullable(Type.Integer()),
    release_channel: Nullable(Type.String({ description: 'The channel that it follows, named ones included.' })),
    held_reason: Nullable(Type.String({ description: 'Why the next release does not fit its configs.' })),
    following: OneOf(['static', 'dynamic', 'latest']),
    next_release_id: Nullable(Id),
    next_sync_date: Nullable(Time),
    /** Its own, set by people of the hub. */
    sync_schedule: Nullable(ScheduleSchema),
    effective_schedule: Nullable(EffectiveScheduleSchema),
    /** The present pause. */
    pause: Nullable(PauseSchema),
    needs: Type.Array(OneOf(['release', 'reconfiguration', 'connection'])),
  },
  { $id: 'Tenant' },
);

/** What a write returns: the configs were checked, and values that are no longer offered are listed. */
export const SavedTenantSchema = Type.Object(
  { ...TenantSchema.properties, warnings: Type.Array(IssueSchema) },
  { $id: 'SavedTenant' },
);

export const MetadataSchema = Type.Object(
  {
    tenant_id: Id,
    data: FreeObject,
    created_date: Time,
    modified_date: Time,
  },
  { $id: 'TenantMetadata' },
);

/** @param options fetched ones of dynamic configs by name; lists of tenants leave them out */
export function toTenantJson(
  tenant: Tenant,
  status: TenantStatus,
  options: Record<string, unknown> | null = null,
): Static<typeof TenantSchema> {
  const isConnected = status.connectors.every((connector) => connector.status === 'connected');
  return {
    id: tenant.id,
    name: tenant.name,
    archived: tenant.archivedAt !== null,
    integration_id: tenant.integrationId,
    configs: { ...tenant.configs },
    created_date: toTime(tenant.createdAt),
    modified_date: toTime(tenant.modifiedAt),
    paused: tenant.isPaused,
    user_schedule: tenant.userSchedule,
    schedule: status.effectiveSchedule && toScheduleText(status.effectiveSchedule.schedule),
    source: tenant.source,
    integration_release_id: tenant.releaseId,
    integration_release_channel: toPandiumChannel(tenant.releaseChannel),
    status: {
      last_run: toStatusRun(status.lastRun),
      current_run: toStatusRun(status.currentRun),
      last_successful_run: toStatusRun(status.lastSuccessfulRun),
      dynamic_configs: {
        options,
        fetched_date: toTimeOrNull(status.optionsFetchedAt),
        error: status.optionsError,
      },
      auth: {
        connected: isConnected,
        connectors: status.connectors.map(({ name, status: state, lastChange }) => {
          return { name, status: state, last_change: lastChange };
        }),
      },
    },
    end_user_id: tenant.endUserId,
    integration_name: status.names.integrationName,
    partner_id: status.names.partnerId,
    partner_name: status.names.partnerName,
    release_number: status.names.releaseNumber,
    next_release_number: status.names.nextReleaseNumber,
    release_channel: tenant.releaseChannel,
    held_reason: tenant.heldReason,
    following: followingOf(tenant.releaseChannel),
    next_release_id: status.nextReleaseId,
    next_sync_date: toTimeOrNull(status.nextDueAt),
    sync_schedule: tenant.schedule,
    effective_schedule: status.effectiveSchedule,
    pause: toPause(tenant, status.names.pausedByName),
    needs: [
      ...(status.nextReleaseId === null ? (['release'] as const) : []),
      ...(tenant.heldReason === null ? [] : (['reconfiguration'] as const)),
      ...(isConnected ? [] : (['connection'] as const)),
    ],
  };
}

/** Pandium's document knows two channels; a named one appears in `release_channel` alone. */
function toPandiumChannel(channel: string | null): 'Default' | 'Latest' | null {
  return channel === 'Default' || channel === 'Latest' ? channel : null;
}

function toPause(tenant: Tenant, pausedByName: string | null): Static<typeof PauseSchema> | null {
  if (!tenant.isPaused) return null;
  return {
    paused_date: toTime(tenant.pausedAt ?? tenant.createdAt),
    paused_by: tenant.pausedBy,
    paused_by_name: pausedByName,
    note: tenant.pauseNote,
    until: toTimeOrNull(tenant.pausedUntil),
  };
}

export function toMetadataJson(metadata: TenantMetadata): Static<typeof MetadataSchema> {
  return {
    tenant_id: metadata.tenantId,
    data: { ...metadata.data },
    created_date: toTime(metadata.createdAt),
    modified_date: toTime(metadata.modifiedAt),
  };
}

function toStatusRun(run: StatusRun | null): Static<typeof StatusRunSchema> {
  if (!run) return null;
  return {
    id: run.id,
    mode: run.mode,
    status: {
      phase: toPandiumStatus(run.phase, run.failureClass, run.startedAt !== null),
      startTime: toTimeOrNull(run.startedAt),
      completionTime: toTimeOrNull(run.finishedAt),
    },
  };
}
