import type { JsonObject } from '../../../domain/manifest/json-value.ts';
import type { Manifest } from '../../../domain/manifest/manifest.ts';
import type { Egress } from '../../../domain/network/egress.ts';
import type { RunMode } from '../../../domain/runs/run-lane.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface RunContextRow {
  readonly runId: number;
  /** 32 hexadecimal digits, random. */
  readonly traceId: string;
  readonly mode: RunMode;
  readonly integrationId: number;
  readonly integrationName: string;
  readonly tenantId: number;
  readonly tenantName: string;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
  /** Of the integration as it is now, like the egress. */
  readonly limits: Readonly<Record<string, unknown>>;
  readonly egress: Egress;
  readonly releaseId: number;
  readonly manifest: Manifest;
  readonly manifestPath: string;
  readonly releaseNumber: number;
  readonly commitSha: string | null;
  readonly toolchain: unknown;
  /** Null where the artifact was removed. */
  readonly artifactDigest: string | null;
  readonly triggers: readonly RunTriggerRow[];
  readonly summaries: readonly RunSummaryRow[];
  /** The number of the last line that is stored. */
  readonly logLines: number;
  /** Sentences that the attempt writes into the log before anything else. */
  readonly notes: readonly string[];
}

export interface RunTriggerRow {
  /** The trigger that the run gets: the copied one for a rerun. */
  readonly id: number;
  /** The trigger that holds the body. */
  readonly storedId: number;
  readonly source: string;
  readonly mode: string;
  readonly bodyBytes: number | null;
  readonly headers: Record<string, string> | null;
}

export interface RunSummaryRow {
  readonly kind: 'last' | 'last_successful';
  readonly started_at: string;
  readonly finished_at: string;
  readonly phase: string;
  readonly failure_class: string | null;
  readonly stdout_line: string | null;
}

const FIND_CONTEXT = statement<RunContextRow>(`
  select r.id as "runId", r.trace_id as "traceId", r.mode, r.integration_id as "integrationId", i.name as "integrationName",
    r.tenant_id as "tenantId", t.name as "tenantName", r.configs, r.metadata,
    i.limits, i.egress, l.id as "releaseId", l.number as "releaseNumber", l.commit_sha as "commitSha",
    l.manifest, coalesce(l.manifest_path, '') as "manifestPath", l.toolchain,
    case when l.artifact_removed_at is null then l.artifact_digest end as "artifactDigest",
    coalesce((select json_agg(json_build_object('id', coalesce(g.copied_from, g.id), 'storedId', g.id,
        'source', g.source, 'mode', g.mode, 'bodyBytes', octet_length(g.body), 'headers', g.headers) order by g.id)
      from triggers g where g.run_id = r.id), '[]'::json) as triggers,
    coalesce((select json_agg(s) from tenant_run_summaries s where s.tenant_id = r.tenant_id), '[]'::json) as summaries,
    coalesce((select max(c.last_line) from log_chunks c where c.log_day = r.log_day and c.run_id = r.id), 0) as "logLines",
    r.warnings as notes
  from runs r
    join tenants t on t.id = r.tenant_id
    join integrations i on i.id = r.integration_id
    join releases l on l.id = r.release_id
  where r.id = $1`);

/** Returns what an attempt of a run needs to know, in one statement. */
export async function findRunContext(sql: Sql, runId: number): Promise<RunContextRow | null> {
  return (await sql.query(FIND_CONTEXT, [runId]))[0] ?? null;
}
