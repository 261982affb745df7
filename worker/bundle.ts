import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import { toTemporalLogger } from './temporal-runtime.ts';

/** Bundles the workflows for their isolate; takes about two seconds, once per process. */
export function bundleWorkflows(logger: Logger): Promise<WorkflowBundle> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: toTemporalLogger(logger),
  });
}
