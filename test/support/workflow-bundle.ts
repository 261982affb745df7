import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger, type WorkflowBundle } from '@temporalio/worker';

let bundle: Promise<WorkflowBundle> | undefined;

const silent: Logger = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The real workflows, bundled once per test process. */
export function testWorkflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflows(fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)));
  return bundle;
}

/** Bundles the workflows that one module exports. */
export function bundleWorkflows(workflowsPath: string): Promise<WorkflowBundle> {
  const payloadConverterPath = fileURLToPath(new URL('../../workflows/payload-converter.ts', import.meta.url));
  return bundleWorkflowCode({ workflowsPath, payloadConverterPath, logger: silent });
}
