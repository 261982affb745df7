import { randomBytes } from 'node:crypto';
import { createSecrets } from '../../src/adapters/secrets/create-secrets.ts';
import { createSecretStore } from '../../src/adapters/secrets/secret-store.ts';
import type { SecretStore } from '../../src/adapters/secrets/secrets.ts';
import { createCredentialOf } from '../../src/app/source-control/credential-of.ts';
import type { SourceControlDeps } from '../../src/app/source-control/source-control-deps.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { sourceConnectionSecret } from '../../src/domain/source-control/source-connection.ts';
import { createSourceReader, type SourceReader } from '../../worker/source-reader/create-source-reader.ts';
import { uniqueName } from './hub-objects.ts';
import { useDatabase } from './postgres.ts';
import { makeTestFolder } from './test-folder.ts';

/** Real components for source control; its fields can be read in hooks and tests. */
export interface WatchFixture {
  readonly db: Database;
  readonly secrets: SecretStore;
  readonly deps: SourceControlDeps;
  /** Errors that the hub's own log was told. */
  readonly errors: unknown[];
  /** An integration that follows `main` of a repository; answers its id. */
  follow(
    url: string,
    fields?: { readonly connectionId?: number; readonly branch?: string; readonly path?: string },
  ): Promise<number>;
  connect(host: string, username: string | null, secret: string): Promise<number>;
}

/** Gives the enclosing suite a database and what polls and tests repositories on 127.0.0.1. */
export function useSourceControl(): WatchFixture {
  const database = useDatabase();
  const parts: { db?: Database; secrets?: SecretStore; reader?: SourceReader; deps?: SourceControlDeps } = {};
  const errors: unknown[] = [];
  const part = <Name extends keyof typeof parts>(name: Name): NonNullable<(typeof parts)[Name]> => {
    const value = parts[name];
    if (value === undefined) throw new Error('the parts are there from the before hooks on');
    return value;
  };
  before(async () => {
    parts.db = await openDatabase({ url: database.url, poolSize: 8 });
    parts.secrets = createSecretStore(await createSecrets([randomBytes(32)]));
    const git = { isFileAllowed: false, allowedHosts: ['127.0.0.1'], ownPorts: [] };
    parts.reader = createSourceReader({ git, size: 8 });
    parts.deps = {
      db: parts.db,
      ...parts.reader,
      gitLimits: { sizeBytes: 64 * 1024 * 1024, timeMs: 30_000 },
      credentialOf: createCredentialOf(parts.db, parts.secrets),
      stagingDirectory: makeTestFolder('source-control'),
      pollMs: 60_000,
      onError: (error) => void errors.push(error),
    };
  });
  after(async () => {
    await parts.reader?.close();
    await parts.db?.close();
  });
  return {
    errors,
    get db() {
      return part('db');
    },
    get secrets() {
      return part('secrets');
    },
    get deps() {
      return part('deps');
    },
    follow: (url, fields = {}) => follow(part('db'), url, fields),
    connect: (host, username, secret) => connect(part('db'), part('secrets'), { host, username, secret }),
  };
}

async function follow(
  db: Database,
  url: string,
  fields: { readonly connectionId?: number; readonly branch?: string; readonly path?: string },
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into integrations (name, long_name, type, state, repository_url, repository_tracking_branch,
       repository_path, source_connection_id)
     values ($1, $1, 'Internal', 'published', $2, $3, $4, $5) returning id`,
    [uniqueName('watched'), url, fields.branch ?? 'main', fields.path ?? '', fields.connectionId ?? null],
  );
  return (rows[0] as { id: number }).id;
}

async function connect(
  db: Database,
  secrets: SecretStore,
  fields: { readonly host: string; readonly username: string | null; readonly secret: string },
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into source_connections (name, provider, host, username) values ($1, 'git', $2, $3) returning id`,
    [uniqueName('connection'), fields.host, fields.username],
  );
  const { id } = rows[0] as { id: number };
  await secrets.put(db, sourceConnectionSecret(id), fields.secret);
  return id;
}
