import { type HubStack, type HubStackOptions, startHubStack } from './hub-stack.ts';
import { PandiumClient } from './pandium-client.ts';
import { makeTestFolder } from './test-folder.ts';

const SETUP_TIMEOUT_MS = 180_000;

/** Both are there from the before hooks on. */
export interface TestHub {
  readonly stack: HubStack;
  /** Has the owner's key. */
  readonly client: PandiumClient;
}

/** Gives the enclosing suite a hub of real processes; a failed test shows the ends of their logs. */
export function useHubStack(options: Omit<HubStackOptions, 'folder'>): TestHub {
  let stack: HubStack | undefined;
  before(async function startHub() {
    this.timeout(SETUP_TIMEOUT_MS);
    stack = await startHubStack({ ...options, folder: makeTestFolder('hub') });
  });
  afterEach(function showLogs() {
    if (this.currentTest?.state === 'failed' && stack) process.stderr.write(`${stack.logs()}\n`);
  });
  after(async function stopHub() {
    this.timeout(60_000);
    await stack?.stop();
  });
  const present = (): HubStack => {
    if (!stack) throw new Error('the hub is there from the before hooks on');
    return stack;
  };
  return {
    get stack() {
      return present();
    },
    get client() {
      return new PandiumClient(present().url, present().apiKey);
    },
  };
}
