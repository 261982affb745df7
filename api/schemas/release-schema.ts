import { type Static, Type } from 'typebox';
import type { Release } from '../../src/domain/releases/release.ts';
import { FreeObject, Id, Nullable, OneOf, Time, toTime } from './common-schema.ts';

/** Pandium's fields first, then ours. */
export const ReleaseSchema = Type.Object({
  id: Id,
  name: Type.String(),
  repository_tracking_branch: Type.String(),
  run_command: Nullable(Type.String()),
  tag: Nullable(Type.String()),
  config_schema: Nullable(FreeObject),
  config_version: Nullable(Type.String()),
  metadata_schema: Nullable(FreeObject),
  created_date: Time,
  modified_date: Time,
  state: OneOf(['queued', 'building', 'ready', 'failed', 'cancelled']),
  number: Type.Integer(),
  commit_sha: Nullable(Type.String()),
  failure: Nullable(FreeObject),
  warnings: Type.Array(Type.Unknown()),
  integration_id: Id,
});

export function toReleaseJson(release: Release): Static<typeof ReleaseSchema> {
  const { manifest } = release;
  return {
    id: release.id,
    name: release.tag ?? `release-${release.number}`,
    repository_tracking_branch: release.branch,
    run_command: manifest?.run ?? null,
    tag: release.tag,
    config_schema: manifest && { schema: manifest.configSchema, uischema: manifest.configUiSchema },
    config_version: manifest?.version ?? null,
    metadata_schema: manifest?.metadataSchema ?? null,
    created_date: toTime(release.createdAt),
    modified_date: toTime(release.modifiedAt),
    state: release.state,
    number: release.number,
    commit_sha: release.commitSha,
    failure: release.failure && { ...release.failure },
    warnings: [...release.warnings],
    integration_id: release.integrationId,
  };
}
