import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { compileCacheEnvironment } from '../../../base/process/compile-cache.ts';
import { LAUNCH_PATH } from '../launch-path.ts';
import { inNamespace, setRules } from './enter-namespace.ts';
import type { HostAddresses } from './host-addresses.ts';
import { NameFilter, type NamePolicy } from './name-filter.ts';
import type { NameServerMessage, NameServerPolicy, NameServerResponse } from './name-server-protocol.ts';
import type { LiveNamespace, NetworkOwner } from './network-owner.ts';

const MAIN = fileURLToPath(new URL('./name-server-main.ts', import.meta.url));
const MAX_START_MS = 15_000;

export interface NameServer {
  close(): Promise<void>;
}

/**
 * Starts the name server of one sandbox, a process in its network namespace. It reads the sandbox's packets and knows nothing;
 * its queries are evaluated, looked up and opened here.
 * @throws Error where it does not come up
 */
export async function startNameServer(
  owner: NetworkOwner,
  namespace: LiveNamespace,
  policy: NamePolicy,
  addresses: HostAddresses,
): Promise<NameServer> {
  const child = spawnMain(owner, namespace.pid);
  const filter = new NameFilter(policy, addresses, async (orders) => {
    // The pid of one that has ended may be another's.
    if (!namespace.isAlive()) throw new Error('the sandbox has ended');
    await setRules(owner, namespace.pid, orders);
  });
  let isClosed = false;
  const exited = once(child, 'exit').catch(() => undefined);
  const ready = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_START_MS);
  createInterface({ input: child.stdout as Readable }).on('line', (line) => {
    const message = JSON.parse(line) as NameServerMessage;
    if (message.op === 'ready') ready.resolve(true);
    else if (message.op === 'refused') policy.onRefused({ host: message.name, reason: 'not-allowed' });
    else void answer(child, filter, message);
  });
  void exited.then(() => {
    ready.resolve(false);
    if (!isClosed && namespace.isAlive())
      owner.log('error', 'the name server of a sandbox ended', { id: namespace.id });
  });
  tell(child, firstLine(owner, policy));
  const isReady = await ready.promise.finally(() => clearTimeout(timer));
  if (!isReady) throw new Error('the name server of the sandbox did not start');
  return {
    async close() {
      isClosed = true;
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** In the sandbox's namespace, but with this process's files: a sandbox sees neither the process nor its memory. */
function spawnMain(owner: NetworkOwner, pid: number): ChildProcess {
  const node = [process.execPath, '--max-old-space-size=64', MAIN];
  const [program, rest] = inNamespace(owner, pid, node);
  const child = spawn(program, rest, {
    cwd: '/',
    env: {
      ...{ PATH: LAUNCH_PATH, HUBWRIGHT_SANDBOX_OF: owner.hubId },
      // Halves what its start costs; in the owner's own directory where the hub has none.
      NODE_COMPILE_CACHE: join(owner.directory, 'compile-cache'),
      ...compileCacheEnvironment(),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.on('error', () => undefined);
  // Its errors, line by line as this process logs its own.
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  child.stdin?.on('error', () => undefined);
  return child;
}

function firstLine(owner: NetworkOwner, policy: NamePolicy): NameServerPolicy {
  return { opened: policy.opened.map(({ host }) => host), allowed: policy.allowed, uid: owner.sandboxUid };
}

async function answer(
  child: ChildProcess,
  filter: NameFilter,
  { id, name, type }: Extract<NameServerMessage, { op: 'ask' }>,
): Promise<void> {
  const { isFound, records } = await filter.answer(name, type);
  tell(child, { id, isFound, records });
}

function tell(child: ChildProcess, line: NameServerResponse | NameServerPolicy): void {
  child.stdin?.write(`${JSON.stringify(line)}\n`);
}
