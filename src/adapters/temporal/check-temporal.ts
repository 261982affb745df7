import type { Client } from '@temporalio/client';

const TIMEOUT_MS = 2_000;

/** Returns whether Temporal responds within 2 s. */
export async function checkTemporal(client: Client): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}
