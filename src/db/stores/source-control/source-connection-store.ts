import type { SourceProvider } from '../../../domain/source-control/source-connection.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const LOCK_HOST = statement<{ host: string }>(
  `select host from source_connections where id = $1 and partner_id is not distinct from $2 for share`,
);

/** Returns the host of an owner's connection and keeps it until the transaction ends; null where that owner has no such connection. */
export async function lockConnectionHost(sql: Sql, id: number, partnerId: number | null): Promise<string | null> {
  const [row] = await sql.query(LOCK_HOST, [id, partnerId]);
  return row?.host ?? null;
}

export interface ConnectionAccount {
  readonly provider: SourceProvider;
  readonly host: string;
  readonly username: string | null;
}

const READ_ACCOUNT = statement<ConnectionAccount>(
  `select provider, host, username from source_connections where id = $1`,
);

/** Null where there is no such connection. */
export async function readConnectionAccount(sql: Sql, id: number): Promise<ConnectionAccount | null> {
  const [row] = await sql.query(READ_ACCOUNT, [id]);
  return row ?? null;
}

const LIST_USERS = statement<{ name: string }>(
  `select name from integrations where source_connection_id = $1 and archived_at is null order by id limit $2`,
);

/** Returns the names of the first integrations that use a connection and are not archived. */
export async function listIntegrationsOfConnection(sql: Sql, id: number, limit: number): Promise<string[]> {
  return (await sql.query(LIST_USERS, [id, limit])).map(({ name }) => name);
}

const FORGET = statement(`update integrations set source_connection_id = null where source_connection_id = $1`);

/** Takes a connection from the integrations that still name it, which are archived. */
export async function detachConnection(sql: Sql, id: number): Promise<void> {
  await sql.query(FORGET, [id]);
}
