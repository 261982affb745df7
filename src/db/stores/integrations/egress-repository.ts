import type { Egress } from '../../../domain/network/egress.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface StoredEgress {
  readonly egress: Egress;
  /** Of the integration, which it is a part of. */
  readonly modifiedAt: Date;
}

const READ = statement<StoredEgress>(`select egress, modified_at as "modifiedAt" from integrations where id = $1`);

/** Null where there is no such integration. */
export async function readEgress(sql: Sql, integrationId: number): Promise<StoredEgress | null> {
  const [egress] = await sql.query(READ, [integrationId]);
  return egress ?? null;
}

const SAVE = statement(`update integrations set egress = $2, modified_at = $3 where id = $1`);

/** Stores it as an edit of the integration. */
export async function storeEgress(sql: Sql, integrationId: number, egress: Egress, modifiedAt: Date): Promise<void> {
  await sql.query(SAVE, [integrationId, JSON.stringify(egress), modifiedAt]);
}
