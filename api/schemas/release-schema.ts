import { type Static, Type } from 'typebox';
import type { ReleaseNames } from '../../src/db/stores/releases/release-names.ts';
import type { Release } from '../../src/domain/releases/release.ts';
import { FreeObject, Id, Nullable, OneOf, TemporalUrl, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const RefSchema = Type.Object(
  {
    kind: OneOf(['branch', 'tag', 'commit']),
    name: Type.String({ minLength: 1, maxLength: 255 }),
  },
  { $id: 'Ref', additionalProperties: false },
);

export const ReleaseStateSchema = OneOf(['queued', 'building', 'ready', 'failed', 'cancelled'], 'ReleaseState');

/** Pandium's fields first, then ours. */
export const ReleaseSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    repository_tracking_branch: Type.String(),
    run_command: Nullable(Type.String()),
    tag: Nullable(Type.String()),
    config_schema: Nullable(FreeObject),
    config_version: Type.String({ description: 'Of the manifest; empty as long as it has not been read.' }),
    metadata_schema: Nullable(FreeObject),
    created_date: Time,
    modified_date: Time,
    state: ReleaseStateSchema,
    number: Type.Integer(),
    commit_sha: Nullable(Type.String()),
    failure: Nullable(FreeObject),
    warnings: Type.Array(Type.Unknown()),
    integration_id: Id,
    ref: Nullable(RefSchema),
    is_tracking: Type.Boolean(),
    retry_of: Nullable(Id),
    requested_by: Type.String(),
    requested_by_name: Nullable(Type.String()),
    integration_name: Type.String(),
    tenant_count: Type.Integer({ description: 'Tenants that it is recorded for.' }),
    temporal_url: TemporalUrl,
    queued_date: Time,
    started_date: Nullable(Time),
    finished_date: Nullable(Time),
    artifact_size_bytes: Nullable(Type.Integer()),
    artifact_removed_date: Nullable(Time),
  },
  { $id: 'Release' },
);

const {
  run_command: _runCommand,
  config_schema: _configSchema,
  config_version: _configVersion,
  metadata_schema: _metadataSchema,
  ...summaryFields
} = ReleaseSchema.properties;

/** A release without what its manifest says. */
export const ReleaseSummarySchema = Type.Object(summaryFields, { $id: 'ReleaseSummary' });

export function toReleaseSummaryJson(release: Static<typeof ReleaseSchema>): Static<typeof ReleaseSummarySchema> {
  const {
    run_command: _run,
    config_schema: _schema,
    config_version: _version,
    metadata_schema: _metadata,
    ...rest
  } = release;
  return rest;
}

export function toReleaseJson(
  release: Release,
  names: ReleaseNames,
  temporalUrl: string | null,
): Static<typeof ReleaseSchema> {
  const { manifest } = release;
  return {
    id: release.id,
    name: release.tag ?? `release-${release.number}`,
    repository_tracking_branch: release.branch,
    run_command: manifest?.run ?? null,
    tag: release.tag,
    config_schema: manifest && { schema: manifest.configSchema, uischema: manifest.configUiSchema },
    config_version: manifest?.version ?? '',
    metadata_schema: manifest?.metadataSchema ?? null,
    created_date: toTime(release.createdAt),
    modified_date: toTime(release.modifiedAt),
    state: release.state,
    number: release.number,
    commit_sha: release.commitSha,
    failure: release.failure && { ...release.failure },
    warnings: [...release.warnings],
    integration_id: release.integrationId,
    ref: release.ref,
    is_tracking: release.isTracking,
    retry_of: release.retryOf,
    requested_by: release.requestedBy,
    requested_by_name: names.requestedByName,
    integration_name: names.integrationName,
    tenant_count: names.tenantCount,
    temporal_url: temporalUrl,
    queued_date: toTime(release.queuedAt),
    started_date: toTimeOrNull(release.startedAt),
    finished_date: toTimeOrNull(release.finishedAt),
    artifact_size_bytes: release.artifactSizeBytes,
    artifact_removed_date: toTimeOrNull(release.artifactRemovedAt),
  };
}
