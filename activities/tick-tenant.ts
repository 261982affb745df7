import { Context } from '@temporalio/activity';
import type { ExecuteTick } from '../src/app/runs/execute-tick.ts';
import type { TickedRun, TickTenantInput } from '../src/contracts/tick-workflow.ts';

/** Ticks a tenant and begins the run that was admitted, in one call. */
export function createTickTenant(executeTick: ExecuteTick) {
  return function tickTenant(input: TickTenantInput): Promise<TickedRun | null> {
    const { workflowExecution } = Context.current().info;
    if (!workflowExecution) throw new Error('Only a workflow ticks.');
    return executeTick(input, workflowExecution);
  };
}
