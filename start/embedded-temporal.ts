import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '../src/contracts/search-attributes.ts';
import { confineService } from './confine-service.ts';
import { keepPort, PortTaken, retryTakenPort } from './free-port.ts';
import { type ManagedProcess, startManagedProcess } from './managed-process.ts';
import { type Preparation, preparationHere } from './preparation.ts';
import { endProcess, readIdentity } from './process-identity.ts';
import { prepareServiceFolder, SERVICE_UIDS } from './service-account.ts';
import { StartFailure } from './start-failure.ts';

export interface EmbeddedTemporalOptions {
  /** The Temporal command. */
  readonly executable: string;
  /** Holds the state and the ports; made when missing. */
  readonly folder: string;
  readonly logFile: string;
  readonly namespace: string;
  /** False for tests only: the state is in memory. */
  readonly isDurable: boolean;
  /** How long finished workflows are kept; 30 unless said otherwise. */
  readonly retentionDays?: number;
  /** False leaves the web pages out. */
  readonly hasUi: boolean;
  /** How its namespace is waited for; in this process unless said otherwise. */
  readonly preparation?: Preparation;
}

export interface EmbeddedTemporal extends ManagedProcess {
  /** host:port of the gRPC service. */
  readonly address: string;
  readonly namespace: string;
  /** The web pages; undefined where they were left out. */
  readonly uiUrl: string | undefined;
}

/** Fair task queues need a single partition; eager starts save round trips where API and worker share a process. */
const DYNAMIC_CONFIG = [
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'system.enableEagerWorkflowStart=true',
  'system.enableActivityEagerExecution=true',
] as const;

const READY_TIMEOUT_MS = 60_000;
const ORPHAN_GRACE_MS = 5_000;
const DEFAULT_RETENTION_DAYS = 30;

/** Starts a Temporal dev server on free ports of 127.0.0.1 and waits until its namespace responds. @throws StartFailure */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(options.logFile), { recursive: true });
  const identityFile = join(options.folder, 'process.json');
  const orphan = readIdentity(identityFile);
  if (orphan) await endProcess(orphan, 'SIGTERM', ORPHAN_GRACE_MS);
  const stateFolder = join(options.folder, 'state');
  prepareServiceFolder(stateFolder, SERVICE_UIDS.temporal);
  return retryTakenPort(() => startServer(options, stateFolder, identityFile));
}

async function startServer(
  options: EmbeddedTemporalOptions,
  stateFolder: string,
  identityFile: string,
): Promise<EmbeddedTemporal> {
  const port = await keepPort(join(options.folder, 'port'));
  const uiPort = options.hasUi ? await keepPort(join(options.folder, 'ui-port')) : undefined;
  const server = await startManagedProcess({
    ...serverCommand(options, stateFolder, port, uiPort),
    // Its heap is small: collecting it half as often saves more than it takes.
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/nonexistent', TZ: 'UTC', GOGC: '200' },
    logFile: options.logFile,
    identityFile,
    stopSignal: 'SIGTERM',
  });
  const address = `127.0.0.1:${port}`;
  await waitUntilReady(address, options, server);
  const uiUrl = uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`;
  return { ...server, address, namespace: options.namespace, uiUrl };
}

function serverCommand(
  options: EmbeddedTemporalOptions,
  stateFolder: string,
  port: number,
  uiPort: number | undefined,
) {
  const executable = realpathSync(options.executable);
  return confineService({
    uid: SERVICE_UIDS.temporal,
    folders: [
      { path: dirname(executable), isWritable: false },
      { path: stateFolder, isWritable: true },
    ],
    parentDeathSignal: 'KILL',
    command: (at) => [
      ...([at(executable), 'server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`] as const),
      ...['--namespace', options.namespace, '--log-level', 'warn'],
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', `${uiPort}`, '--ui-disable-news-fetch']),
      ...(options.isDurable ? ['--db-filename', at(join(stateFolder, 'temporal.sqlite'))] : []),
      ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
      ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
    ],
  });
}

async function waitUntilReady(
  address: string,
  { namespace, retentionDays = DEFAULT_RETENTION_DAYS, preparation = preparationHere }: EmbeddedTemporalOptions,
  server: ManagedProcess,
): Promise<void> {
  const ended = new AbortController();
  void server.exited.then(() => ended.abort());
  const timeoutMs = READY_TIMEOUT_MS;
  if (await preparation.awaitTemporal({ address, namespace, timeoutMs, retentionDays }, ended.signal)) return;
  const isEnded = ended.signal.aborted;
  await server.stop(1_000);
  throw startFailure(server.logTail(), isEnded);
}

function startFailure(log: string, isEnded: boolean): Error {
  if (isEnded && /address already in use|can't set frontend port|port .* in use/i.test(log)) {
    return new PortTaken('Temporal did not get its ports.');
  }
  if (/no space left on device|disk is full/i.test(log)) {
    return new StartFailure('The disk is full: free some space and start again.');
  }
  if (!isEnded) return new StartFailure('The embedded Temporal server does not answer.');
  const line = log.split('\n').findLast((text) => /error|fatal|panic/i.test(text));
  // It takes ports of its own beside ours, and may end without a word where it doesn't get one.
  if (line === undefined) return new PortTaken('The embedded Temporal server ended at its start without a word.');
  return new StartFailure(`The embedded Temporal server ended at its start: ${line.trim()}`);
}
