/** Workflow `repository-test:<integration id>`; its own run id is the id of the test. */
export interface TestRepositoryInput {
  readonly integrationId: number;
}

export const TEST_REPOSITORY_WORKFLOW_TYPE = 'testRepositoryWorkflow';

export const testRepositoryWorkflowId = (integrationId: number): string => `repository-test:${integrationId}`;

/** Started by the one schedule of this name. */
export const POLL_WORKFLOW_TYPE = 'pollRepositoriesWorkflow';

export const POLL_SCHEDULE_ID = 'poll-repositories';

/** Starts the test of an integration's repository, or finds it running; answers its id. */
export type StartRepositoryTest = (test: RepositoryTestToStart) => Promise<{ readonly testId: string }>;

export interface RepositoryTestToStart {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly integrationName: string;
}
