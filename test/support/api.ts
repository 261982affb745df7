import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeAccounts } from '../../api/compose-accounts.ts';
import type { ApiDeps } from '../../api/http/api-deps.ts';
import { SECURE_COOKIES } from '../../api/http/cookies.ts';
import { createServer } from '../../api/http/server.ts';
import { createTemporalLinks } from '../../api/http/temporal-links.ts';
import { createLinkSigner } from '../../api/logs/link-signer.ts';
import { createProgressHub, type ProgressHub } from '../../api/logs/progress-feed.ts';
import { checkRef } from '../../src/adapters/git/ref-name.ts';
import { parseRepositoryUrl } from '../../src/adapters/git/repository-url.ts';
import { createSchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createSecrets } from '../../src/adapters/secrets/create-secrets.ts';
import { createSecretStore } from '../../src/adapters/secrets/secret-store.ts';
import { mintApiKey } from '../../src/app/accounts/api-key.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import type { Role } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { checkPandiumAnswer } from '../contract/check-pandium-answer.ts';
import { useDatabase } from './postgres.ts';

const MIB = 1024 * 1024;
const RUN_LIMITS = {
  ...{ timeMs: 600_000, memoryBytes: 1024 * MIB, cpus: 1, processes: 256, diskBytes: 512 * MIB, logBytes: 100_000_000 },
};

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, null where there is none. */
  readonly body: Json;
}

/** A parsed answer; tests know what they expect in it. */
export type Json = ReturnType<typeof JSON.parse>;

export interface CallOptions {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly rawBody?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly url: string;
  readonly ownerKey: string;
  readonly progress: ProgressHub;
  /** The runs that the API started. */
  readonly startedRuns: number[];
  /** The rollouts that the API started. */
  readonly startedRollouts: number[];
  readonly logged: object[];
  readonly temporal: { isThere: boolean };
  call(method: string, path: string, options?: CallOptions): Promise<ApiResponse>;
  makeKey(role: Role, partnerId?: number | null): Promise<string>;
  makePartner(): Promise<number>;
}

export interface TestApiOptions {
  /** Another way to the database. */
  readonly through?: (databaseUrl: string) => Promise<string>;
  /** True where links have to lead to this very server; else they name a host that is not there. */
  readonly hasOwnPublicUrl?: boolean;
  /** Where decisions about rollouts go; without it Temporal is away for them. */
  readonly decideRollout?: ApiDeps['rollouts']['decide'];
}

type Running = Pick<TestApi, 'db' | 'url' | 'ownerKey'>;

const PUBLIC_URL = 'https://hub.example.com/base';

/** Gives the enclosing suite an API with a database of its own; each answer is held to its declaration and to Pandium's document. */
export function useApi(options: TestApiOptions = {}): TestApi {
  const database = useDatabase();
  const progress = createProgressHub();
  const startedRuns: number[] = [];
  const startedRollouts: number[] = [];
  const decideRollout = options.decideRollout ?? refuseDecision;
  const logged: object[] = [];
  const issues: string[] = [];
  const temporal = { isThere: true };
  let running: Running | undefined;
  let stop = async (): Promise<void> => {};

  before(async () => {
    const databaseUrl = (await options.through?.(database.url)) ?? database.url;
    const db = await openDatabase({ url: databaseUrl, poolSize: 8 });
    const schemas = createSchemaValidator();
    const secrets = createSecretStore(await createSecrets([randomBytes(32)]));
    const deps: ApiDeps = {
      db,
      accounts: await composeAccounts({ db, secrets, publicUrl: PUBLIC_URL }),
      cookies: SECURE_COOKIES,
      trustedProxies: [],
      temporalUi: null,
      environmentName: 'test',
      isMailKept: true,
      schemas,
      secrets,
      startRepositoryTest: async () => {
        if (!temporal.isThere) throw new AppError('temporal_unavailable', 'Temporal does not answer.');
        return { testId: randomUUID() };
      },
      progress,
      publicUrl: PUBLIC_URL,
      caps: { integration: 1000, partner: 1000, hub: 1000 },
      runLimits: RUN_LIMITS,
      scheduleSpreadS: 0,
      optionsStaleAfterMs: 86_400_000,
      repositoryRules: {
        checkUrl: (url) => void parseRepositoryUrl(url, { isFileAllowed: false }),
        checkBranch: (name) => checkRef({ kind: 'branch', name }),
        checkRef,
      },
      signer: createLinkSigner(randomBytes(32)),
      runStarter: { start: (runId) => void startedRuns.push(runId) },
      rollouts: {
        start: (id) => void startedRollouts.push(id),
        decide: (input) => decideRollout(input),
      },
      temporal: { check: async () => temporal.isThere },
      temporalLinks: createTemporalLinks('https://temporal.example.com/', 'default'),
      log: { info: (fields) => void logged.push(fields), error: (fields) => void logged.push(fields) },
      onUndeclaredResponse: (issue) => void issues.push(issue),
    };
    const server = createHttpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', createServer({ ...deps, publicUrl: options.hasOwnPublicUrl ? url : PUBLIC_URL }));
    running = { db, url, ownerKey: await insertKey(db, 'owner', null) };
    stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([schemas.close(), db.close()]);
    };
  });
  afterEach(() => {
    if (issues.length > 0) throw new Error(`answers that are not as declared:\n${issues.splice(0).join('\n')}`);
  });
  after(() => stop());

  const present = (): Running => {
    if (!running) throw new Error('the API is there from the before hooks on');
    return running;
  };
  return {
    progress,
    startedRuns,
    startedRollouts,
    logged,
    temporal,
    get db() {
      return present().db;
    },
    get databaseUrl() {
      return database.url;
    },
    get url() {
      return present().url;
    },
    get ownerKey() {
      return present().ownerKey;
    },
    call: async (method, path, options = {}) => {
      const answer = await call(present(), method, path, options);
      const issue = checkPandiumAnswer({ method, path, status: answer.status, body: answer.body });
      if (issue !== null) issues.push(issue);
      return answer;
    },
    makeKey: (role, partnerId = null) => insertKey(present().db, role, partnerId),
    makePartner: () => insertPartner(present().db),
  };
}

async function refuseDecision(): Promise<never> {
  throw new AppError('temporal_unavailable', 'Temporal is away.', { retryAfterSeconds: 5 });
}

async function call(api: Running, method: string, path: string, options: CallOptions): Promise<ApiResponse> {
  const key = options.key === undefined ? api.ownerKey : options.key;
  const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(api.url + path, {
    method,
    redirect: 'manual',
    ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== null && { 'x-api-key': key }),
      ...options.headers,
    },
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
}

async function insertKey(db: Database, role: Role, partnerId: number | null): Promise<string> {
  const { apiKey, prefix, keyHash } = mintApiKey();
  await db.query(
    `insert into api_keys (name, prefix, key_hash, role, partner_id, created_by) values ('test', $1, $2, $3, $4, 'test')`,
    [prefix, keyHash, role, partnerId],
  );
  return apiKey;
}

async function insertPartner(db: Database): Promise<number> {
  const name = `Partner ${randomBytes(4).toString('hex')}`;
  const rows = await db.query<{ id: number }>(
    `insert into partners (name, state) values ($1, 'approved') returning id`,
    [name],
  );
  return rows[0]?.id ?? 0;
}
