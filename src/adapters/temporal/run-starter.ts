import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { RUN_WORKFLOW_TYPE, type RunWorkflowInput, runWorkflowId } from '../../contracts/run-workflow.ts';
import { RUNS_QUEUE } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/sql.ts';
import { callTemporal } from './call-temporal.ts';
import { HUB_RUN_ID, INTEGRATION_ID, PARTNER_ID, RELEASE_ID, RUN_MODE, TENANT_ID } from './search-attribute-keys.ts';

/** Starts the workflow of an admitted run. Safe to repeat: a running workflow is joined, a final run's does nothing. */
export interface RunStarter {
  start(runId: number): Promise<void>;
}

export interface RunStarterDeps {
  readonly sql: Sql;
  readonly client: Client;
  /** True where `client` shares its connection with a worker of the runs queue. */
  readonly isEager: boolean;
  /** The workflow may not live longer than this; null = no bound. */
  readonly onStarted?: (runId: number, isEager: boolean) => void;
}

interface RunRow {
  readonly integration_id: number;
  readonly integration_name: string;
  readonly tenant_id: number;
  readonly tenant_name: string;
  readonly partner_id: number | null;
  readonly release_id: number;
  readonly mode: string;
}

const RPC_TIMEOUT_MS = 5_000;

export function createRunStarter(deps: RunStarterDeps): RunStarter {
  return {
    start: async (runId) => {
      const rows = await deps.sql.query<RunRow>(LOAD, [runId]);
      const run = rows[0];
      if (!run) return;
      const handle = await callTemporal(deps.client, RPC_TIMEOUT_MS, () =>
        deps.client.workflow.start(RUN_WORKFLOW_TYPE, {
          workflowId: runWorkflowId(runId),
          taskQueue: RUNS_QUEUE,
          args: [{ runId } satisfies RunWorkflowInput],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          requestEagerStart: deps.isEager,
          typedSearchAttributes: searchAttributes(runId, run),
          staticSummary: `${run.integration_name} for ${run.tenant_name}: ${run.mode} run ${runId}`,
        }),
      );
      deps.onStarted?.(runId, handle.eagerlyStarted);
      await deps.sql.query(KEEP_EXECUTOR, [runId, handle.workflowId, handle.firstExecutionRunId]);
    },
  };
}

function searchAttributes(runId: number, run: RunRow): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: INTEGRATION_ID, value: String(run.integration_id) },
    { key: TENANT_ID, value: String(run.tenant_id) },
    { key: RELEASE_ID, value: String(run.release_id) },
    { key: HUB_RUN_ID, value: String(runId) },
    { key: RUN_MODE, value: run.mode },
    ...(run.partner_id === null ? [] : [{ key: PARTNER_ID, value: String(run.partner_id) }]),
  ]);
}

const LOAD = `
  select r.integration_id, i.name as integration_name, r.tenant_id, t.name as tenant_name, r.partner_id, r.release_id, r.mode
  from runs r join tenants t on t.id = r.tenant_id join integrations i on i.id = r.integration_id
  where r.id = $1 and r.phase = 'running'`;

const KEEP_EXECUTOR = `
  update runs set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp()
  where id = $1 and phase = 'running'`;
