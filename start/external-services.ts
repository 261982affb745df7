import pg from 'pg';
import type { TemporalAccess } from '../src/adapters/temporal/temporal-readiness.ts';
import type { Preparation } from './preparation.ts';
import { StartFailure } from './start-failure.ts';

const MIN_POSTGRES = 150_000;
const CONNECT_TIMEOUT_MS = 10_000;
const TEMPORAL_TIMEOUT_MS = 5_000;

/** Checks that the database of DATABASE_URL responds and is PostgreSQL 15 or later. @throws StartFailure */
export async function checkDatabase(url: string): Promise<void> {
  const version = await serverVersion(url);
  if (version < MIN_POSTGRES) {
    throw new StartFailure(`DATABASE_URL is a PostgreSQL ${Math.floor(version / 10_000)}; 15 or later is needed.`);
  }
}

/** Checks that the Temporal of TEMPORAL_ADDRESS responds for the namespace. @throws StartFailure */
export async function checkTemporal(
  { address, namespace, isTlsOn, apiKey }: TemporalAccess & { readonly address: string; readonly namespace: string },
  preparation: Preparation,
): Promise<void> {
  const wait = { timeoutMs: TEMPORAL_TIMEOUT_MS, retentionDays: null } as const;
  if (await preparation.awaitTemporal({ ...wait, address, namespace, access: { isTlsOn, apiKey } })) return;
  throw new StartFailure(`Temporal at ${address} does not answer for the namespace "${namespace}".`);
}

async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    return rows[0]?.version ?? 0;
  } catch (cause) {
    const reason = cause instanceof AggregateError ? 'the connection was refused' : (cause as Error).message;
    throw new StartFailure(`The database of DATABASE_URL does not answer: ${reason}.`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
