import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import {
  type StartRepositoryTest,
  TEST_REPOSITORY_WORKFLOW_TYPE,
  type TestRepositoryInput,
  testRepositoryWorkflowId,
} from '../../contracts/repository-test-workflow.ts';
import { BUILDS_QUEUE } from '../../contracts/task-queues.ts';
import { callTemporal } from './call-temporal.ts';
import { INTEGRATION_ID, PARTNER_ID } from './search-attribute-keys.ts';

const RPC_TIMEOUT_MS = 5_000;

/** Starts tests of repositories; one of an integration at a time. The function throws AppError `temporal_unavailable`. */
export function createStartRepositoryTest(client: Client): StartRepositoryTest {
  return async ({ integrationId, partnerId, integrationName }) => {
    const handle = await callTemporal(client, RPC_TIMEOUT_MS, () =>
      client.workflow.start(TEST_REPOSITORY_WORKFLOW_TYPE, {
        workflowId: testRepositoryWorkflowId(integrationId),
        taskQueue: BUILDS_QUEUE,
        args: [{ integrationId } satisfies TestRepositoryInput],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowExecutionTimeout: '20 minutes',
        typedSearchAttributes: new TypedSearchAttributes([
          { key: INTEGRATION_ID, value: String(integrationId) },
          ...(partnerId === null ? [] : [{ key: PARTNER_ID, value: String(partnerId) }]),
        ]),
        staticSummary: `${integrationName}: test of its repository`,
      }),
    );
    return { testId: handle.firstExecutionRunId };
  };
}
