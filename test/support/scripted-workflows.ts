import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { ScriptedActivities } from './scripted-activities.ts';
import { useTimeSkipping } from './temporal-time-skipping.ts';
import { testWorkflowBundle } from './workflow-bundle.ts';

/** The real workflows in skipped time, with activities that play scripts; can be used in tests. */
export interface ScriptedWorkflows {
  readonly scripted: ScriptedActivities;
  environment(): TestWorkflowEnvironment;
  start<Input, Answer>(
    workflow: (input: Input) => Promise<Answer>,
    workflowId: string,
    input: Input,
  ): Promise<WorkflowHandleWithFirstExecutionRunId<typeof workflow>>;
}

const TASK_QUEUE = 'scripted';

/** Gives the enclosing suite a Temporal that skips waiting time, and one worker of all workflows. */
export function useScriptedWorkflows(): ScriptedWorkflows {
  let stop = async (): Promise<void> => {};
  // Hooks run in this order: the worker ends before its Temporal does.
  after(() => stop());
  const temporal = useTimeSkipping();
  const scripted = new ScriptedActivities();
  before(async function startWorker() {
    this.timeout(60_000);
    const worker = await Worker.create({
      connection: temporal.environment().nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: await testWorkflowBundle(),
      activities: scripted.activities,
      maxHeartbeatThrottleInterval: '200 milliseconds',
    });
    const working = worker.run();
    stop = async () => {
      worker.shutdown();
      await working;
    };
  });
  return {
    scripted,
    environment: () => temporal.environment(),
    start: (workflow, workflowId, input) =>
      temporal.environment().client.workflow.start(workflow, { workflowId, taskQueue: TASK_QUEUE, args: [input] }),
  };
}
