import { Context } from '@temporalio/activity';

const HEARTBEAT_EVERY_MS = 2_000;

export interface ActivityLife {
  /** Aborted when the activity is cancelled or its worker stops. */
  readonly signal: AbortSignal;
  readonly workflowRunId: string;
}

/**
 * Runs the work of an activity while it reports to Temporal that it lives.
 * @param onTerminated called once if the workflow was terminated meanwhile
 */
export async function withHeartbeat<Result>(
  work: (life: ActivityLife) => Promise<Result>,
  onTerminated?: () => void,
): Promise<Result> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
  try {
    const workflowRunId = context.info.workflowExecution?.runId ?? '';
    return await work({ signal: context.cancellationSignal, workflowRunId });
  } finally {
    clearInterval(heartbeat);
    if (onTerminated && (await isWorkflowTerminated(context))) onTerminated();
  }
}

/** Temporal reports to an activity only that it is no longer known; the workflow says why. */
async function isWorkflowTerminated({ cancellationDetails, client, info }: Context): Promise<boolean> {
  if (!cancellationDetails?.notFound || !info.workflowExecution) return false;
  const { workflowId, runId } = info.workflowExecution;
  try {
    const { status } = await client.workflow.getHandle(workflowId, runId).describe();
    return status.name === 'TERMINATED';
  } catch {
    return false;
  }
}
