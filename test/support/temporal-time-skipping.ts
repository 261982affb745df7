import { env, stderr } from 'node:process';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../../src/contracts/search-attributes.ts';
import { cacheFolder } from '../../start/find-temporal.ts';
import { useQuietTemporal } from './quiet-temporal.ts';
import { fetchTimeSkippingServer, findTimeSkippingServer } from './time-skipping-server.ts';

/** Gives a Temporal that skips waiting time; `environment()` can be called in hooks and tests. It has no Schedules. */
export interface TimeSkipping {
  environment(): TestWorkflowEnvironment;
}

const SETUP_TIMEOUT_MS = 600_000;
/** Of Temporal's IndexedValueType. */
const KEYWORD = 2;

/** Starts a time-skipping Temporal for the enclosing suite in a `before` hook and ends it after. */
export function useTimeSkipping(): TimeSkipping {
  let started: TestWorkflowEnvironment | undefined;
  useQuietTemporal();
  before(async function startTimeSkipping() {
    this.timeout(SETUP_TIMEOUT_MS);
    started = await createEnvironment();
    await addSearchAttributes(started);
  });
  after(async () => {
    await started?.teardown();
  });
  return {
    environment: () => {
      if (!started) throw new Error('Temporal is there from the before hooks on');
      return started;
    },
  };
}

async function addSearchAttributes({ connection, namespace }: TestWorkflowEnvironment): Promise<void> {
  const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace: namespace ?? 'default', searchAttributes });
}

/** The program that is there, else the SDK's own download, else Maven. */
async function createEnvironment(): Promise<TestWorkflowEnvironment> {
  const found = findTimeSkippingServer(env);
  if (found) return startProgram(found);
  try {
    const executable = { type: 'cached-download', downloadDir: cacheFolder(env) } as const;
    return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  } catch (error) {
    const reason = `${(error as Error).message}`.slice(0, 100);
    stderr.write(`The SDK could not download its test server (${reason}): getting it with Maven\n`);
    return startProgram(await fetchTimeSkippingServer(env));
  }
}

function startProgram(path: string): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}
