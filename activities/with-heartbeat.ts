import { Context } from '@temporalio/activity';

const HEARTBEAT_EVERY_MS = 2_000;

export interface ActivityLife {
  /** Aborted when the activity is cancelled or its worker stops. */
  readonly signal: AbortSignal;
  readonly workflowRunId: string;
}

/** Runs the work of an activity while it tells Temporal that it lives. */
export async function withHeartbeat<Result>(work: (life: ActivityLife) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
  try {
    const workflowRunId = context.info.workflowExecution?.runId ?? '';
    return await work({ signal: context.cancellationSignal, workflowRunId });
  } finally {
    clearInterval(heartbeat);
  }
}
