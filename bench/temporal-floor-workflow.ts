import { proxyActivities } from '@temporalio/workflow';

const { commitLine } = proxyActivities<{ commitLine(): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** The least that a workflow can do that carries work out. */
export async function floorWorkflow(): Promise<void> {
  await commitLine();
}
