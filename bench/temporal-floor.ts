import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';

export interface TemporalFloor {
  /** Start asked for → the activity's line committed, milliseconds. */
  measure(count: number, pauseMs: number): Promise<number[]>;
  close(): Promise<void>;
}

const QUEUE = 'bench-floor';

/** One workflow with one activity that commits one line; nothing is eager, nothing else is done. */
export async function openTemporalFloor(
  temporal: { readonly address: string; readonly namespace: string },
  commitLine: () => Promise<void>,
): Promise<TemporalFloor> {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'temporal-floor-workflow.ts'),
    logger: SILENT,
  });
  const connection = await NativeConnection.connect({ address: temporal.address });
  const { namespace } = temporal;
  const committed: ((atMs: number) => void)[] = [];
  const activities = {
    commitLine: async (): Promise<void> => {
      await commitLine();
      committed.shift()?.(performance.now());
    },
  };
  const worker = await Worker.create({ connection, namespace, taskQueue: QUEUE, workflowBundle, activities });
  const running = worker.run();
  const client = new Client({ connection, namespace });
  const one = async (): Promise<number> => {
    const atMs = new Promise<number>((resolve) => committed.push(resolve));
    const beganAtMs = performance.now();
    const handle = await client.workflow.start('floorWorkflow', {
      taskQueue: QUEUE,
      workflowId: `floor:${randomUUID()}`,
    });
    const latencyMs = (await atMs) - beganAtMs;
    await handle.result();
    return latencyMs;
  };
  return {
    measure: async (count, pauseMs) => {
      const latencies: number[] = [];
      for (let index = 0; index < count; index += 1) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        latencies.push(await one());
      }
      return latencies;
    },
    close: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

const none = (): void => {};
const SILENT = { log: none, trace: none, debug: none, info: none, warn: none, error: none };
