import type { RunMode } from '../../../domain/runs/run-lane.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** What a run's workflow shows of it in Temporal. */
export interface RunLabels {
  readonly integrationId: number;
  readonly integrationName: string;
  readonly tenantId: number;
  readonly tenantName: string;
  readonly partnerId: number | null;
  readonly releaseId: number;
  readonly mode: RunMode;
}

const READ = statement<RunLabels>(`
  select r.integration_id as "integrationId", i.name as "integrationName", r.tenant_id as "tenantId", t.name as "tenantName",
    r.partner_id as "partnerId", r.release_id as "releaseId", r.mode
  from runs r join tenants t on t.id = r.tenant_id join integrations i on i.id = r.integration_id
  where r.id = $1 and r.phase = 'running'`);

/** Null where the run is not running. */
export async function readRunLabels(sql: Sql, runId: number): Promise<RunLabels | null> {
  const [row] = await sql.query(READ, [runId]);
  return row ?? null;
}
