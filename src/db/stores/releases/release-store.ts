import type { ReleaseSchemas } from '../../../domain/manifest/manifest.ts';
import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const READ_STATE = statement<{ state: ReleaseState }>(
  `select state from releases where id = $1 and integration_id = $2`,
);

/** Returns the state of an integration's release; null where it has no such release. */
export async function readReleaseState(sql: Sql, integrationId: number, id: number): Promise<ReleaseState | null> {
  const [row] = await sql.query(READ_STATE, [id, integrationId]);
  return row?.state ?? null;
}

const NO_SCHEMAS: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

const READ_SCHEMAS = statement<{ schemas: ReleaseSchemas }>(`
  select jsonb_build_object('configSchema', manifest -> 'configSchema', 'configUiSchema', manifest -> 'configUiSchema',
    'metadataSchema', manifest -> 'metadataSchema') as schemas from releases where id = $1`);

/** Returns the schemas of a release; all null where it has none. */
export async function readReleaseSchemas(sql: Sql, id: number): Promise<ReleaseSchemas> {
  const [row] = await sql.query(READ_SCHEMAS, [id]);
  return row?.schemas ?? NO_SCHEMAS;
}

const INSTALLABLE = statement<{ id: number }>(`
  select id from releases
  where id = $1 and integration_id = $2 and state = 'ready' and artifact_removed_at is null`);

/** Returns whether tenants of the integration can be moved to the release: it is ready and its artifact is there. */
export async function isInstallable(sql: Sql, integrationId: number, id: number): Promise<boolean> {
  return (await sql.query(INSTALLABLE, [id, integrationId])).length === 1;
}
