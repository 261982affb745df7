import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { RUN_WORKFLOW_TYPE, type RunWorkflowInput, runWorkflowId } from '../../contracts/run-workflow.ts';
import { RUNS_QUEUE } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/sql.ts';
import { type RunLabels, readRunLabels } from '../../db/stores/runs/run-labels.ts';
import { recordRunExecutor } from '../../db/stores/runs/run-store.ts';
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

const RPC_TIMEOUT_MS = 5_000;

export function createRunStarter(deps: RunStarterDeps): RunStarter {
  return {
    start: async (runId) => {
      const run = await readRunLabels(deps.sql, runId);
      if (run === null) return;
      const handle = await callTemporal(deps.client, RPC_TIMEOUT_MS, () =>
        deps.client.workflow.start(RUN_WORKFLOW_TYPE, {
          workflowId: runWorkflowId(runId),
          taskQueue: RUNS_QUEUE,
          args: [{ runId } satisfies RunWorkflowInput],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          requestEagerStart: deps.isEager,
          typedSearchAttributes: searchAttributes(runId, run),
          staticSummary: `${run.integrationName} for ${run.tenantName}: ${run.mode} run ${runId}`,
        }),
      );
      deps.onStarted?.(runId, handle.eagerlyStarted);
      await recordRunExecutor(deps.sql, runId, { workflowId: handle.workflowId, runId: handle.firstExecutionRunId });
    },
  };
}

function searchAttributes(runId: number, run: RunLabels): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: INTEGRATION_ID, value: String(run.integrationId) },
    { key: TENANT_ID, value: String(run.tenantId) },
    { key: RELEASE_ID, value: String(run.releaseId) },
    { key: HUB_RUN_ID, value: String(runId) },
    { key: RUN_MODE, value: run.mode },
    ...(run.partnerId === null ? [] : [{ key: PARTNER_ID, value: String(run.partnerId) }]),
  ]);
}
