import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { confineService } from './confine-service.ts';
import { keepPort, PortTaken, retryTakenPort } from './free-port.ts';
import { type ManagedProcess, startManagedProcess } from './managed-process.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { POSTGRES_USER, type PostgresCluster, prepareCluster, serviceEnvironment } from './postgres-cluster.ts';
import { SERVICE_UIDS } from './service-account.ts';
import { StartFailure } from './start-failure.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the database files, the password and the port; made when missing. */
  readonly folder: string;
  readonly logFile: string;
  /** False for tests only: nothing is synced to disk. */
  readonly isDurable: boolean;
}

export interface EmbeddedPostgres extends ManagedProcess {
  readonly port: number;
  /** The address of a database of this server, with user and password. */
  urlOf(database: string): string;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 25;
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** Starts PostgreSQL on a free port of 127.0.0.1 and waits until it responds. @throws StartFailure */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = findPostgresBinaries();
  const cluster = await prepareCluster(options.folder, binaries, options.isDurable);
  mkdirSync(dirname(options.logFile), { recursive: true });
  return retryTakenPort(() => startServer(options, cluster, binaries));
}

async function startServer(
  options: EmbeddedPostgresOptions,
  cluster: PostgresCluster,
  binaries: PostgresBinaries,
): Promise<EmbeddedPostgres> {
  const port = await keepPort(join(options.folder, 'port'));
  const server = await startManagedProcess({
    ...serverCommand(cluster, binaries, port, options.isDurable),
    env: serviceEnvironment(),
    logFile: options.logFile,
    identityFile: join(options.folder, 'process.json'),
    stopSignal: 'SIGINT',
  });
  const urlOf = (database: string): string =>
    `postgres://${POSTGRES_USER}:${cluster.password}@127.0.0.1:${port}/${database}`;
  await waitUntilReady(urlOf('postgres'), server);
  return { ...server, port, urlOf };
}

/** Makes the database when it isn't there yet. */
export async function ensureDatabase(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.urlOf('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function serverCommand(cluster: PostgresCluster, binaries: PostgresBinaries, port: number, isDurable: boolean) {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(isDurable ? [] : NOT_DURABLE),
  ];
  return confineService({
    uid: SERVICE_UIDS.postgres,
    folders: [
      { path: binaries.folder, isWritable: false },
      { path: cluster.folder, isWritable: true },
    ],
    parentDeathSignal: 'INT',
    command: (at) => [
      at(binaries.postgres),
      '-D',
      at(cluster.dataFolder),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
  });
}

async function waitUntilReady(url: string, server: ManagedProcess): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let isEnded = false;
  void server.exited.then(() => {
    isEnded = true;
  });
  while (!(await answers(url))) {
    if (isEnded) throw endedEarly(server.logTail());
    if (performance.now() > deadline) {
      await server.stop(1_000);
      throw new StartFailure('The embedded database does not answer.');
    }
    await delay(POLL_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function endedEarly(log: string): Error {
  if (/Address already in use/.test(log)) return new PortTaken('PostgreSQL did not get its port.');
  if (/No space left on device/.test(log))
    return new StartFailure('The disk is full: free some space and start again.');
  const line = log.split('\n').findLast((text) => /FATAL|PANIC|error/i.test(text)) ?? 'it wrote nothing';
  return new StartFailure(`The embedded database ended at its start: ${line.trim()}`);
}
