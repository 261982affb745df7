import { proxyActivities } from '@temporalio/workflow';
import type { TestActivities } from '../activities/test-repository.ts';
import type { TestRepositoryInput } from '../src/contracts/repository-test-workflow.ts';

const { testRepository } = proxyActivities<TestActivities>({
  summary: 'Reads the repository up to its manifest',
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '15 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds', maximumAttempts: 3 },
});

/** One test of an integration's repository; its findings are in the database. */
export async function testRepositoryWorkflow(
  input: TestRepositoryInput,
): Promise<{ readonly failedStep: string | null }> {
  return testRepository(input);
}
