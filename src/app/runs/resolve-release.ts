import type { Sql } from '../../db/database.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import { breaksConfigs } from '../releases/index.ts';

export interface ReleaseToResolve {
  readonly id: number;
  /** The release that the tenant has recorded. */
  readonly recordedReleaseId: number | null;
  /** What its channel points to now. */
  readonly nextReleaseId: number | null;
}

interface SettleRow {
  readonly release_id: number;
  readonly manifest: ReleaseSchemas;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
}

/**
 * Moves a locked tenant to what its channel points to, or holds it on its recorded release where the new schema doesn't
 * take the tenant's configs although the old one does. Answers the release that the tenant runs now.
 */
export async function resolveRelease(
  sql: Sql,
  schemas: SchemaChecks,
  tenant: ReleaseToResolve,
): Promise<number | null> {
  const { recordedReleaseId: recorded, nextReleaseId: next } = tenant;
  if (next === null || next === recorded) return next;
  const isHeld = recorded !== null && (await isBroken(sql, schemas, tenant.id, recorded, next));
  await sql.query(isHeld ? HOLD : MOVE, isHeld ? [tenant.id] : [tenant.id, next]);
  return isHeld ? recorded : next;
}

const HOLD = `update tenants set held_reason = 'needs_reconfiguration', modified_at = now() where id = $1`;
const MOVE = `update tenants set release_id = $2, modified_at = now() where id = $1`;

async function isBroken(sql: Sql, schemas: SchemaChecks, tenantId: number, from: number, to: number): Promise<boolean> {
  const rows = await sql.query<SettleRow>(
    `select l.id as release_id, l.manifest, t.configs, coalesce(m.data, '{}'::jsonb) as metadata
     from tenants t join releases l on l.id in ($2, $3) left join tenant_metadata m on m.tenant_id = t.id
     where t.id = $1`,
    [tenantId, from, to],
  );
  const old = rows.find((row) => row.release_id === from);
  const target = rows.find((row) => row.release_id === to);
  return old !== undefined && target !== undefined && breaksConfigs(schemas, old, old.manifest, target.manifest);
}
