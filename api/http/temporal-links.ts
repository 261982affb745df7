import { buildWorkflowId } from '../../src/contracts/build-workflow.ts';
import { rolloutWorkflowId } from '../../src/contracts/rollout-workflow.ts';
import { runWorkflowId } from '../../src/contracts/run-workflow.ts';

/** Where the Temporal UI shows workflows; null where no UI is known. */
export interface TemporalLinks {
  run(runId: number): string | null;
  build(releaseId: number): string | null;
  rollout(rolloutId: number): string | null;
}

/** @param uiUrl of the Temporal UI, without a slash at its end */
export function createTemporalLinks(uiUrl: string | null, namespace: string): TemporalLinks {
  const base =
    uiUrl === null ? null : `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/`;
  const link = (workflowId: string): string | null => base && `${base}${encodeURIComponent(workflowId)}`;
  return {
    run: (runId) => link(runWorkflowId(runId)),
    build: (releaseId) => link(buildWorkflowId(releaseId)),
    rollout: (rolloutId) => link(rolloutWorkflowId(rolloutId)),
  };
}
