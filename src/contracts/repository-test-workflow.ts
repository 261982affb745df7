/** Workflow `repository-test:<integration id>`; its own run id is the id of the test. */
export interface TestRepositoryInput {
  readonly integrationId: number;
}

export const TEST_REPOSITORY_WORKFLOW_TYPE = 'testRepositoryWorkflow';

export const testRepositoryWorkflowId = (integrationId: number): string => `repository-test:${integrationId}`;

/** Starts the test of an integration's repository, or finds it running. Returns its id. */
export type StartRepositoryTest = (test: RepositoryTestToStart) => Promise<{ readonly testId: string }>;

export interface RepositoryTestToStart {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly integrationName: string;
}
