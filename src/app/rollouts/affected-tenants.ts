import type { BulkSelection } from './rollout-record.ts';

/** What a rollout is about, before it has a row. */
export interface AffectedQuery {
  readonly integrationId: number;
  readonly releaseId: number;
  /** The channels whose followers move; empty for a bulk move. */
  readonly channels: readonly string[];
  readonly selection: BulkSelection | Record<string, never>;
}

/** Live tenants that the rollout changes, as a condition on `tenants t` with its values, from `$1` on. */
export const AFFECTED = `
  t.integration_id = $1 and t.archived_at is null
  and (t.release_id is distinct from $2 or t.held_reason is not null or ($7 and t.release_channel is distinct from $8))
  and (cardinality($3::text[]) = 0 or t.release_channel = any ($3))
  and ($4::bigint[] is null or t.id = any ($4))
  and case $5::text when 'static' then t.release_channel is null when 'latest' then t.release_channel = 'Latest'
    when 'dynamic' then t.release_channel <> 'Latest' else true end
  and ($6::bigint is null or t.release_id = $6)`;

export const AFFECTED_VALUE_COUNT = 8;

export function affectedValues({ integrationId, releaseId, channels, selection }: AffectedQuery): unknown[] {
  const { tenantIds = null, following = null, releaseId: from = null, toChannel = null } = selection;
  return [integrationId, releaseId, channels, tenantIds, following, from, channels.length === 0, toChannel];
}
