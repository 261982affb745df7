/** Workflow `build:<release id>`. */
export interface BuildWorkflowInput {
  readonly releaseId: number;
}

export interface BuildReleaseInput extends BuildWorkflowInput {
  /** The workflow was cancelled, in the Temporal UI for instance: the build is to be cancelled first. */
  readonly isCancelled: boolean;
}

export const BUILD_WORKFLOW_TYPE = 'buildWorkflow';

export const buildWorkflowId = (releaseId: number): string => `build:${releaseId}`;

export type BuildReleaseOutcome =
  | { readonly kind: 'final'; readonly state: string }
  | { readonly kind: 'retry'; readonly delayMs: number };

/** Starts the workflow of one build, or finds it running. */
export type StartBuild = (build: BuildToStart) => Promise<{ readonly workflowId: string; readonly runId: string }>;

export interface BuildToStart {
  readonly releaseId: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly integrationName: string;
  readonly releaseNumber: number;
}
