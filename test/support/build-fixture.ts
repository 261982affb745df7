import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { createLocalArtifactStore } from '../../src/adapters/artifacts/local-artifact-store.ts';
import { createReleaseCache } from '../../src/adapters/artifacts/release-cache.ts';
import { createLocalBuildCache } from '../../src/adapters/build-cache/local-build-cache.ts';
import { NO_MIRRORS } from '../../src/adapters/build-mirrors/build-mirrors.ts';
import { createSchemaValidator, type SchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createBubblewrapSandbox } from '../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../../src/adapters/sandbox/sandbox.ts';
import { createBuildLaunchers } from '../../src/adapters/toolchains/create-build-launchers.ts';
import { createToolchainCatalog } from '../../src/adapters/toolchains/create-toolchain-catalog.ts';
import { describePlatform } from '../../src/adapters/toolchains/describe-platform.ts';
import { discoverToolchains } from '../../src/adapters/toolchains/discover-toolchains.ts';
import type { Toolchain, ToolchainCatalog } from '../../src/adapters/toolchains/toolchain.ts';
import { toolchainEnvironment } from '../../src/adapters/toolchains/toolchain-environment.ts';
import { admitBuilds } from '../../src/app/builds/admit-builds.ts';
import type { BuildDeps } from '../../src/app/builds/build-deps.ts';
import { BuildExecutor } from '../../src/app/builds/build-executor.ts';
import { type RequestBuildInput, requestBuild } from '../../src/app/builds/request-build.ts';
import { createUnpackArtifact } from '../../src/app/builds/unpack-artifact.ts';
import { createAddressGuard } from '../../src/base/http/address-guard.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { createSourceReader, type SourceReader } from '../../worker/source-reader/create-source-reader.ts';
import { type Files, type GitServer, type ServedRepository, startGitServer } from './git-server.ts';
import { type TestDatabase, useDatabase } from './postgres.ts';
import { registerBuildWorker } from './run-fixture.ts';
import { makeTestFolder } from './test-folder.ts';

const MIB = 1024 * 1024;

export const TEST_BUILD_LIMITS = {
  memoryBytes: 1024 * MIB,
  cpus: 2,
  processes: 256,
  diskBytes: 512 * MIB,
  timeMs: 120_000,
  graceMs: 1_000,
  logLineBytes: 64 * 1024,
  logBytes: 10 * MIB,
};

export interface ReleaseRow {
  readonly id: number;
  readonly number: number;
  readonly state: string;
  readonly commit_sha: string | null;
  readonly manifest_path: string | null;
  readonly toolchain: Record<string, string> | null;
  readonly artifact_digest: string | null;
  readonly manifest: { readonly run: string } | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly failure: {
    readonly step: string;
    readonly class: string;
    readonly reason: string;
    readonly message: string;
  } | null;
  readonly is_log_complete: boolean;
}

/** Real parts for builds; its fields can be read in hooks and tests. */
export interface BuildFixture {
  readonly db: Database;
  readonly sandbox: Sandbox;
  readonly gitServer: GitServer;
  readonly deps: BuildDeps;
  readonly database: TestDatabase;
  /** An integration whose repository holds `files`; answers its id. */
  makeIntegration(files: Files, repositoryPath?: string): Promise<number>;
  /** Pushes another commit to the repository of an integration. */
  push(integrationId: number, files: Files, branch?: string): Promise<void>;
  /** Requests a build and brings it to its end in this process, attempt after attempt. */
  build(
    integrationId: number,
    overrides?: Partial<BuildDeps>,
    ref?: RequestBuildInput['ref'],
    isCacheIgnored?: boolean,
  ): Promise<ReleaseRow>;
  /** A requested and admitted release, and an executor for it. */
  admit(integrationId: number, ref?: RequestBuildInput['ref'], isCacheIgnored?: boolean): Promise<number>;
  executor(overrides?: Partial<BuildDeps>): BuildExecutor;
  release(releaseId: number): Promise<ReleaseRow>;
  log(releaseId: number): Promise<string>;
}

let toolchains: Promise<readonly Toolchain[]> | undefined;

/** The toolchains of this machine, looked up once per test process. */
export function testToolchains(): Promise<readonly Toolchain[]> {
  toolchains ??= discoverToolchains({
    path: env.PATH ?? '',
    homeDirectory: homedir(),
    packageDirectories: [resolve(import.meta.dirname, '../../node_modules')],
    launcherDirectory: makeTestFolder('launchers'),
  });
  return toolchains;
}

/** A catalog of this machine's toolchains that fetches none. */
export function testCatalog(): Promise<ToolchainCatalog> {
  return createToolchainCatalog({ discover: testToolchains, fetching: null });
}

/** Gives the enclosing suite a database, a sandbox and a git server, and builds in this very process without Temporal. */
export function useBuilds(): BuildFixture {
  const database = useDatabase();
  const parts: {
    db?: Database;
    sandbox?: Sandbox;
    gitServer?: GitServer;
    reader?: SourceReader;
    validator?: SchemaValidator;
    deps?: BuildDeps;
  } = {};
  const part = <Name extends keyof typeof parts>(name: Name): NonNullable<(typeof parts)[Name]> => {
    const value = parts[name];
    if (value === undefined) throw new Error('the parts are there from the before hooks on');
    return value;
  };
  before(async function prepareBuilds() {
    this.timeout(60_000);
    parts.db = await openDatabase({ url: database.url, poolSize: 6 });
    await registerBuildWorker(parts.db, 100);
    parts.gitServer = await startGitServer();
    parts.sandbox = await makeSandbox();
    const git = { isFileAllowed: false, allowedHosts: [`127.0.0.1:${parts.gitServer.port}`], ownPorts: [] };
    parts.reader = createSourceReader({ git, size: 4 });
    parts.validator = createSchemaValidator();
    parts.deps = await makeDeps(parts.db, parts.sandbox, parts.reader, parts.validator);
  });
  after(async () => {
    await parts.reader?.close();
    await parts.validator?.close();
    await parts.sandbox?.close();
    await parts.gitServer?.close();
    await parts.db?.close();
  });
  const repositories = new Map<number, ServedRepository>();
  const executor = (overrides: Partial<BuildDeps> = {}): BuildExecutor =>
    new BuildExecutor({ ...part('deps'), ...overrides, workerId: 'test-worker', onSlotFree: () => undefined });
  const admit: BuildFixture['admit'] = async (integrationId, ref = null, isCacheIgnored = false) => {
    const input = { integrationId, tag: null, ref, isCacheIgnored, requestedBy: 'test' };
    const { id } = await requestBuild(part('db'), input);
    await admitBuilds(part('db'), 100);
    return id;
  };
  return {
    database,
    get db() {
      return part('db');
    },
    get sandbox() {
      return part('sandbox');
    },
    get gitServer() {
      return part('gitServer');
    },
    get deps() {
      return part('deps');
    },
    executor,
    admit,
    makeIntegration: async (files, path) => {
      const { id, repository } = await makeIntegration(part('db'), part('gitServer'), files, path);
      repositories.set(id, repository);
      return id;
    },
    push: async (integrationId, files, branch) => {
      await repositories.get(integrationId)?.commit(files, 'more', branch);
    },
    build: async (integrationId, overrides, ref, isCacheIgnored) => {
      const id = await admit(integrationId, ref, isCacheIgnored);
      const builds = executor(overrides);
      while ((await builds.execute(id)).kind !== 'final');
      return readRelease(part('db'), id);
    },
    release: (id) => readRelease(part('db'), id),
    log: (id) => readLog(part('db'), id),
  };
}

async function makeSandbox(): Promise<Sandbox> {
  return createBubblewrapSandbox({
    hubId: `test-${randomBytes(4).toString('hex')}`,
    ownerId: `builds-${process.pid}`,
    dataDirectory: makeTestFolder('sandbox'),
    poolSize: 1,
    cgroup: 'rlimits-accepted',
    log: () => undefined,
  });
}

async function makeDeps(
  db: Database,
  sandbox: Sandbox,
  reader: SourceReader,
  validator: SchemaValidator,
): Promise<BuildDeps> {
  const folder = makeTestFolder('builds');
  const artifacts = await createLocalArtifactStore(join(folder, 'artifacts'));
  return {
    db,
    stagingDirectory: join(folder, 'staging'),
    ...reader,
    compileSchemas: (schemas) => validator.compile(schemas),
    gitLimits: { sizeBytes: 64 * MIB, timeMs: 30_000 },
    credentialOf: () => Promise.resolve(null),
    toolchains: await testCatalog(),
    toolchainEnvironment,
    launchers: createBuildLaunchers(join(folder, 'launchers')),
    platform: describePlatform(sandbox.driver),
    mirrors: NO_MIRRORS,
    openBuildSecrets: async () => [],
    addressGuard: createAddressGuard({
      allowedHosts: [],
      allowedHostsSetting: 'HUBWRIGHT_BUILD_MIRRORS',
      ownPorts: [],
    }),
    sandbox,
    artifacts,
    buildCache: await createLocalBuildCache({
      folder: join(folder, 'build-cache'),
      limitBytes: 1024 * MIB,
      oneLimitBytes: 512 * MIB,
    }),
    cache: await createReleaseCache({ folder: join(folder, 'cache'), store: artifacts, limitBytes: 4096 * MIB }),
    unpack: createUnpackArtifact(sandbox, TEST_BUILD_LIMITS),
    limits: TEST_BUILD_LIMITS,
    onError: (error) => process.stderr.write(env.SHOW_ERRORS ? `${String((error as Error).stack)}\n` : ''),
  };
}

async function makeIntegration(db: Database, server: GitServer, files: Files, path = '') {
  const name = `i-${randomBytes(6).toString('hex')}`;
  const repository = await server.createRepository(name, files);
  const rows = await db.query<{ id: number }>(
    `insert into integrations (name, long_name, type, state, repository_url, repository_tracking_branch, repository_path)
     values ($1, $1, 'Internal', 'draft', $2, 'main', $3) returning id`,
    [name, repository.url, path],
  );
  return { id: (rows[0] as { id: number }).id, repository };
}

async function readRelease(db: Database, id: number): Promise<ReleaseRow> {
  const rows = await db.query<ReleaseRow>('select * from releases where id = $1', [id]);
  return rows[0] as ReleaseRow;
}

async function readLog(db: Database, releaseId: number): Promise<string> {
  const rows = await db.query<{ text: string }>(
    'select text from build_log_chunks where release_id = $1 order by first_line',
    [releaseId],
  );
  return rows.map((row) => row.text).join('\n');
}
