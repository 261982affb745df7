import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import {
  BUILD_WORKFLOW_TYPE,
  type BuildToStart,
  type BuildWorkflowInput,
  buildWorkflowId,
  type StartBuild,
} from '../../contracts/build-workflow.ts';
import { BUILDS_QUEUE } from '../../contracts/task-queues.ts';
import { callTemporal } from './call-temporal.ts';
import { INTEGRATION_ID, PARTNER_ID, RELEASE_ID } from './search-attribute-keys.ts';

const RPC_TIMEOUT_MS = 5_000;

/** Starts the workflow of an admitted build. Safe to repeat: a running one is joined, a final release's does nothing. */
export function createStartBuild(client: Client): StartBuild {
  return async (build) => {
    const handle = await callTemporal(client, RPC_TIMEOUT_MS, () =>
      client.workflow.start(BUILD_WORKFLOW_TYPE, {
        workflowId: buildWorkflowId(build.releaseId),
        taskQueue: BUILDS_QUEUE,
        args: [{ releaseId: build.releaseId } satisfies BuildWorkflowInput],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: searchAttributes(build),
        staticSummary: `${build.integrationName}: build of release ${build.releaseNumber}`,
      }),
    );
    return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
  };
}

function searchAttributes(build: BuildToStart): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: INTEGRATION_ID, value: String(build.integrationId) },
    { key: RELEASE_ID, value: String(build.releaseId) },
    ...(build.partnerId === null ? [] : [{ key: PARTNER_ID, value: String(build.partnerId) }]),
  ]);
}
