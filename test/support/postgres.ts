import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../start/embedded-postgres.ts';
import { testFolder } from './test-folder.ts';

/** A database of one test file; its fields can be read in hooks and tests, not while the file loads. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
}

export interface TestDatabaseOptions {
  /** False for a database without any table; true by default. */
  readonly isMigrated?: boolean;
}

const TEMPLATE = 'hubwright_template';
const SETUP_TIMEOUT_MS = 60_000;

let server: Promise<EmbeddedPostgres> | undefined;
let template: Promise<void> | undefined;

/** Gives the enclosing suite a fresh database in a `before` hook, cloned from the migrated template, dropped after. */
export function useDatabase(options: TestDatabaseOptions = {}): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  let url: string | undefined;
  before(async function createDatabase() {
    this.timeout(SETUP_TIMEOUT_MS);
    const postgres = await testPostgres();
    if (options.isMigrated ?? true) {
      template ??= makeTemplate(postgres);
      await template;
      await execute(postgres, `create database ${name} template ${TEMPLATE}`);
    } else {
      await execute(postgres, `create database ${name}`);
    }
    url = postgres.urlOf(name);
  });
  after(async function dropDatabase() {
    if (url !== undefined) await execute(await testPostgres(), `drop database if exists ${name} with (force)`);
  });
  return {
    name,
    get url(): string {
      if (url === undefined) throw new Error('the database is there from the before hooks on');
      return url;
    },
  };
}

/** The one PostgreSQL of this test process, started on first use. */
function testPostgres(): Promise<EmbeddedPostgres> {
  const folder = join(testFolder(), 'postgres');
  server ??= startEmbeddedPostgres({ folder, logFile: join(folder, 'server.log'), isDurable: false });
  return server;
}

/** Ends the PostgreSQL of this test process if it was started. */
export async function stopTestPostgres(): Promise<void> {
  const started = await server?.catch(() => undefined);
  server = undefined;
  template = undefined;
  await started?.stop(5_000);
}

async function makeTemplate(postgres: EmbeddedPostgres): Promise<void> {
  const { migrate } = await import('../../src/db/migrate.ts');
  await execute(postgres, `create database ${TEMPLATE}`);
  await migrate(postgres.urlOf(TEMPLATE));
}

async function execute(postgres: EmbeddedPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.urlOf('postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
