import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { useTimeSkipping } from '../../support/temporal-time-skipping.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the time-skipping Temporal', () => {
  const temporal = useTimeSkipping();

  it('lets a workflow that waits thirty days end at once', async () => {
    const environment = temporal.environment();
    const taskQueue = 'time-skipping';
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      workflowsPath: join(import.meta.dirname, 'fixtures', 'sleep-long.ts'),
    });
    const begin = await environment.currentTimeMs();
    const result = await worker.runUntil(
      environment.client.workflow.execute('sleepLong', { taskQueue, workflowId: 'sleep-long' }),
    );
    expect(result).to.equal('awake');
    expect((await environment.currentTimeMs()) - begin).to.be.at.least(30 * DAY_MS);
  });
});
