import type { Sql } from '../../db/database.ts';
import { readReleaseSchemas } from '../../db/stores/releases/release-store.ts';
import { holdTenants, moveTenants, readTenantValues } from '../../db/stores/tenants/tenant-release-store.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import { type ConfigsFit, fitConfigs } from '../releases/index.ts';

export interface ReleaseToResolve {
  readonly id: number;
  /** The release that the tenant has recorded. */
  readonly recordedReleaseId: number | null;
  /** What its channel points to now. */
  readonly nextReleaseId: number | null;
}

/**
 * Moves a locked tenant to what its channel points to, or holds it on its recorded release where the new schema does not take the
 * tenant's configs although the old one does. Where that can't be decided, it stays as it is this time and is checked again later.
 * Returns the release that the tenant runs now.
 */
export async function resolveRelease(
  sql: Sql,
  schemas: SchemaChecks,
  tenant: ReleaseToResolve,
): Promise<number | null> {
  const { id, recordedReleaseId: recorded, nextReleaseId: next } = tenant;
  if (next === null || next === recorded) return next;
  const fit = await evaluateFit(sql, schemas, tenant);
  if (fit === 'fits') await moveTenants(sql, { tenantIds: [id], releaseId: next });
  if (fit === 'breaks') await holdTenants(sql, [id]);
  return fit === 'fits' ? next : recorded;
}

/** Returns the release that a run admitted now would run, and changes nothing: what is shown is what runs. */
export async function evaluateNextRelease(
  sql: Sql,
  schemas: SchemaChecks,
  tenant: ReleaseToResolve,
): Promise<number | null> {
  return (await evaluateFit(sql, schemas, tenant)) === 'fits' ? tenant.nextReleaseId : tenant.recordedReleaseId;
}

async function evaluateFit(
  sql: Sql,
  schemas: SchemaChecks,
  { id, recordedReleaseId: recorded, nextReleaseId: next }: ReleaseToResolve,
): Promise<ConfigsFit> {
  if (next === null || recorded === null || next === recorded) return 'fits';
  const [values] = await readTenantValues(sql, [id]);
  if (!values) return 'fits';
  const [from, to] = [await readReleaseSchemas(sql, recorded), await readReleaseSchemas(sql, next)];
  return fitConfigs(schemas, values, from, to);
}
