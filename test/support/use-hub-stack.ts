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

/** The hubs that suites share: starting one costs more than most suites. */
const SHARED = {
  'api and worker': { workers: 1, settings: { HUBWRIGHT_POLL_S: '1', HUBWRIGHT_RUN_SLOTS: '4' } },
  'all in one': { workers: 'in-api', settings: { HUBWRIGHT_RUN_SLOTS: '4', HUBWRIGHT_RUN_GRACE_S: '1' } },
} as const satisfies Record<string, Omit<HubStackOptions, 'folder'>>;

const started = new Map<string, Promise<HubStack>>();

/** Gives the enclosing suite a hub of real processes of its own; a failed test shows the ends of their logs. */
export function useHubStack(options: Omit<HubStackOptions, 'folder'>): TestHub {
  let stack: HubStack | undefined;
  const hub = useHub(async () => {
    stack = await start(options);
    return stack;
  });
  after(async function stopHub() {
    this.timeout(60_000);
    await stack?.stop();
  });
  return hub;
}

/** Gives the enclosing suite a hub that others use before and after it: whatever it kills of it, it starts again. */
export function useSharedHub(name: keyof typeof SHARED): TestHub {
  return useHub(async () => {
    const stack = started.get(name) ?? start(SHARED[name]);
    started.set(name, stack);
    await (await stack).untilReady();
    return stack;
  });
}

/** Ends the shared hubs of this test process. */
export async function stopSharedHubs(): Promise<void> {
  const stacks = await Promise.allSettled(started.values());
  started.clear();
  await Promise.all(stacks.map((stack) => (stack.status === 'fulfilled' ? stack.value.stop() : undefined)));
}

function start(options: Omit<HubStackOptions, 'folder'>): Promise<HubStack> {
  return startHubStack({ ...options, folder: makeTestFolder('hub') });
}

function useHub(get: () => Promise<HubStack>): TestHub {
  let stack: HubStack | undefined;
  before(async function startHub() {
    this.timeout(SETUP_TIMEOUT_MS);
    stack = await get();
  });
  afterEach(function showLogs() {
    if (this.currentTest?.state === 'failed' && stack) process.stderr.write(`${stack.logs()}\n`);
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
