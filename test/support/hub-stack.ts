import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedPostgres, ensureDatabase, startEmbeddedPostgres } from '../../start/embedded-postgres.ts';
import { type EmbeddedTemporal, startEmbeddedTemporal } from '../../start/embedded-temporal.ts';
import { findTemporal } from '../../start/find-temporal.ts';
import { findFreePort } from '../../start/free-port.ts';
import { type ManagedProcess, type ProcessExit, startManagedProcess } from '../../start/managed-process.ts';
import { makeFirstOwner } from '../../start/owner-key.ts';
import { signalGroup } from '../../start/process-identity.ts';
import { testFolder } from './test-folder.ts';

/** `hub` is API and worker in one process; the others are `api`, `worker-1`, `worker-2` … */
export type HubComponent = 'postgres' | 'temporal' | 'hub' | 'api' | `worker-${number}`;

export interface HubStackOptions {
  /** Holds all data and logs of this hub. */
  readonly folder: string;
  /** How many worker processes beside the API; 'in-api' = API and worker in one process, as `npm start` runs them. */
  readonly workers: number | 'in-api';
  /** Settings of the hub's processes. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A Temporal of somebody else's instead of an own one. */
  readonly temporal?: { readonly address: string; readonly namespace: string };
  /** By which ways a worker reaches the servers; straight by default. Asked at each start of one. */
  readonly waysOf?: (part: HubComponent, servers: HubServers) => Promise<HubServers>;
}

export interface HubServers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
}

export interface HubProcessLife {
  readonly part: HubComponent;
  readonly pid: number;
  readonly startedAtMs: number;
  endedAtMs: number | null;
}

/** A whole hub of real processes; none outlives this one. */
export interface HubStack {
  readonly folder: string;
  readonly url: string;
  readonly apiKey: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly parts: readonly HubComponent[];
  /** Every process that was started, in order; times are of the wall clock. */
  readonly lives: readonly HubProcessLife[];
  pidOf(part: HubComponent): number;
  /** Waits for the end of a process of this hub, and tells how it ended. */
  untilEnded(pid: number): Promise<ProcessExit>;
  /** Ends a part's whole process group at once and keeps it down. */
  kill(part: HubComponent): Promise<void>;
  /** Starts a part again on its data. A part that ends by itself is started again anyway. */
  restart(part: HubComponent): Promise<void>;
  /** Waits until `/readyz` answers 200. */
  untilReady(): Promise<void>;
  /** The ends of all logs. */
  logs(): string;
  stop(): Promise<void>;
}

const NAMESPACE = 'hubwright';
const READY_TIMEOUT_MS = 90_000;
const POLL_MS = 50;
const RESTART_DELAY_MS = 300;
const LOG_TAIL_CHARACTERS = 3_000;
const STOP_ORDER = ['hub', 'api', 'worker', 'temporal', 'postgres'];

/** Starts PostgreSQL, Temporal, API and workers and waits until the hub is ready. @throws StartFailure */
export async function startHubStack(options: HubStackOptions): Promise<HubStack> {
  const stack = new RunningStack(options);
  try {
    await stack.start();
    return stack;
  } catch (error) {
    const logs = stack.logs();
    await stack.stop();
    throw new Error(`The hub did not start: ${(error as Error).message}\n${logs}`, { cause: error });
  }
}

interface KeptComponent {
  current: ManagedProcess | null;
  isWanted: boolean;
}

class RunningStack implements HubStack {
  readonly lives: HubProcessLife[] = [];
  url = '';
  apiKey = '';
  databaseUrl = '';
  temporalAddress = '';
  readonly #options: HubStackOptions;
  readonly #kept = new Map<HubComponent, KeptComponent>();
  readonly #exits = new Map<number, Promise<ProcessExit>>();
  #temporalExecutable = '';
  #apiPort = 0;

  constructor(options: HubStackOptions) {
    this.#options = options;
  }

  get folder(): string {
    return this.#options.folder;
  }

  get parts(): readonly HubComponent[] {
    return [...this.#kept.keys()];
  }

  async start(): Promise<void> {
    const { temporal, workers, folder } = this.#options;
    for (const name of ['logs', 'hub']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    shareWorkflowBundle(join(folder, 'hub'));
    if (!temporal) this.#temporalExecutable = await findTemporal(env, (line) => process.stderr.write(`${line}\n`));
    await Promise.all([this.#begin('postgres'), temporal ? undefined : this.#begin('temporal')]);
    if (temporal) this.temporalAddress = temporal.address;
    await this.#prepareDatabase();
    this.#apiPort = await findFreePort();
    this.url = `http://127.0.0.1:${this.#apiPort}`;
    if (workers === 'in-api') await this.#begin('hub');
    else {
      await this.#begin('api');
      for (let number = 1; number <= workers; number += 1) await this.#begin(`worker-${number}`);
    }
    await this.untilReady();
  }

  pidOf(part: HubComponent): number {
    return this.#running(part).pid;
  }

  async untilEnded(pid: number): Promise<ProcessExit> {
    const exit = this.#exits.get(pid);
    if (!exit) throw new Error(`process ${pid} is none of this hub`);
    return exit;
  }

  async kill(part: HubComponent): Promise<void> {
    const kept = this.#part(part);
    kept.isWanted = false;
    const running = kept.current;
    if (!running) return;
    signalGroup(running.pid, 'SIGKILL');
    await running.exited;
  }

  async restart(part: HubComponent): Promise<void> {
    if (this.#part(part).isWanted) return;
    await this.#begin(part);
  }

  async untilReady(): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    while (!(await this.#isReady())) {
      if (performance.now() > deadline) throw new Error('The hub does not become ready.');
      await delay(POLL_MS);
    }
  }

  logs(): string {
    const names = [...this.#kept.keys()];
    return names.map((name) => `--- ${name}\n${tail(this.#logFile(name))}`).join('\n');
  }

  async stop(): Promise<void> {
    const rank = (part: HubComponent): number => STOP_ORDER.findIndex((name) => part.startsWith(name));
    for (const part of this.parts.toSorted((a, b) => rank(a) - rank(b))) {
      const kept = this.#part(part);
      kept.isWanted = false;
      await kept.current?.stop(10_000);
    }
  }

  async #prepareDatabase(): Promise<void> {
    const { migrate } = await import('../../src/db/migrate.ts');
    await migrate(this.databaseUrl);
    const keyFile = join(this.#options.folder, 'owner-api-key');
    await makeFirstOwner({ databaseUrl: this.databaseUrl, givenKey: undefined, keyFile, publicUrl: this.url });
    this.apiKey = readFileSync(keyFile, 'utf8').trim();
  }

  async #isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async #begin(part: HubComponent): Promise<void> {
    const kept = this.#kept.get(part) ?? { current: null, isWanted: true };
    kept.isWanted = true;
    this.#kept.set(part, kept);
    const started = await this.#spawn(part);
    kept.current = started;
    const life: HubProcessLife = { part, pid: started.pid, startedAtMs: Date.now(), endedAtMs: null };
    this.lives.push(life);
    this.#exits.set(started.pid, started.exited);
    void started.exited.then(async () => {
      life.endedAtMs = Date.now();
      while (kept.isWanted && kept.current === started) {
        await delay(RESTART_DELAY_MS);
        if (kept.isWanted) await this.#begin(part).catch(() => {});
      }
    });
  }

  async #spawn(part: HubComponent): Promise<ManagedProcess> {
    if (part === 'postgres') return this.#startPostgres();
    if (part === 'temporal') return this.#startTemporal();
    const script = part === 'hub' ? 'start/hub.ts' : part === 'api' ? 'api/main.ts' : 'worker/main.ts';
    return startManagedProcess({
      program: 'setpriv',
      args: ['--pdeathsig', 'KILL', process.execPath, join(import.meta.dirname, '..', '..', script)],
      env: await this.#environment(part),
      logFile: this.#logFile(part),
      identityFile: join(this.#options.folder, `${part}.json`),
      stopSignal: 'SIGTERM',
    });
  }

  async #startPostgres(): Promise<EmbeddedPostgres> {
    const folder = join(this.#options.folder, 'postgres');
    const postgres = await startEmbeddedPostgres({ folder, logFile: this.#logFile('postgres'), isDurable: true });
    await ensureDatabase(postgres, 'hubwright');
    this.databaseUrl = postgres.urlOf('hubwright');
    return postgres;
  }

  async #startTemporal(): Promise<EmbeddedTemporal> {
    const temporal = await startEmbeddedTemporal({
      executable: this.#temporalExecutable,
      folder: join(this.#options.folder, 'temporal'),
      logFile: this.#logFile('temporal'),
      namespace: NAMESPACE,
      isDurable: true,
      hasUi: false,
    });
    this.temporalAddress = temporal.address;
    return temporal;
  }

  async #environment(part: HubComponent): Promise<Record<string, string>> {
    const own = { databaseUrl: this.databaseUrl, temporalAddress: this.temporalAddress };
    const { waysOf } = this.#options;
    const servers = part.startsWith('worker') && waysOf ? await waysOf(part, own) : own;
    return {
      PATH: env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
      HOME: env.HOME ?? '/',
      ...(env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE }),
      DATABASE_URL: servers.databaseUrl,
      TEMPORAL_ADDRESS: servers.temporalAddress,
      TEMPORAL_NAMESPACE: this.#options.temporal?.namespace ?? NAMESPACE,
      HUBWRIGHT_PORT: `${this.#apiPort}`,
      HUBWRIGHT_DATA_DIR: join(this.#options.folder, 'hub'),
      HUBWRIGHT_GIT_ALLOWED_HOSTS: '127.0.0.1',
      HUBWRIGHT_DRAIN_S: '1',
      HUBWRIGHT_LOG_LEVEL: 'warn',
      ...this.#options.settings,
    };
  }

  #logFile(part: HubComponent): string {
    return join(this.#options.folder, 'logs', `${part}.log`);
  }

  #part(part: HubComponent): KeptComponent {
    const kept = this.#kept.get(part);
    if (!kept) throw new Error(`this hub has no ${part}`);
    return kept;
  }

  #running(part: HubComponent): ManagedProcess {
    const { current } = this.#part(part);
    if (!current) throw new Error(`${part} was not started`);
    return current;
  }
}

/** All hubs of a test process are of the same sources, and bundling takes seconds. */
function shareWorkflowBundle(dataFolder: string): void {
  const shared = join(testFolder(), 'workflow-bundle');
  mkdirSync(shared, { recursive: true, mode: 0o700 });
  symlinkSync(shared, join(dataFolder, 'workflow-bundle'));
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-LOG_TAIL_CHARACTERS).trim();
  } catch {
    return '(nothing)';
  }
}
