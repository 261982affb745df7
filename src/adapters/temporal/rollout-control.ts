import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TypedSearchAttributes, type Workflow } from '@temporalio/common';
import {
  ROLLOUT_MESSAGES,
  ROLLOUT_PROGRESS_QUERY,
  ROLLOUT_WORKFLOW_TYPE,
  type RolloutDecisionInput,
  type RolloutDecisionResult,
  type RolloutWorkflowInput,
  rolloutWorkflowId,
} from '../../contracts/rollout-workflow.ts';
import { ORCHESTRATION_QUEUE } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/sql.ts';
import { readRolloutLabels } from '../../db/stores/rollouts/rollout-labels.ts';
import type { RolloutDecision } from '../../domain/rollouts/rollout-decision.ts';
import { AppError } from '../../errors/app-error.ts';
import { callTemporal } from './call-temporal.ts';
import { INTEGRATION_ID, PARTNER_ID, RELEASE_ID } from './search-attribute-keys.ts';

export interface RolloutToDecide {
  readonly rolloutId: number;
  readonly decision: RolloutDecision;
  readonly actor: string;
  /** The same request sent again gets the same result and is not taken twice. */
  readonly requestId: string;
}

/** What Temporal says of a rollout's newest workflow. `ended`: it has ended by itself, or there was none. */
export type RolloutWorkflowStatus = 'running' | 'terminated' | 'ended';

/** Starts the workflows of rollouts and passes people's decisions to them. */
export interface RolloutControl {
  status(rolloutId: number): Promise<RolloutWorkflowStatus>;
  /** Safe to repeat: a running one is joined. */
  start(rolloutId: number): Promise<void>;
  /** @throws AppError `rollout_state` where it doesn't fit, `temporal_unavailable` where no worker responds within 5 s */
  decide(input: RolloutToDecide): Promise<RolloutDecisionResult>;
}

const DEADLINE_MS = 5_000;

export function createRolloutControl(sql: Sql, client: Client): RolloutControl {
  return {
    status: (rolloutId) => callTemporal(client, DEADLINE_MS, () => readStatus(client, rolloutId)),
    start: async (rolloutId) => {
      const options = await startOptions(sql, rolloutId);
      await callTemporal(client, DEADLINE_MS, () => client.workflow.start(ROLLOUT_WORKFLOW_TYPE, options));
    },
    decide: async ({ rolloutId, decision, actor, requestId }) => {
      const options = await startOptions(sql, rolloutId);
      const startWorkflowOperation = new WithStartWorkflowOperation(ROLLOUT_WORKFLOW_TYPE, options);
      const message: RolloutDecisionInput = { actor };
      try {
        return await callTemporal(client, DEADLINE_MS, () =>
          client.workflow.executeUpdateWithStart<Workflow, RolloutDecisionResult, [RolloutDecisionInput]>(
            ROLLOUT_MESSAGES[decision],
            {
              startWorkflowOperation,
              args: [message],
              updateId: `${decision}:${requestId}`,
            },
          ),
        );
      } catch (error) {
        throw toDecisionError(error);
      }
    },
  };
}

async function readStatus(client: Client, rolloutId: number): Promise<RolloutWorkflowStatus> {
  try {
    const { status } = await client.workflow.getHandle(rolloutWorkflowId(rolloutId)).describe();
    if (status.name === 'RUNNING') return 'running';
    return status.name === 'TERMINATED' ? 'terminated' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'ended';
    throw error;
  }
}

/** No worker took it, or Temporal did not respond: either is tried again. Anything else is the hub's own error. */
function toDecisionError(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    if (error.cause.type === 'rollout_state') return new AppError('rollout_state', error.cause.message);
  }
  const isAway = error instanceof AppError && error.code === 'temporal_unavailable';
  if (!isAway && !(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) return error;
  return new AppError('temporal_unavailable', 'No worker took the decision in time: nothing was changed; ask again.', {
    cause: error,
    retryAfterSeconds: 5,
  });
}

async function startOptions(sql: Sql, rolloutId: number) {
  const facts = await readRolloutLabels(sql, rolloutId);
  if (facts === null) throw new AppError('not_found', 'There is no rollout with this id.');
  const what = facts.cause === 'bulk' ? 'chosen tenants' : `followers of ${facts.channel ?? 'Latest'}`;
  return {
    workflowId: rolloutWorkflowId(rolloutId),
    taskQueue: ORCHESTRATION_QUEUE,
    args: [{ rolloutId }] as [RolloutWorkflowInput],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: INTEGRATION_ID, value: String(facts.integrationId) },
      { key: RELEASE_ID, value: String(facts.releaseId) },
      ...(facts.partnerId === null ? [] : [{ key: PARTNER_ID, value: String(facts.partnerId) }]),
    ]),
    staticSummary: `${facts.integrationName}: release ${facts.releaseNumber} to ${what}`,
    staticDetails: [
      `${facts.total} tenants; started by ${facts.startedBy}.`,
      `Progress: query ${ROLLOUT_PROGRESS_QUERY}, or GET /v2/rollouts/${rolloutId}.`,
      `Signals: ${Object.values(ROLLOUT_MESSAGES).join(', ')}. Cancelling this workflow aborts the rollout; terminating it pauses the rollout.`,
    ].join('\n'),
  };
}
