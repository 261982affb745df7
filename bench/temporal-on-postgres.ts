import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { waitForTemporal } from '../src/adapters/temporal/temporal-readiness.ts';
import { SEARCH_ATTRIBUTES } from '../src/contracts/search-attributes.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../start/embedded-postgres.ts';
import { cacheFolder, findOnPath } from '../start/find-temporal.ts';
import { isPortFree } from '../start/free-port.ts';
import { type ManagedProcess, startManagedProcess } from '../start/managed-process.ts';
import { toServerSettings } from './temporal-server-settings.ts';

export interface TemporalOnPostgres {
  readonly address: string;
  readonly namespace: string;
  close(): Promise<void>;
}

const VERSION = '1.32.1';
const NAMESPACE = 'bench';
const BUILD_TIMEOUT_MS = 1_800_000;
const READY_TIMEOUT_MS = 60_000;
const KEYWORD = 2;
const RETENTION_SECONDS = 86_400;
const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
const DATABASES = { temporal: 'temporal', temporal_visibility: 'visibility' } as const;

const run = promisify(execFile);

/** A Temporal server of its own on a PostgreSQL of its own; null, with the reason reported, where it can't be built. */
export async function startTemporalOnPostgres(say: (line: string) => void): Promise<TemporalOnPostgres | null> {
  const programs = await findPrograms(say);
  if (!programs) return null;
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-temporal-'));
  const started: ManagedProcess[] = [];
  const close = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop(10_000);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const logFile = join(folder, 'postgres.log');
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), logFile, isDurable: true });
    started.push(postgres);
    await makeSchemas(programs, postgres);
    const server = await startServer(programs, folder, postgres);
    started.push(server.process);
    await makeNamespace(server.address).catch((error: Error) => {
      throw new Error(`${error.message}\n${server.process.logTail()}`, { cause: error });
    });
    return { address: server.address, namespace: NAMESPACE, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Programs {
  readonly server: string;
  readonly sql: string;
}

async function findPrograms(say: (line: string) => void): Promise<Programs | null> {
  const folder = join(cacheFolder(env), `temporal-server-${VERSION}`);
  const programs = { server: join(folder, 'server'), sql: join(folder, 'sql') };
  if (existsSync(programs.server) && existsSync(programs.sql)) return programs;
  const go = findOnPath('go', { PATH: `${env.PATH ?? ''}:/usr/local/go/bin` });
  if (go === undefined) {
    say('Temporal on PostgreSQL is left out: its server is built with Go, which this machine does not have.');
    return null;
  }
  say(`Building Temporal ${VERSION} with Go; this takes minutes, once.`);
  const module = 'go.temporal.io/server/cmd';
  const staging = `${folder}.new`;
  mkdirSync(staging, { recursive: true });
  try {
    const wanted = [`${module}/server@v${VERSION}`, `${module}/tools/sql@v${VERSION}`];
    await run(go, ['install', ...wanted], { env: { ...env, GOBIN: staging }, timeout: BUILD_TIMEOUT_MS });
    renameSync(staging, folder);
    return programs;
  } catch (error) {
    say(`Temporal on PostgreSQL is left out: its server could not be built: ${(error as Error).message.slice(0, 500)}`);
    return null;
  }
}

async function makeSchemas({ sql }: Programs, postgres: EmbeddedPostgres): Promise<void> {
  const { username, password } = new URL(postgres.urlOf('postgres'));
  const access = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', `${postgres.port}`, '-u', username];
  for (const [database, schema] of Object.entries(DATABASES)) {
    const tool = (...args: string[]) =>
      run(sql, [...access, '--db', database, ...args], { env: { ...env, SQL_PASSWORD: password } });
    await tool('create');
    await tool('setup-schema', '-v', '0.0');
    await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`);
  }
}

async function startServer(
  { server }: Programs,
  folder: string,
  postgres: EmbeddedPostgres,
): Promise<{ address: string; process: ManagedProcess }> {
  const ports = await findLowPorts(SERVICES.length * 2);
  const { username, password } = new URL(postgres.urlOf('postgres'));
  const settings = toServerSettings({
    ...{ username, password, databasePort: postgres.port, dynamicConfigFile: join(folder, 'dynamic.yaml') },
    services: SERVICES.map((name, index) => ({
      ...{ name, grpcPort: ports[index * 2] ?? 0, membershipPort: ports[index * 2 + 1] ?? 0 },
    })),
  });
  writeFileSync(join(folder, 'dynamic.yaml'), settings.dynamicConfig, { mode: 0o600 });
  writeFileSync(join(folder, 'server.yaml'), settings.config, { mode: 0o600 });
  const process = await startManagedProcess({
    program: 'setpriv',
    args: ['--pdeathsig', 'KILL', server, '--config-file', join(folder, 'server.yaml'), 'start'],
    env: { PATH: env.PATH ?? '/usr/bin:/bin', HOME: folder },
    logFile: join(folder, 'temporal.log'),
    identityFile: join(folder, 'temporal.json'),
    stopSignal: 'SIGTERM',
  });
  return { address: `127.0.0.1:${ports[0]}`, process };
}

/** Temporal's schema keeps the ports of its members in 15 bits. */
async function findLowPorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(20_000, 32_768);
    if (await isPortFree(port, '127.0.0.1')) found.add(port);
  }
  return [...found];
}

async function makeNamespace(address: string): Promise<void> {
  if (!(await waitForTemporal(address, 'temporal-system', READY_TIMEOUT_MS))) {
    throw new Error('The Temporal server on PostgreSQL does not answer.');
  }
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace: NAMESPACE,
      workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS } as never,
    });
    // The server reads its list of namespaces again every few seconds.
    await waitForTemporal(address, NAMESPACE, READY_TIMEOUT_MS);
    const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, KEYWORD]));
    await untilDone(() => connection.operatorService.addSearchAttributes({ namespace: NAMESPACE, searchAttributes }));
  } finally {
    await connection.close();
  }
}

async function untilDone(work: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
