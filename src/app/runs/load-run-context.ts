import type { Sql } from '../../db/database.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { Manifest } from '../../domain/manifest/manifest.ts';
import type { Egress } from '../../domain/network/egress.ts';
import type { RunSummary, RunTrigger } from '../../domain/runs/run-environment.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';
import { AppError } from '../../errors/app-error.ts';

/** Everything an attempt needs to know of its run; fixed at admission but for the number of log lines. */
export interface RunContext {
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
  readonly limits: Readonly<Record<string, unknown>>;
  /** Of the integration as it is now, like the limits. */
  readonly egress: Egress;
  readonly releaseId: number;
  readonly manifest: Manifest;
  readonly manifestPath: string;
  readonly releaseNumber: number;
  readonly commitSha: string | null;
  readonly toolchain: unknown;
  readonly artifactDigest: string | null;
  readonly triggers: readonly RunTrigger[];
  readonly last: RunSummary | null;
  readonly lastSuccessful: RunSummary | null;
  readonly logLines: number;
  /** What is to be said in the log before anything else. */
  readonly notes: readonly string[];
}

type ContextRow = Omit<RunContext, 'triggers' | 'last' | 'lastSuccessful'> & {
  readonly triggers: readonly TriggerRow[];
  readonly summaries: readonly SummaryRow[];
};

interface TriggerRow {
  readonly id: number;
  readonly storedId: number;
  readonly source: string;
  readonly mode: string;
  readonly bodyBytes: number | null;
  readonly headers: Record<string, string> | null;
}

interface SummaryRow {
  readonly kind: 'last' | 'last_successful';
  readonly started_at: string;
  readonly finished_at: string;
  readonly phase: string;
  readonly failure_class: string | null;
  readonly stdout_line: string | null;
}

export async function loadRunContext(sql: Sql, runId: number): Promise<RunContext> {
  const rows = await sql.query<ContextRow>(LOAD, [runId]);
  const row = rows[0];
  if (!row) throw new AppError('not_found', `There is no run ${runId}.`);
  const { summaries, triggers, ...context } = row;
  return {
    ...context,
    triggers: triggers.map(({ storedId, bodyBytes, ...trigger }) => ({
      ...trigger,
      payload: bodyBytes === null ? null : { triggerId: storedId, sizeBytes: bodyBytes },
    })),
    last: toSummary(summaries, 'last'),
    lastSuccessful: toSummary(summaries, 'last_successful'),
  };
}

function toSummary(rows: readonly SummaryRow[], kind: SummaryRow['kind']): RunSummary | null {
  const row = rows.find((candidate) => candidate.kind === kind);
  if (!row) return null;
  return {
    startedAt: new Date(row.started_at),
    finishedAt: new Date(row.finished_at),
    phase: row.phase as RunSummary['phase'],
    failureClass: row.failure_class as RunSummary['failureClass'],
    stdoutLine: row.stdout_line,
  };
}

const LOAD = `
  select r.id as "runId", r.trace_id as "traceId", r.mode, r.integration_id as "integrationId", i.name as "integrationName",
    r.tenant_id as "tenantId", t.name as "tenantName", r.configs, r.metadata,
    i.limits, i.egress, l.id as "releaseId", l.number as "releaseNumber", l.commit_sha as "commitSha", l.manifest, coalesce(l.manifest_path, '') as "manifestPath", l.toolchain,
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
  where r.id = $1`;
