import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { closeTogether } from '../../src/base/process/close-together.ts';
import { createTemporalWorker } from '../../worker/create-worker.ts';
import { type SupervisedWorker, superviseTemporalWorker } from '../../worker/supervise-temporal-worker.ts';
import { until } from '../support/until.ts';
import { useTemporal } from '../support/use-temporal.ts';
import { testWorkflowBundle } from '../support/workflow-bundle.ts';

const TASK_QUEUE = 'kept-worker';

describe('a Temporal worker that is kept running', function keptWorker() {
  this.timeout(60_000);
  const temporal = useTemporal();
  const workers: Worker[] = [];
  const errors: unknown[] = [];
  const hanging = new Map<number, PromiseWithResolvers<null>>();
  let connection: NativeConnection;
  let client: Client;
  let kept: SupervisedWorker;

  before(async () => {
    connection = await NativeConnection.connect({ address: temporal.address });
    client = new Client({
      connection: await Connection.connect({ address: temporal.address }),
      namespace: temporal.namespace,
    });
    const workflowBundle = await testWorkflowBundle();
    kept = await superviseTemporalWorker({
      create: async () => {
        const base = { connection, namespace: temporal.namespace, identity: 'kept', workflowBundle };
        workers.push(await createTemporalWorker(base, { taskQueue: TASK_QUEUE, activities: { tickTenant } }));
        return workers.at(-1) as Worker;
      },
      onError: (error) => errors.push(error),
    });
  });

  /** Hangs for the tenants that are to hang: a database that takes packets and never answers. */
  async function tickTenant({ tenantId }: { readonly tenantId: number }): Promise<null> {
    if (tenantId < 0) hanging.set(tenantId, Promise.withResolvers());
    return (await hanging.get(tenantId)?.promise) ?? null;
  }
  const tick = (tenantId: number) =>
    client.workflow.start('tickWorkflow', {
      ...{ workflowId: `kept-worker:${tenantId}`, taskQueue: TASK_QUEUE, args: [{ tenantId }] },
    });

  it('is followed by another one where it fails and its tasks never end', async () => {
    const stuck = await tick(-1);
    await until('the activity hangs', async () => hanging.has(-1));
    // As the SDK does when it fails.
    workers[0]?.shutdown();
    await until('another worker was made', async () => workers.length === 2);
    const ticked = await tick(1);
    expect(await ticked.result()).to.deep.equal({ runId: null, phase: null });
    expect(errors).to.have.length(1);
    await stuck.terminate();
  });

  it('does not hold up the end of its process where its tasks never end, and tells no failure then', async () => {
    const stuck = await tick(-2);
    await until('the activity hangs', async () => hanging.has(-2));
    expect(await closeTogether({ 'the worker': () => kept.shutdown() }, 50)).to.deep.equal(['the worker']);
    await stuck.terminate();
    hanging.get(-2)?.resolve(null);
    await kept.shutdown();
    await connection.close();
    expect(errors).to.have.length(1);
    expect(workers).to.have.length(2);
  });
});
