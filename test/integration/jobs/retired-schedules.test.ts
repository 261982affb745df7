import { type Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import { expect } from 'chai';
import { createClient } from '../../../src/adapters/temporal/connect.ts';
import { removeRetiredSchedules } from '../../../worker/jobs/remove-retired-schedules.ts';
import { strictItems } from '../../support/strict-items.ts';
import { useTemporal } from '../../support/use-temporal.ts';

describe('the Schedules of older versions', () => {
  const temporal = useTemporal();
  let client: Client;

  before(async () => {
    const { address, namespace } = temporal;
    const connection = await Connection.connect({ address });
    client = createClient({ address, namespace, apiKey: null, isTlsOn: false }, connection);
  });
  after(() => client?.connection.close());

  const create = (scheduleId: string) =>
    client.schedule.create({
      scheduleId,
      spec: { intervals: [{ every: '1 day' }] },
      action: { type: 'startWorkflow', workflowType: 'pollRepositoriesWorkflow', taskQueue: 'nobody' },
    });
  const isThere = async (scheduleId: string): Promise<boolean> => {
    try {
      await client.schedule.getHandle(scheduleId).describe();
      return true;
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return false;
      throw error;
    }
  };

  it('for housekeeping are removed, once, and no other', async () => {
    const retired = ['poll-repositories', 'dispatch-syncs:0', 'dispatch-syncs:3'];
    const kept = 'sync:987654';
    for (const scheduleId of [...retired, kept]) await create(scheduleId);
    const job = removeRetiredSchedules(client);
    expect(await job.run(strictItems())).to.equal(3);
    for (const scheduleId of retired) expect(await isThere(scheduleId), scheduleId).to.equal(false);
    expect(await isThere(kept)).to.equal(true);
    expect(await job.run(strictItems())).to.equal(0);
    await client.schedule.getHandle(kept).delete();
  });
});
