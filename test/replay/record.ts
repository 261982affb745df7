import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import { BUILD_WORKFLOW_TYPE } from '../../src/contracts/build-workflow.ts';
import { TEST_REPOSITORY_WORKFLOW_TYPE } from '../../src/contracts/repository-test-workflow.ts';
import { ROLLOUT_WORKFLOW_TYPE } from '../../src/contracts/rollout-workflow.ts';
import { RUN_WORKFLOW_TYPE } from '../../src/contracts/run-workflow.ts';
import { TICK_WORKFLOW_TYPE } from '../../src/contracts/tick-workflow.ts';
import { ScriptedActivities, type Step } from '../support/scripted-activities.ts';
import { stopTestTemporal, testTemporal } from '../support/temporal.ts';
import { removeTestFolder } from '../support/test-folder.ts';
import { testWorkflowBundle } from '../support/workflow-bundle.ts';
import { scrubHistory } from './scrub-history.ts';

interface Story {
  readonly name: string;
  readonly type: string;
  readonly steps: readonly Step<never>[];
  /** Cancelled in Temporal after so many calls. */
  readonly cancelAfterCalls?: number;
  /** The Signal that goes out after so many calls. */
  readonly signal?: { readonly name: string; readonly afterCalls: number };
}

const TASK_QUEUE = 'record';
const IDENTITY = 'recorder';

const story = (name: string, type: string, steps: readonly object[], cancelAfterCalls?: number): Story => ({
  name,
  type,
  steps: steps as readonly Step<never>[],
  ...(cancelAfterCalls === undefined ? {} : { cancelAfterCalls }),
});

const final = (phase: string): object => ({ kind: 'final', phase });
const nothing = null as unknown as object;
const ticked = (outcome: object): object => ({ runId: 0, mode: 'normal', releaseId: 1, outcome });
const built = (state: string): object => ({ kind: 'final', state });
const retry = { kind: 'retry', delayMs: 50 };
const goesOn = { kind: 'continue' };
const rollout = (state: string, next: object): object => ({ state, next, total: 600, step: 0 });
const untilCancelled = 'until-cancelled' as unknown as object;

const STORIES: readonly Story[] = [
  story('run-short', RUN_WORKFLOW_TYPE, [final('succeeded')]),
  story('run-long', RUN_WORKFLOW_TYPE, [goesOn, goesOn, final('succeeded')]),
  story('run-retried', RUN_WORKFLOW_TYPE, [retry, retry, final('failed')]),
  story('run-call-failed', RUN_WORKFLOW_TYPE, [goesOn, new Error('The database is away.'), final('succeeded')]),
  story('run-cancelled', RUN_WORKFLOW_TYPE, [goesOn, untilCancelled, final('cancelled')], 2),
  story('tick-nothing', TICK_WORKFLOW_TYPE, [nothing]),
  story('tick-short', TICK_WORKFLOW_TYPE, [ticked(final('succeeded'))]),
  story('tick-long', TICK_WORKFLOW_TYPE, [ticked(goesOn), final('succeeded')]),
  story('tick-retried', TICK_WORKFLOW_TYPE, [new Error('The database is away.'), ticked(retry), final('failed')]),
  story('tick-cancelled', TICK_WORKFLOW_TYPE, [ticked(goesOn), untilCancelled, final('cancelled')], 2),
  story('dispatch-round', 'dispatchSyncsWorkflow', []),
  story('rollout-gradual', ROLLOUT_WORKFLOW_TYPE, [
    rollout('running', { do: 'plan' }),
    rollout('running', { do: 'apply', from: 1, upTo: 600 }),
    rollout('running', { do: 'init' }),
    rollout('running', { do: 'begin-bake' }),
    rollout('running', { do: 'bake', waitMs: 50 }),
    rollout('running', { do: 'next-step' }),
    rollout('running', { do: 'complete' }),
    rollout('completed', { do: 'end' }),
  ]),
  {
    ...story('rollout-paused', ROLLOUT_WORKFLOW_TYPE, [
      rollout('paused', { do: 'wait' }),
      rollout('rolling_back', { do: 'revert', upTo: 600 }),
      rollout('rolled_back', { do: 'end' }),
    ]),
    signal: { name: 'rollbackRollout', afterCalls: 1 },
  },
  story(
    'rollout-cancelled',
    ROLLOUT_WORKFLOW_TYPE,
    [rollout('paused', { do: 'wait' }), rollout('aborted', { do: 'end' })],
    1,
  ),
  {
    ...story(
      'rollout-unknown-signal',
      ROLLOUT_WORKFLOW_TYPE,
      [rollout('paused', { do: 'wait' }), rollout('aborted', { do: 'end' })],
      2,
    ),
    signal: { name: 'dance', afterCalls: 1 },
  },
  story('build-ready', BUILD_WORKFLOW_TYPE, [built('ready')]),
  story('build-retried', BUILD_WORKFLOW_TYPE, [retry, built('failed')]),
  story('poll-pages', 'pollRepositoriesWorkflow', []),
  story('test-repository', TEST_REPOSITORY_WORKFLOW_TYPE, []),
  story('build-cancelled', BUILD_WORKFLOW_TYPE, [untilCancelled, built('cancelled')], 1),
];

/**
 * Records golden histories on a real Temporal dev server. Only for a new workflow or story: the committed ones stand for
 * workflows that are under way somewhere and have to go on with the present code.
 */
async function main(folder: string, names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stories = STORIES.filter(({ name }) => names.length === 0 || names.includes(name));
  const scripted = new ScriptedActivities();
  const { address, namespace } = await testTemporal();
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    namespace,
    identity: IDENTITY,
    taskQueue: TASK_QUEUE,
    workflowBundle: await testWorkflowBundle(),
    activities: scripted.activities,
    maxHeartbeatThrottleInterval: '100 milliseconds',
  });
  const client = new Client({ connection, namespace, identity: IDENTITY });
  await worker.runUntil(async () => {
    for (const [at, one] of stories.entries()) await record(client, scripted, one, at + 1, folder);
  });
  await connection.close();
  await native.close();
}

async function record(
  client: Client,
  scripted: ScriptedActivities,
  { name, type, steps, cancelAfterCalls, signal }: Story,
  id: number,
  folder: string,
): Promise<void> {
  scripted.script(id, ...steps);
  const args = [argumentOf(type, id)];
  const handle = await client.workflow.start(type, { workflowId: name, taskQueue: TASK_QUEUE, args });
  if (signal) {
    await scripted.untilCalls(id, signal.afterCalls);
    await handle.signal(signal.name, { actor: 'somebody' });
  }
  if (cancelAfterCalls !== undefined) {
    await scripted.untilCalls(id, cancelAfterCalls);
    await handle.cancel();
  }
  await handle.result();
  const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as object;
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(scrubHistory(history), null, 1)}\n`);
  stdout.write(`${name}\n`);
}

function argumentOf(type: string, id: number): object {
  if (type === ROLLOUT_WORKFLOW_TYPE) return { rolloutId: id };
  if (type === TICK_WORKFLOW_TYPE) return { tenantId: id };
  if (type === 'dispatchSyncsWorkflow') return { shard: 0, of: 4 };
  return type === RUN_WORKFLOW_TYPE ? { runId: id } : { releaseId: id, integrationId: id };
}

await main(join(import.meta.dirname, 'histories'), argv.slice(2)).finally(stopTestTemporal);
removeTestFolder();
process.exit(0);
