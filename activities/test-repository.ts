import type { SourceControlDeps } from '../src/app/source-control/source-control-deps.ts';
import { testRepository as readOnce } from '../src/app/source-control/test-repository.ts';
import type { TestRepositoryInput } from '../src/contracts/repository-test-workflow.ts';
import { withHeartbeat } from './with-heartbeat.ts';

/** Tests an integration's repository. The result names the failing step only; the rest is in the database. */
export function createTestRepository(deps: SourceControlDeps) {
  return function testRepository({
    integrationId,
  }: TestRepositoryInput): Promise<{ readonly failedStep: string | null }> {
    return withHeartbeat(async ({ signal, workflowRunId }) => {
      const { failure } = await readOnce(deps, integrationId, workflowRunId, signal);
      return { failedStep: failure?.step ?? null };
    });
  };
}

/** The activities of testing repositories, by the name that workflows know; on the builds queue. */
export interface TestActivities {
  readonly testRepository: ReturnType<typeof createTestRepository>;
}
