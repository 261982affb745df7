import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { createBuildRelease } from '../../activities/build-release.ts';
import { createStartBuild } from '../../src/adapters/temporal/start-build.ts';
import { cancelBuild } from '../../src/app/builds/cancel-build.ts';
import { requestBuild } from '../../src/app/builds/request-build.ts';
import { startQueuedBuilds } from '../../src/app/builds/start-queued-builds.ts';
import { buildWorkflowId } from '../../src/contracts/build-workflow.ts';
import { BUILDS_QUEUE } from '../../src/contracts/task-queues.ts';
import { useBuilds } from '../support/build-fixture.ts';
import { strictItems } from '../support/strict-items.ts';
import { until } from '../support/until.ts';
import { useTemporal } from '../support/use-temporal.ts';
import { testWorkflowBundle } from '../support/workflow-bundle.ts';

describe('the build workflow', () => {
  const builds = useBuilds();
  const temporal = useTemporal();
  let worker: Worker;
  let working: Promise<void>;
  let client: Client;
  let native: NativeConnection;

  before(async function startWorker() {
    this.timeout(60_000);
    native = await NativeConnection.connect({ address: temporal.address });
    client = new Client({
      connection: await Connection.connect({ address: temporal.address }),
      namespace: temporal.namespace,
    });
    worker = await Worker.create({
      connection: native,
      namespace: temporal.namespace,
      taskQueue: BUILDS_QUEUE,
      workflowBundle: await testWorkflowBundle(),
      activities: { buildRelease: createBuildRelease(builds.executor()) },
      maxHeartbeatThrottleInterval: '500 milliseconds',
    });
    working = worker.run();
  });
  after(async () => {
    worker.shutdown();
    await working;
    await client.connection.close();
    await native.close();
  });

  /** Requests a build and lets the job start it. */
  const start = async (build: string): Promise<number> => {
    const files = { 'PANDIUM.yaml': `base: node\nbuild: ${JSON.stringify(build)}\nrun: node .\n` };
    const integrationId = await builds.makeIntegration(files);
    const { id } = await requestBuild(builds.db, { integrationId, tag: null, ref: null, requestedBy: 'test' });
    await startQueuedBuilds({ db: builds.db, partnerCap: 1, startBuild: createStartBuild(client) }, strictItems());
    return id;
  };

  it('brings a queued release to ready, and can be found by its search attributes', async () => {
    const id = await start('true');
    const handle = client.workflow.getHandle(buildWorkflowId(id));
    expect(await handle.result()).to.deep.equal({ state: 'ready' });
    expect((await builds.release(id)).state).to.equal('ready');
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.getAll().map(({ key }) => key.name)).to.include.members([
      'IntegrationId',
      'ReleaseId',
    ]);
  });

  it('ends with the state of a failed build, without an error of its own', async () => {
    const id = await start('exit 3');
    expect(await client.workflow.getHandle(buildWorkflowId(id)).result()).to.deep.equal({ state: 'failed' });
  });

  it('takes a cancel in Temporal as a cancel of the build', async function cancels() {
    this.timeout(60_000);
    const id = await start('echo begun; sleep 50');
    while (!(await builds.log(id)).includes('\nbegun')) await new Promise((resolve) => setTimeout(resolve, 25));
    const handle = client.workflow.getHandle(buildWorkflowId(id));
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ state: 'cancelled' });
    expect((await builds.release(id)).state).to.equal('cancelled');
    const told = await builds.db.query(
      `select actor, action from activity where subject_kind = 'release' and subject_id = $1`,
      [id],
    );
    expect(told).to.deep.include({ actor: 'temporal', action: 'release.cancel_requested' });
  });

  it('says in its log that the workflow was terminated in Temporal, and goes on', async function terminates() {
    this.timeout(60_000);
    const id = await start('echo begun; until [ -e done ]; do sleep 0.2; done');
    const log = (text: string) => until(`the log has ${text}`, async () => (await builds.log(id)).includes(text));
    await log('\nbegun');
    await client.workflow.getHandle(buildWorkflowId(id)).terminate('enough');
    await log('The workflow of this build was terminated in Temporal.');
    await builds.db.transaction((sql) => cancelBuild(sql, { releaseId: id, actor: 'test' }));
    await until('it has ended', async () => (await builds.release(id)).state === 'cancelled');
  });
});
