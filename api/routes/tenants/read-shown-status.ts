import { evaluateNextRelease } from '../../../src/app/runs/resolve-release.ts';
import type { Sql } from '../../../src/db/database.ts';
import { readTenantStatus, type TenantStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import type { SchemaChecks } from '../../../src/domain/manifest/schema-checks.ts';
import type { Tenant } from '../../../src/domain/tenants/tenant.ts';

/**
 * Returns the status of tenants as it is shown. Its next release is the one that admission would choose: a release whose schema refuses
 * the tenant's configs is not shown, for it would not run.
 */
export async function readShownStatus(
  sql: Sql,
  schemas: SchemaChecks,
  tenants: readonly Tenant[],
): Promise<ReadonlyMap<number, TenantStatus>> {
  const status = await readTenantStatus(
    sql,
    tenants.map(({ id }) => id),
  );
  const shown = new Map<number, TenantStatus>();
  for (const { id, releaseId: recordedReleaseId } of tenants) {
    const known = status.get(id);
    if (known === undefined) continue;
    const tenant = { id, recordedReleaseId, nextReleaseId: known.nextReleaseId };
    shown.set(id, withNextRelease(known, await evaluateNextRelease(sql, schemas, tenant), recordedReleaseId));
  }
  return shown;
}

/** Its next release is what its channel points to, the recorded one, or none. */
function withNextRelease(
  known: TenantStatus,
  nextReleaseId: number | null,
  recordedReleaseId: number | null,
): TenantStatus {
  if (nextReleaseId === known.nextReleaseId) return known;
  const nextReleaseNumber = nextReleaseId === recordedReleaseId ? known.names.releaseNumber : null;
  return { ...known, nextReleaseId, names: { ...known.names, nextReleaseNumber } };
}
